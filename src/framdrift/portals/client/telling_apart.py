"""What tells assignments of one title apart: the unit, the day they were opened, or else their number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from framdrift.recruiting.queries.client_page import ClientAssignment


def told_apart(assignments: Sequence[ClientAssignment]) -> dict[int, str]:
    """By id, the words beside each title that more than one of these assignments has; nothing for the others."""
    titles = Counter(_title(one) for one in assignments)
    words: dict[int, str] = {}
    for title in (title for title, n in titles.items() if n > 1):
        words |= _differences([one for one in assignments if _title(one) == title])
    return words


def _title(one: ClientAssignment) -> str:
    return " ".join(one.title.split()).casefold()


def _differences(alike: Sequence[ClientAssignment]) -> dict[int, str]:
    """Units where they differ, days where they differ, and the number of those that are still alike."""
    opened = {one.id: _("opened %(day)s") % {"day": _day(one)} for one in alike}
    facts = [{one.id: one.unit for one in alike}, opened]
    telling = [fact for fact in facts if len(set(fact.values())) > 1]
    found = {one.id: ", ".join(fact[one.id] for fact in telling if fact[one.id]) for one in alike}
    taken = Counter(found.values())
    return {pk: words if words and taken[words] == 1 else _numbered(words, pk) for pk, words in found.items()}


def _day(one: ClientAssignment) -> str:
    day = timezone.localtime(one.opened_at).date()
    return f"{date_format(day, pgettext('short day pattern', 'j M'))} {day.year}"


def _numbered(words: str, pk: int) -> str:
    number = _("no. %(number)d") % {"number": pk}
    return f"{words}, {number}" if words else number
