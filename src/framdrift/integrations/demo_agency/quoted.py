"""A second quote beside what was released: somebody has been asked by letter, and has not answered yet."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from framdrift.insights.kinds import Direction
from framdrift.insights.models import Code, Quote, Release
from framdrift.insights.release.quotes import Retold, retell
from framdrift.insights.release.refusals import NobodyToAsk, TooFewAuthors
from framdrift.organisations.access import viewer_of
from framdrift.organisations.models import Account

_THEMES: Final = {
    "T08": "Man vågar säga att man kört fast, och då sätter sig någon bredvid en.",
    "T06": "Min chef frågar först och har åsikter sedan, och det märks att hon har lyssnat.",
}


def ask_somebody(figures: Release, interviewer: Account, *, at: datetime) -> Quote | None:
    """Ask the last of those who spoke of a theme that enough spoke of; None where there is no such theme."""
    told = Code.objects.filter(passage__round__released__release=figures, direction=Direction.HOLDS, ended_at=None)
    spoke = told.filter(passage__invitation__isnull=False).select_related("passage").order_by("-pk")
    for theme, words in _THEMES.items():
        for code in spoke.filter(theme=theme):
            assert code.passage.invitation_id is not None
            retold = Retold(code.passage.invitation_id, theme, Direction.HOLDS, "sv", words, allowed=False)
            try:
                return retell(figures=figures, retold=retold, by=viewer_of(interviewer), at=at)
            except (TooFewAuthors, NobodyToAsk):
                continue
    return None
