"""Candidacies' days out of the ledger and the log, with nothing about the person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from framdrift.foundation import calendar
from framdrift.foundation.models import Event
from framdrift.momentum.risk.causes import cause_of
from framdrift.momentum.risk.rules import History, Spell, Told
from framdrift.recruiting.events import NewsGiven, NewsTakenBack
from framdrift.recruiting.kinds import Precision, Side
from framdrift.recruiting.models import Ball, Candidacy, Outcome, Pause, Promise, Step
from framdrift.science.calendars import local_date

CHUNK = 2000
"""Candidacies read at a time: memory stays the same however long the history is."""


def histories(*, as_of: datetime) -> Iterator[History]:
    """Every candidacy begun by `as_of`, in order of id, with what had happened by then; seven statements a chunk.

    Those whose instants are not known to the day (imported with the current step only) are left out: their waits would
    be made up.
    """
    sight = _Sight(as_of, calendar.agency_zone())
    begun = Candidacy.objects.filter(entered_at__lte=as_of, precision__in=[Precision.EXACT, Precision.DAY])
    last = 0
    while chunk := list(begun.filter(pk__gt=last).order_by("pk").values_list(*_COLUMNS)[:CHUNK]):
        yield from _with_days(chunk, sight)
        last = chunk[-1][0]


_COLUMNS = ("pk", "assignment_id", "company_id", "entered_at", "ended_at", "status")
_Row = tuple[int, int, int, datetime, datetime | None, str]
_Lasting = Iterable[tuple[int, str, datetime, datetime | None]]


@dataclass(frozen=True)
class _Sight:
    """What of time a reader of history sees: nothing after `as_of`, days as they fall in the agency's zone."""

    as_of: datetime
    zone: tzinfo

    def day(self, instant: datetime | None) -> date | None:
        """The local date of an instant that had come by then."""
        return local_date(instant, self.zone) if instant is not None and instant <= self.as_of else None

    def spells(self, rows: _Lasting) -> dict[int, list[Spell]]:
        """Spells by what they belong to, in the order of the rows."""
        found = defaultdict(list)
        for key, kind, since, until in rows:
            found[key].append(Spell(kind, local_date(since, self.zone), self.day(until)))
        return found


def _with_days(rows: Sequence[_Row], sight: _Sight) -> Iterator[History]:
    keys = [row[0] for row in rows]
    news, told = _news(keys, sight), _told(keys, sight)
    steps, balls = sight.spells(_steps(keys, sight)), sight.spells(_balls(keys, sight))
    pauses = sight.spells(_pauses({row[1] for row in rows}, sight))
    reasons = _reasons(keys)
    for key, assignment_id, company_id, entered_at, ended_at, status in rows:
        last_on = sight.day(ended_at)
        yield History(
            candidacy_id=key,
            assignment_id=assignment_id,
            company_id=company_id,
            first_on=local_date(entered_at, sight.zone),
            last_on=last_on,
            ending=cause_of(status, *reasons.get(key, ("", ""))) if last_on is not None else "",
            news_on=tuple(news.get(key, ())),
            told=tuple(told.get(key, ())),
            steps=tuple(steps.get(key, ())),
            balls=tuple(balls.get(key, ())),
            pauses=tuple(pauses.get(assignment_id, ())),
        )


def _steps(keys: Sequence[int], sight: _Sight) -> _Lasting:
    stays = Step.objects.filter(candidacy__in=keys, opened_at__lte=sight.as_of).order_by("opened_at", "pk")
    return stays.values_list("candidacy_id", "plan_step__type", "opened_at", "closed_at")


def _balls(keys: Sequence[int], sight: _Sight) -> _Lasting:
    balls = Ball.objects.filter(candidacy__in=keys, since__lte=sight.as_of).order_by("since", "pk")
    return balls.values_list("candidacy_id", "side", "since", "ended_at")


def _pauses(assignments: Collection[int], sight: _Sight) -> _Lasting:
    pauses = Pause.objects.filter(assignment__in=assignments, since__lte=sight.as_of).order_by("since", "pk")
    return ((key, "pause", since, until) for key, since, until in pauses.values_list("assignment_id", "since", "until"))


def _reasons(keys: Sequence[int]) -> dict[int, tuple[str, str]]:
    """By candidacy: the code of the reason told for the end in force, and the side that told it."""
    ends = Outcome.objects.filter(candidacy__in=keys, undone_at=None)
    return {
        key: (reason, side) for key, reason, side in ends.values_list("candidacy_id", "told_reason", "told_by_side")
    }


def _news(keys: Sequence[int], sight: _Sight) -> dict[int, list[date]]:
    """The days on which each candidate heard; news whose letter was taken back was never heard."""
    subjects = {f"candidacy:{key}": key for key in keys}
    rows = Event.objects.filter(
        subject__in=subjects, code__in=[NewsGiven.code, NewsTakenBack.code], at__lte=sight.as_of
    ).order_by("seq")
    heard: dict[int, list[tuple[date, str | None]]] = defaultdict(list)
    for subject, code, at, data in rows.values_list("subject", "code", "at", "data"):
        days, letter = heard[subjects[subject]], data.get("letter_key")
        if code == NewsGiven.code:
            days.append((local_date(at, sight.zone), letter))
        else:
            days[:] = [line for line in days if line[1] != letter]
    return {key: sorted(day for day, _ in days) for key, days in heard.items()}


def _told(keys: Sequence[int], sight: _Sight) -> dict[int, list[Told]]:
    """The dates told to each candidate."""
    rows = Promise.objects.filter(candidacy__in=keys, to_side=Side.CANDIDATE, made_at__lte=sight.as_of)
    found = defaultdict(list)
    for key, made_at, due_at, kept_at, withdrawn_at in rows.order_by("made_at", "pk").values_list(
        "candidacy_id", "made_at", "due_at", "kept_at", "withdrawn_at"
    ):
        ended_on = sight.day(kept_at or withdrawn_at)
        found[key].append(Told(local_date(made_at, sight.zone), local_date(due_at, sight.zone), ended_on))
    return found
