"""The two losses of a period, read from the log of events: without the event there is no case, and no number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef

from framdrift.foundation import calendar
from framdrift.foundation.models import Event
from framdrift.momentum.losses.rules import (
    Case,
    Cause,
    Slowness,
    cause_of,
    declines_of,
    ever_of,
    is_counted,
    is_declined_for_time,
    slowness_of,
)
from framdrift.organisations.access import Viewer
from framdrift.recruiting.events import CandidacyEnded, CandidacyReopened, EndUndone, OfferAnswered
from framdrift.recruiting.kinds import CandidacyStatus, OfferAnswer
from framdrift.recruiting.models import Candidacy, FirstChoice
from framdrift.recruiting.queries.scope import visible_assignments
from framdrift.science.calendars import local_date
from framdrift.science.proportions import Share

_COLUMNS = ("seq", "at", "data")


@dataclass(frozen=True, slots=True)
class Shown:
    """A case with the names of what it belongs to; `candidate` is empty for a client's eyes."""

    case: Case
    cause: Cause | None
    title: str
    company: str
    candidate: str


@dataclass(frozen=True, slots=True)
class ClientLosses:
    """One client's figures within the same period."""

    company_id: int
    company: str
    slowness: Slowness
    declines: Share


@dataclass(frozen=True)
class Losses:
    """The two losses of the days from `first_on` to `last_on`, limits included, as of `as_of`.

    `ever` counts clients over all time. `open_n` assignments have a preferred candidate whose way goes on: censored,
    not dropped. `expired_n` ended by themselves with their assignment and are in neither part of the share.
    """

    first_on: date
    last_on: date
    slowness: Slowness
    declines: Share
    ever: Share
    open_n: int
    expired_n: int
    ends: tuple[Shown, ...]
    answers: tuple[Shown, ...]
    by_client: tuple[ClientLosses, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the viewer may see of an assignment."""

    title: str
    company_id: int
    company: str


def losses(viewer: Viewer, *, first_on: date, last_on: date, as_of: datetime) -> Losses:
    """The losses in the assignments that the viewer sees: five statements, however many there are.

    A client's seat gets no candidate's name, and nothing of a candidate who works at its own company.
    """
    events = _events(as_of)
    ends, answers = _ends(events), _answers(events)
    known, candidates = _visible(viewer, [*ends, *answers])
    ends = [case for case in ends if case.candidacy_id in candidates]
    answers = [case for case in answers if case.candidacy_id in candidates]
    zone = calendar.agency_zone()

    def within(cases: Iterable[Case]) -> list[Case]:
        return [case for case in cases if first_on <= local_date(case.at, zone) <= last_on]

    period_ends, period_answers = within(ends), within(answers)
    return Losses(
        first_on=first_on,
        last_on=last_on,
        slowness=slowness_of(period_ends),
        declines=declines_of(period_answers),
        ever=ever_of(ends),
        open_n=_open_count(viewer),
        expired_n=sum(not is_counted(case) for case in period_ends),
        ends=tuple(_shown(viewer, case, known, candidates) for case in period_ends if is_counted(case)),
        answers=tuple(_shown(viewer, case, known, candidates) for case in period_answers),
        by_client=_by_client(period_ends, period_answers, known),
    )


def told(found: Losses, which: str) -> list[Shown]:
    """The cases behind one number, newest first: `ends`, `told`, `overdue`, `offers` or `declined`."""
    cases: dict[str, Iterator[Shown]] = {
        "ends": iter(found.ends),
        "told": (one for one in found.ends if one.cause is Cause.TOLD),
        "overdue": (one for one in found.ends if one.cause not in (None, Cause.TOLD)),
        "offers": (one for one in found.answers if one.case.answer != OfferAnswer.TAKEN_BACK),
        "declined": (one for one in found.answers if is_declined_for_time(one.case)),
    }
    return sorted(cases[which], key=lambda one: one.case.seq, reverse=True)


def _events(as_of: datetime) -> list[dict[str, Any]]:
    """The ends of preferred candidacies, the answers to offers and what took them back. Two statements, each along the
    index by code."""
    rows = Event.objects.filter(at__lte=as_of).order_by("seq").values(*_COLUMNS, code_=F("code"))
    ends = rows.filter(code=CandidacyEnded.code, data__preferred=True)
    others = rows.filter(code__in=(EndUndone.code, CandidacyReopened.code, OfferAnswered.code))
    return sorted([*ends, *others], key=lambda row: int(row["seq"]))


def _ends(events: Sequence[dict[str, Any]]) -> list[Case]:
    """Ends that stand: neither taken back nor followed by a new start."""
    undone = {row["data"]["outcome_id"] for row in events if row["code_"] in (EndUndone.code, CandidacyReopened.code)}
    return [
        _case(row, status=row["data"]["status"], overdue_side=row["data"]["overdue_side"])
        for row in events
        if row["code_"] == CandidacyEnded.code and row["data"]["outcome_id"] not in undone
    ]


def _answers(events: Sequence[dict[str, Any]]) -> list[Case]:
    """Answers that stand: a decline whose end was taken back at once was never given."""
    undone = {row["data"]["outcome_id"] for row in events if row["code_"] == EndUndone.code}
    found: dict[int, dict[str, Any]] = {}
    answers = []
    for row in events:
        candidacy_id = row["data"]["candidacy_id"]
        if row["code_"] == OfferAnswered.code:
            found[candidacy_id] = row
            answers.append(row)
        elif row["code_"] == CandidacyEnded.code and row["data"]["status"] == CandidacyStatus.DECLINED:
            answer = found.get(candidacy_id)
            if answer is not None and row["data"]["outcome_id"] in undone:
                answers.remove(answer)
    return [_case(row, answer=row["data"]["answer"]) for row in answers]


def _case(row: dict[str, Any], **told_fields: str) -> Case:
    data = row["data"]
    return Case(
        seq=row["seq"],
        at=row["at"],
        candidacy_id=data["candidacy_id"],
        assignment_id=data["assignment_id"],
        company_id=data["company_id"],
        reason=data["reason_code"],
        **told_fields,
    )


def _visible(viewer: Viewer, cases: Sequence[Case]) -> tuple[dict[int, _Known], dict[int, str]]:
    """The assignments that the viewer sees, and the candidates of their candidacies, by id. Two statements."""
    seen = visible_assignments(viewer).filter(pk__in={case.assignment_id for case in cases})
    columns = seen.values_list("pk", "title", "company_id", "company__name")
    known = {pk: _Known(title, company_id, company) for pk, title, company_id, company in columns}
    rows = Candidacy.objects.filter(pk__in={case.candidacy_id for case in cases}, assignment_id__in=known)
    if viewer.is_client:
        rows = rows.exclude(candidate__works_at_id=F("company_id"))
    return known, dict(rows.values_list("pk", "candidate__name"))


def _open_count(viewer: Viewer) -> int:
    """Assignments with a marked candidate who is still under way. One statement."""
    active = FirstChoice.objects.filter(
        assignment=OuterRef("pk"), unmarked_at=None, candidacy__status=CandidacyStatus.ACTIVE
    )
    if viewer.is_client:
        active = active.exclude(candidacy__candidate__works_at_id=F("company_id"))
    seen: Any = visible_assignments(viewer)
    return int(seen.filter(Exists(active)).count())


def _shown(viewer: Viewer, case: Case, known: dict[int, _Known], candidates: dict[int, str]) -> Shown:
    about = known[case.assignment_id]
    name = "" if viewer.is_client else candidates[case.candidacy_id]
    cause = cause_of(case) if case.status else None
    return Shown(case, cause, about.title, about.company, name)


def _by_client(ends: Sequence[Case], answers: Sequence[Case], known: dict[int, _Known]) -> tuple[ClientLosses, ...]:
    names = {known[case.assignment_id].company_id: known[case.assignment_id].company for case in (*ends, *answers)}
    lines = [
        ClientLosses(
            company_id=pk,
            company=name,
            slowness=slowness_of(case for case in ends if case.company_id == pk),
            declines=declines_of([case for case in answers if case.company_id == pk]),
        )
        for pk, name in names.items()
    ]
    return tuple(sorted(lines, key=lambda one: (-one.slowness.either.n, one.company)))
