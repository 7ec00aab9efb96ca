"""The closed lists of leaving in words, for every door that shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from framdrift.conversations.exit_kinds import Avoidable, Path, Regretted, Shock, Side
from framdrift.conversations.models import LeaverView
from framdrift.organisations.models import ExitType
from framdrift.science.themes.codebook import themes

Words = Mapping[str, str | Promise]

REGRETTED: Final[Words] = {
    Regretted.YES: _("Yes, we wanted to keep this person"),
    Regretted.PARTLY: _("Partly"),
    Regretted.NO: _("No, it is for the best"),
}
AVOIDABLE: Final[Words] = {
    Avoidable.YES: _("Yes, we could have done something"),
    Avoidable.PERHAPS: _("Perhaps, but it is hard to see what"),
    Avoidable.NO: _("No, it lay outside what we could do"),
}
SIDES: Final[Words] = {Side.MANAGER: _("The manager"), Side.HR: pgettext_lazy("side", "HR")}
SHOCKS: Final[Words] = {
    Shock.OFFER: _("an offer they had not asked for"),
    Shock.NEW_MANAGER: _("a new manager"),
    Shock.REORGANISATION: _("a reorganisation"),
    Shock.MISSED_PROMOTION: _("a promotion that went to somebody else"),
    Shock.PAY_REVIEW: _("a pay review"),
    Shock.CONFLICT: _("a conflict"),
    Shock.BROKEN_PROMISE: _("a promise that was broken"),
    Shock.COLLEAGUE_LEFT: _("a colleague who left"),
    Shock.PROJECT_ENDED: _("a project that ended"),
    Shock.LIFE_EVENT: _("something that happened in life outside work"),
}
PATHS: Final[Words] = {
    Path.PLAN: _("Something happened that they had always meant to leave for"),
    Path.PUSHED: _("Something happened, and they left without another job to compare with"),
    Path.PULLED: _("Something happened, and another job stood beside this one"),
    Path.SLOWLY: _("It grew over time, and they left without another job to compare with"),
    Path.SLOWLY_TO_OFFER: _("It grew over time, and they looked for another job"),
    Path.UNCLEAR: _("Cannot be said from this talk"),
}
_NEVER_A_REASON: Final = ("T90", "T98")
"""A serious matter has a flow of its own; nothing to add is no reason."""


def theme_choices(language: str) -> list[tuple[str, str]]:
    """The code book's themes that can be a reason to leave, in a language."""
    known = "en" if language == "en" else "sv"
    return [(code, theme.names[known]) for code, theme in themes().items() if code not in _NEVER_A_REASON]


def theme_name(code: str, language: str) -> str:
    """A theme's name; empty for none."""
    return dict(theme_choices(language)).get(code, "")


def view_words(view: LeaverView, language: str) -> dict[str, str]:
    """What the manager or HR said of a leaver, for a page."""
    return {
        "side": str(SIDES[view.side]),
        "regretted": str(REGRETTED[view.regretted]),
        "avoidable": str(AVOIDABLE[view.avoidable]),
        "believed": theme_name(view.believed, language),
        "words": view.words,
    }


def exit_words(exit_type: str) -> str:
    """How the employment ended; empty where nobody has said."""
    return str(dict(ExitType.choices).get(exit_type, ""))
