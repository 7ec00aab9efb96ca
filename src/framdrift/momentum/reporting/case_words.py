"""What a list behind a number is called. Light: pages import it without the machinery of the report."""

from __future__ import annotations

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from framdrift.recruiting.step_words import SIDES, STEP_TYPES

HEADINGS: dict[str, LazyText] = {
    "side": _("Waiting with %(what)s"),
    "side-open": _("Waiting with %(what)s that has not ended"),
    "turn": _("Turns of %(what)s that began in the period"),
    "step": _("Waiting at the step: %(what)s"),
    "stay": _("Stays that began in the period: %(what)s"),
    "kept": _("Answered by the date: %(what)s"),
    "late": _("Not answered by the date: %(what)s"),
    "at": _("Waiting in this client's recruitments"),
    "with": _("Waiting with this client"),
    "answer": _("This client's turns that began in the period"),
    "due-at": _("Dates for this client's answers, kept or not"),
    "held": _("Balls held by this colleague"),
    "held-open": _("Balls that this colleague has not passed on yet"),
    "own-turn": _("This colleague's turns that began in the period"),
    "due-held": _("Dates for this colleague's answers, kept or not"),
    "came": _("Came to the step: %(what)s"),
    "further": _("Went further from the step: %(what)s"),
    "left": _("Left at the step: %(what)s"),
    "declined": _("Declined by us at the step: %(what)s"),
    "there": _("Still at the step: %(what)s"),
    "ended": _("Ended with the assignment at the step: %(what)s"),
    "promise-kept": _("Promises kept, to %(what)s"),
    "promise-broken": _("Promises broken, to %(what)s"),
    "promise-back": _("Promises taken back before their date, to %(what)s"),
}


def heading_of(key: str) -> str:
    """The heading of the list that a key asks for."""
    kind, _colon, what = key.partition(":")
    known = {**SIDES, **STEP_TYPES}
    return str(HEADINGS[kind]) % {"what": str(known.get(what, "")).lower()}
