"""What speaks against a time, in a sentence on the reader's clock; never what somebody else's meeting is about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from framdrift.foundation.letter_words import time_words
from framdrift.organisations.access import Viewer
from framdrift.planning.booking.objections import Objection, Why


def objection_sentence(one: Objection, *, by: Viewer) -> str:
    """Such as "torsdag 26 november kl. 13.00: Karin Holm har ett möte som slutar 12.45, och vägen tar 40 minuter."; of
    another company's people only that they cannot come."""
    is_own = by.kind == "staff" or one.person.company_id == by.company_id
    say = _SENTENCES[one.why] if is_own else _cannot
    return f"{time_words(one.when.start_at, get_language() or 'en', str(by.zone))}: {say(one, by.zone)}"


def _cannot(one: Objection, _zone: ZoneInfo) -> str:
    return _("%(who)s cannot come then.") % {"who": one.person.name}


def _clock(instant: datetime, zone: ZoneInfo) -> str:
    local = instant.astimezone(zone)
    return f"{local.hour:02}{'.' if get_language() == 'sv' else ':'}{local.minute:02}"


def _meeting(one: Objection, zone: ZoneInfo) -> str:
    assert one.other is not None
    told = {"who": one.person.name, "start": _clock(one.other.start_at, zone), "end": _clock(one.other.end_at, zone)}
    return _("%(who)s is in another meeting, %(start)s–%(end)s.") % told


def _way_from(one: Objection, zone: ZoneInfo) -> str:
    assert one.other is not None
    sentence = ngettext(
        "%(who)s has a meeting that ends at %(time)s, and the way from it takes %(n)d minute.",
        "%(who)s has a meeting that ends at %(time)s, and the way from it takes %(n)d minutes.",
        one.minutes,
    )
    return sentence % {"who": one.person.name, "time": _clock(one.other.end_at, zone), "n": one.minutes}


def _way_to(one: Objection, zone: ZoneInfo) -> str:
    assert one.other is not None
    sentence = ngettext(
        "%(who)s has a meeting that begins at %(time)s, and the way to it takes %(n)d minute.",
        "%(who)s has a meeting that begins at %(time)s, and the way to it takes %(n)d minutes.",
        one.minutes,
    )
    return sentence % {"who": one.person.name, "time": _clock(one.other.start_at, zone), "n": one.minutes}


def _breath(one: Objection, _zone: ZoneInfo) -> str:
    sentence = ngettext(
        "%(who)s wants %(n)d minute free around meetings.",
        "%(who)s wants %(n)d minutes free around meetings.",
        one.minutes,
    )
    return sentence % {"who": one.person.name, "n": one.minutes}


_SENTENCES: dict[Why, Callable[[Objection, ZoneInfo], str]] = {
    Why.MEETING: _meeting,
    Why.WAY_FROM: _way_from,
    Why.WAY_TO: _way_to,
    Why.BREATH: _breath,
    Why.AWAY: lambda one, _zone: _("%(who)s is away that day.") % {"who": one.person.name},
    Why.CALENDAR: lambda one, _zone: _("%(who)s has something else in the calendar then.") % {"who": one.person.name},
    Why.HOURS: lambda one, _zone: _("%(who)s does not usually meet then.") % {"who": one.person.name},
    Why.FULL_DAY: lambda one, _zone: (
        _("%(who)s has as many meetings that day as they want.") % {"who": one.person.name}
    ),
}
