"""Today: what one person should do now, for whom, and why. A fixed number of statements, however much there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any

from django.db.models import Q

from framdrift.foundation.models import Event
from framdrift.momentum import lines
from framdrift.momentum.duties import Duties, duties_of
from framdrift.momentum.events import Reminded
from framdrift.momentum.inbox import messages
from framdrift.momentum.letter_lines import held_letters
from framdrift.momentum.rules import Day, Deed, Item, day_of, may_nudge
from framdrift.organisations.access import Viewer
from framdrift.recruiting.kinds import Side
from framdrift.science.calendars import working_days_elapsed

_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Today:
    """The list of one person's day, how many lines they have set aside, and the accounts that are away today."""

    day: Day
    today: date
    snoozed: int
    away: frozenset[int] = frozenset()

    def item(self, key: str) -> Item | None:
        """The line with this key, wherever it stands."""
        everything = chain(self.day.planned, self.day.offered)
        return next((item for item in everything if item.key == key), None)


def today(viewer: Viewer, *, as_of: datetime) -> Today:
    """The viewer's Today. Twenty statements, however much there is, and
    two more where letters wait. Empty for those who do not recruit."""
    if not viewer.is_recruiter or viewer.account_id is None:
        return Today(day_of((), minutes_per_day=0), as_of.date(), 0)
    duties = duties_of(viewer, as_of=as_of)
    items = list(
        chain(
            lines.promises(duties),
            lines.balls(duties),
            lines.unsent_offers(duties),
            lines.silences(duties),
            messages(duties),
            held_letters(duties),
            lines.scorecards(duties),
            lines.missing_evidence(duties),
            lines.fees(duties),
            lines.consents(duties),
        )
    )
    items = _with_nudges(items, duties)
    day = day_of(items, minutes_per_day=duties.minutes_per_day)
    return Today(day, duties.today, len(duties.snoozed), frozenset(duties.absent))


def reminded_before(items: Sequence[Item], *, as_of: datetime) -> tuple[dict[str, list[datetime]], dict[int, int]]:
    """When each line was reminded of, by key; the week's letters with reminders, by account. One statement."""
    subjects = {_subject_of(item) for item in items}
    of_these = Q(subject__in=subjects) | Q(at__gt=as_of - _WEEK)
    rows = Event.objects.filter(of_these, code=Reminded.code, at__lte=as_of).order_by("seq").values_list("at", "data")
    by_key: dict[str, list[datetime]] = defaultdict(list)
    letters: dict[int, set[str]] = defaultdict(set)
    for at, data in rows:
        by_key[data["item"]].append(at)
        if at > as_of - _WEEK:
            letters[data["account_id"]].add(data["letter_key"])
    return dict(by_key), {account: len(keys) for account, keys in letters.items()}


def _with_nudges(items: Iterable[Item], duties: Duties) -> list[Item]:
    """Lines that remind say how often that has been done, and whether it may be done now."""
    found = list(items)
    by_key, letters = reminded_before([item for item in found if item.deed is Deed.REMIND], as_of=duties.as_of)
    return [
        replace(item, **_nudge_fields(by_key.get(item.key, []), letters.get(item.holder.account_id or 0, 0), duties))
        if item.deed is Deed.REMIND and item.holder.side == Side.CLIENT
        else item
        for item in found
    ]


def _nudge_fields(before: Sequence[datetime], this_week: int, duties: Duties) -> dict[str, Any]:
    since = None
    if before:
        since = working_days_elapsed(before[-1], duties.as_of, days=duties.days, zone=duties.zone)
    may = may_nudge(sent=len(before), work_days_since_last=since, to_person_this_week=this_week)
    return {"nudges": len(before), "may_nudge": may}


def _subject_of(item: Item) -> str:
    if item.about.candidacy_id:
        return f"candidacy:{item.about.candidacy_id}"
    return f"assignment:{item.about.assignment_id}"
