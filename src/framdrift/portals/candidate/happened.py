"""One sentence for every line of what happened, addressed to the candidate."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from framdrift.foundation import letter_words
from framdrift.recruiting.queries.public_history import Happened


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with the instant it is about."""

    at: datetime
    sentence: str


def lines(history: Iterable[Happened]) -> list[Line]:
    """Sentences for the reader's language, in the order given."""
    return [Line(one.at, sentence) for one in history if (sentence := _sentence(one))]


def _sentence(one: Happened) -> str:
    tell = _SENTENCES.get(one.code)
    return tell(one) if tell else ""


def _entered(one: Happened) -> str:
    return _("You are in this recruitment.") if not one.by_self else _("You applied. Thank you!")


def _moved(one: Happened) -> str:
    return _("On to: %(step)s.") % {"step": one.step}


def _booked(one: Happened) -> str:
    slots = {"step": one.step, "time": _moment(one.time)}
    if one.by_self:
        return _("You chose a time for %(step)s: %(time)s.") % slots
    if one.moved_from:
        return _("%(step)s was moved to %(time)s.") % slots
    return _("A time was set for %(step)s: %(time)s.") % slots


def _unbooked(one: Happened) -> str:
    slots = {"step": one.step, "time": _moment(one.time)}
    if one.by_self:
        return _("You gave back the time for %(step)s, %(time)s.") % slots
    return _("The time for %(step)s, %(time)s, was cancelled.") % slots


def _ended(one: Happened) -> str:
    return {
        "hired": _("You got the job."),
        "withdrew": _("You stepped out."),
        "declined": _("You declined the offer."),
    }.get(one.detail, _("The process ended."))


def _answered(one: Happened) -> str:
    answers = {"accepted": _("You accepted the offer."), "declined": _("You declined the offer.")}
    return answers.get(one.detail, _("The offer was taken back."))


def _moment(instant: datetime | None) -> str:
    if instant is None:
        return ""
    return letter_words.time_words(instant, get_language() or "en", timezone.get_current_timezone_name())


_SENTENCES: dict[str, Callable[[Happened], str]] = {
    "candidacy-entered": _entered,
    "application-received": lambda one: _("Your application arrived."),
    "candidacy-moved": _moved,
    "times-offered": lambda one: _("You got times to choose among for %(step)s.") % {"step": one.step},
    "step-booked": _booked,
    "step-unbooked": _unbooked,
    "step-held": lambda one: _("%(step)s took place.") % {"step": one.step},
    "news-given": lambda one: _("You heard from us."),
    "message-received": lambda one: _("You wrote to us."),
    "reference-received": lambda one: _("A referee of yours answered."),
    "offer-sent": lambda one: _("You got an offer."),
    "offer-answered": _answered,
    "candidacy-ended": _ended,
    "candidacy-reopened": lambda one: _("The process was taken up again."),
}
