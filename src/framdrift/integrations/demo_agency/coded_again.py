"""A colleague codes a sample of a closed round without seeing the first codes: mostly alike, now and then otherwise."""

from __future__ import annotations

from datetime import datetime
from random import Random

from framdrift.conversations.models import ProgrammeRound
from framdrift.insights.kinds import Part
from framdrift.insights.models import Code, Passage
from framdrift.organisations.models import Account

_SAMPLED = 70
_SEEN_OTHERWISE = {"T07": ("T06", 0.6), "T05": ("T03", 0.15), "T11": ("T12", 0.04), "T12": ("T11", 0.04)}
"""What the second coder takes for something else, and how often: what the board does for what the own manager does."""


def code_again(programme_round: ProgrammeRound, second: Account, *, rng: Random, at: datetime) -> None:
    """Written in rows, as the first codes are."""
    coded = list(Passage.objects.filter(round=programme_round).order_by("pk").values_list("pk", flat=True))
    drawn = rng.sample(coded, min(_SAMPLED, len(coded)))
    Passage.objects.filter(pk__in=drawn).update(sampled_at=at, second_by=second, second_done_at=at)
    first = Code.objects.filter(passage__in=drawn, part=Part.FIRST, ended_at=None).order_by("pk")
    Code.objects.bulk_create(
        Code(
            passage_id=one.passage_id,
            company_id=one.company_id,
            theme=_seen(one.theme, rng),
            part=Part.SECOND,
            coder=second,
            version_id=one.version_id,
            direction=one.direction,
            given_at=at,
        )
        for one in first
    )


def _seen(theme: str, rng: Random) -> str:
    other, likely = _SEEN_OTHERWISE.get(theme, (theme, 0.0))
    return other if rng.random() < likely else theme
