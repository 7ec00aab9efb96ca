"""Who is asked when: the people who fall due, spread over weeks and interviewers.

Computed, never stored: the preview before launch and the invitations of a day come from the same function.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from framdrift.conversations.kinds import ENDED, Channel, TalkKind
from framdrift.conversations.models import Invitation, Programme
from framdrift.conversations.programmes import rules
from framdrift.conversations.programmes.drafting import asks_in_rounds
from framdrift.conversations.programmes.people import Asked, audience
from framdrift.conversations.workload.rules import Seat, Wish, spread
from framdrift.foundation import calendar
from framdrift.organisations.models import Absence
from framdrift.science.calendars import WorkingDays

WEEK_DAYS: Final = 7
ASK_AHEAD_DAYS: Final = 10
"""How long before the week of the talk the letter goes."""
WEEK_WORK_DAYS: Final = 5


class WhyNot(StrEnum):
    """Why somebody in the audience gets no invitation."""

    NO_ADDRESS = "no_address"
    NO_INTERVIEWER = "no_interviewer"
    NO_ROOM = "no_room"
    ASKED_LATELY = "asked_lately"


@dataclass(frozen=True, slots=True)
class PlannedTalk:
    """One person's invitation to come. `interviewer_id` is None where nobody holds the talk (written, anonymous)."""

    asked: Asked
    code: str
    ask_on: date
    due_on: date
    interviewer_id: int | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class NotAsked:
    """One person without an invitation, and why."""

    asked: Asked
    why: WhyNot


@dataclass(frozen=True, slots=True)
class Asking:
    """Everybody of the audience who falls due within the span: asked, or listed with the reason."""

    planned: tuple[PlannedTalk, ...]
    left_out: tuple[NotAsked, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """The days that are planned: a round, or the weeks ahead of a continuous programme."""

    opens_on: date
    closes_on: date

    @property
    def weeks(self) -> int:
        """Whole weeks begun."""
        return (self.closes_on - self.opens_on).days // WEEK_DAYS + 1

    def week_of(self, on: date) -> int:
        """The number of the week that a day lies in, within the span."""
        return min(max((on - self.opens_on).days // WEEK_DAYS, 0), self.weeks - 1)

    def last_day_of(self, week: int) -> date:
        """The last day of a week, not after the span."""
        return min(self.opens_on + timedelta(days=week * WEEK_DAYS + WEEK_DAYS - 1), self.closes_on)


def last_working_day(day: date, *, first_on: date, days: WorkingDays) -> date:
    """The working day that people are told as the last: `day` or the nearest before it; `day` itself where none is left
    from `first_on` on."""
    found = days.on_or_before(day)
    return found if found >= first_on else day


def plan_asking(programme: Programme, span: Span, *, on: date) -> Asking:
    """Invitations that fall due within the span for those who have none, as seen on the day `on`.

    In a programme of rounds everybody with enough time in the company is due; else each by their touchpoints. Nobody's
    last day is a day off.
    """
    seen_on = span.closes_on if not asks_in_rounds(programme) else span.opens_on
    people = audience(programme, on=seen_on, reached_on=min(max(on, span.opens_on), seen_on))
    earlier = _asked_before(programme)
    due, lately = _due(programme, people, earlier, span, on=on)
    by_id = {one.person.id: one for one in people}
    left = [NotAsked(by_id[person_id], WhyNot.ASKED_LATELY) for person_id in lately]
    reachable = [one for one in due if by_id[one.person_id].email]
    left += [NotAsked(by_id[one.person_id], WhyNot.NO_ADDRESS) for one in due if not by_id[one.person_id].email]
    days = calendar.working_days()
    if programme.is_anonymous:
        planned = [_all_at_once(by_id[one.person_id], one, span, days) for one in reachable]
        return Asking(tuple(planned), tuple(left))
    planned, without = _placed(programme, reachable, by_id, span, days)
    return Asking(tuple(sorted(planned, key=_order)), tuple(left + without))


def _order(talk: PlannedTalk) -> tuple[date, str]:
    return talk.ask_on, talk.asked.name


def _all_at_once(asked: Asked, due: rules.Due, span: Span, days: WorkingDays) -> PlannedTalk:
    """At level D nobody's letter goes on a day of its own."""
    due_on = last_working_day(span.closes_on, first_on=span.opens_on, days=days)
    return PlannedTalk(asked, due.code, span.opens_on, due_on, None, is_late=False)


def _due(
    programme: Programme, people: Sequence[Asked], earlier: Mapping[int, list[rules.Asked]], span: Span, *, on: date
) -> tuple[list[rules.Due], list[int]]:
    """Those due within the span, and in a round those who were asked too short a time ago."""
    stages = [rules.Stage(one.code, one.anchor, one.first_day, one.last_day) for one in programme.touchpoints.all()]
    found, lately = [], []
    for one in people:
        asked = earlier.get(one.person.id, [])
        if not asks_in_rounds(programme):
            due = rules.due_of(
                one.person, stages, asked=asked, kind=TalkKind(programme.kind), on=on, until=span.closes_on
            )
            found += [due] if due is not None else []
            continue
        first = one.person.started_on + timedelta(days=programme.min_tenure_days)
        if first > span.closes_on:
            continue
        free_on = rules.earliest_again([past.on for past in asked])
        if free_on is not None and free_on > span.closes_on:
            lately.append(one.person.id)
            continue
        begins = max(first, span.opens_on, on, free_on or span.opens_on)
        found.append(rules.Due(one.person.id, stages[0].code, begins, span.closes_on))
    return found, lately


def _asked_before(programme: Programme) -> dict[int, list[rules.Asked]]:
    """Earlier invitations of the same kind at the company, by person. One statement."""
    found: dict[int, list[rules.Asked]] = defaultdict(list)
    rows = Invitation.objects.filter(company_id=programme.company_id, programme__kind=programme.kind)
    for person_id, code, ask_on in rows.order_by("ask_on").values_list("employment_id", "reason", "ask_on"):
        found[person_id].append(rules.Asked(code, ask_on))
    return found


def _placed(
    programme: Programme, due: Sequence[rules.Due], by_id: Mapping[int, Asked], span: Span, days: WorkingDays
) -> tuple[list[PlannedTalk], list[NotAsked]]:
    holders = frozenset().union(*(by_id[one.person_id].holders for one in due)) if due else frozenset()
    room = _room(programme, holders, span, days)
    wishes = [
        Wish(
            one.person_id,
            span.week_of(one.first_on),
            max(span.week_of(one.last_on), span.week_of(one.first_on)),
            by_id[one.person_id].holders,
        )
        for one in due
    ]
    result = spread(wishes, room)
    planned, left = [], []
    for one in due:
        asked = by_id[one.person_id]
        if one.person_id in result.placed:
            planned.append(_talk(programme, asked, one, span, result.placed[one.person_id], days))
        else:
            left.append(NotAsked(asked, WhyNot.NO_ROOM if asked.holders else WhyNot.NO_INTERVIEWER))
    return planned, left


def _talk(
    programme: Programme, asked: Asked, due: rules.Due, span: Span, place: tuple[int, int], days: WorkingDays
) -> PlannedTalk:
    interviewer_id, week = place
    due_on = max(span.last_day_of(week), due.first_on)
    ask_on = max(span.opens_on, due.first_on, due_on - timedelta(days=WEEK_DAYS - 1 + ASK_AHEAD_DAYS))
    if programme.channel == Channel.WRITTEN:
        ask_on, due_on = max(span.opens_on, due.first_on), due.last_on
    due_on = last_working_day(max(due_on, ask_on), first_on=ask_on, days=days)
    return PlannedTalk(asked, due.code, ask_on, due_on, interviewer_id, due.is_late)


def _room(programme: Programme, holders: frozenset[int], span: Span, days: WorkingDays) -> list[Seat]:
    """How many talks each may hold in each week: the programme's limit, less the days away and talks already there."""
    away = _days_away(holders, span, days)
    busy = _already_placed(holders, span)
    return [
        Seat(
            holder,
            tuple(
                max(programme.talks_per_week * (WEEK_WORK_DAYS - away[holder, week]) // WEEK_WORK_DAYS, 0)
                - min(busy[holder, week], programme.talks_per_week)
                for week in range(span.weeks)
            ),
        )
        for holder in sorted(holders)
    ]


def _days_away(holders: frozenset[int], span: Span, days: WorkingDays) -> dict[tuple[int, int], int]:
    """Working days away by interviewer and week. One statement."""
    found: dict[tuple[int, int], int] = defaultdict(int)
    for row in Absence.objects.filter(account__in=holders, first_on__lte=span.closes_on, last_on__gte=span.opens_on):
        day = max(row.first_on, span.opens_on)
        while day <= min(row.last_on, span.closes_on):
            if days.is_working(day):
                found[row.account_id, span.week_of(day)] += 1
            day += timedelta(days=1)
    return found


def _already_placed(holders: frozenset[int], span: Span) -> dict[tuple[int, int], int]:
    """Talks in the span that others' invitations have taken, by interviewer and week. One statement."""
    found: dict[tuple[int, int], int] = defaultdict(int)
    rows = Invitation.objects.filter(interviewer__in=holders, due_on__gte=span.opens_on, due_on__lte=span.closes_on)
    for holder, due_on in rows.exclude(state__in=ENDED).values_list("interviewer_id", "due_on"):
        assert holder is not None
        found[holder, span.week_of(due_on)] += 1
    return found
