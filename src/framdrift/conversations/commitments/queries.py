"""What is read of commitments. A fixed number of statements each, however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from framdrift.conversations.answers.ties import led_to
from framdrift.conversations.answers.verdicts import said_at
from framdrift.conversations.commitments import rules
from framdrift.conversations.commitments.scope import known_origins, visible_commitments
from framdrift.conversations.kinds import CommitmentState, ReportKind
from framdrift.conversations.models import Commitment, CommitmentReport, Invitation
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Employment

SHOWN = 300
"""The most in one list."""


@dataclass(frozen=True)
class ReportLine:
    """What the owner said on a day; `due_before` is the day that stood until then."""

    kind: str
    words: str
    on: date
    by: str
    due_before: date
    due_after: date


@dataclass(frozen=True)
class CommitmentLine:
    """One commitment as this viewer may see it.

    `person` and `invitation_id` are empty where the viewer may not know where it came from, `owner` where everybody
    reads it. `reports` are those that count, oldest first. `helped` are the answers to "did it help?" that the viewer
    may know. `told_on` None: the company cannot read it yet.
    """

    id: int
    key: UUID
    words: str
    company_id: int
    company: str
    programme_id: int
    programme_sv: str
    programme_en: str
    level: str
    unit: str
    theme: str
    owner_id: int
    owner: str
    due_on: date
    state: str
    told_on: date | None
    clearance: str
    person: str
    invitation_id: int | None
    reports: tuple[ReportLine, ...]
    helped: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Neither done nor dropped."""
        return self.state == CommitmentState.OPEN

    @property
    def last_report(self) -> ReportLine | None:
        """What was said of it last."""
        return self.reports[-1] if self.reports else None

    @property
    def moved_times(self) -> int:
        """How often its day was moved."""
        return sum(report.kind == ReportKind.MOVED for report in self.reports)

    def late_days(self, on: date) -> int:
        """Days since it should have been done; 0 where it is not late."""
        return rules.late_days(self.due_on, on=on, is_open=self.is_open)

    def programme_in(self, language: str) -> str:
        """The programme's name, in Swedish or English."""
        return self.programme_en if language == "en" else self.programme_sv


@dataclass(frozen=True)
class Wanted:
    """Which commitments a ledger shows; None and empty: all."""

    company_id: int | None = None
    programme_id: int | None = None
    state: str = ""


def of_talk(viewer: Viewer, invitation: Invitation) -> tuple[CommitmentLine, ...]:
    """What was agreed in one talk, where the viewer may know that talk. A fixed number of statements."""
    return _lines(viewer, _from(viewer, known_origins(viewer).filter(pk=invitation.pk)))


def earlier(viewer: Viewer, invitation: Invitation) -> tuple[CommitmentLine, ...]:
    """What was agreed in the person's earlier talks, open ones first, where the viewer may know those talks.

    A talk held by a manager shows nothing of what was said at a level that the manager may not read. A fixed number
    of statements.
    """
    before = known_origins(viewer).filter(employment_id=invitation.employment_id, ask_on__lte=invitation.ask_on)
    found = _from(viewer, before.exclude(pk=invitation.pk))
    return tuple(sorted(_lines(viewer, found), key=lambda line: (not line.is_open, line.due_on)))


def ledger(viewer: Viewer, wanted: Wanted = Wanted(), *, on: date) -> tuple[CommitmentLine, ...]:
    """All that the viewer may see: the latest late first, then by day, then what is done and dropped. A fixed number
    of statements."""
    rows = visible_commitments(viewer)
    if wanted.company_id is not None:
        rows = rows.filter(company_id=wanted.company_id)
    if wanted.programme_id is not None:
        rows = rows.filter(programme_id=wanted.programme_id)
    if wanted.state == "late":
        rows = rows.filter(state=CommitmentState.OPEN, due_on__lt=on)
    elif wanted.state:
        rows = rows.filter(state=wanted.state)
    order = {CommitmentState.OPEN: 0, CommitmentState.DONE: 1, CommitmentState.DROPPED: 2}
    found = _lines(viewer, rows.order_by("-state", "due_on", "key")[:SHOWN])
    return tuple(sorted(found, key=lambda line: (order[CommitmentState(line.state)], line.due_on, line.key)))


def own(viewer: Viewer, *, on: date) -> tuple[CommitmentLine, ...]:
    """Those that the viewer owns, open ones first. A fixed number of statements."""
    rows = visible_commitments(viewer).filter(owner_id=viewer.account_id, told_on__isnull=False)
    return tuple(sorted(_lines(viewer, rows[:SHOWN]), key=lambda line: (not line.is_open, line.due_on, line.key)))


def one(viewer: Viewer, row: Commitment) -> CommitmentLine:
    """One row from the viewer's own query. Raises Commitment.DoesNotExist for what may not be seen."""
    found = _lines(viewer, visible_commitments(viewer).filter(pk=row.pk))
    if not found:
        raise Commitment.DoesNotExist
    return found[0]


def ids_from_talks_of(employment: Employment) -> list[int]:
    """The commitments that came from a person's talks, for their own copy; none where the seal key is not at hand."""
    return list(led_to(Commitment.objects.all(), Invitation.objects.filter(employment=employment)))


def lines_of(viewer: Viewer, rows: QuerySet[Commitment]) -> tuple[CommitmentLine, ...]:
    """Rows that were chosen for the viewer, in their order. A fixed number of statements."""
    return _lines(viewer, rows)


def _from(viewer: Viewer, talks: QuerySet[Invitation]) -> QuerySet[Commitment]:
    return visible_commitments(viewer).filter(pk__in=led_to(Commitment.objects.all(), talks))


def _lines(viewer: Viewer, rows: QuerySet[Commitment]) -> tuple[CommitmentLine, ...]:
    standing = CommitmentReport.objects.filter(taken_back_at=None).select_related("reported_by")
    found = list(
        rows.select_related("company", "programme", "unit", "owner").prefetch_related(
            Prefetch("reports", queryset=standing.order_by("reported_at", "pk"))
        )
    )
    origins = led_to(Commitment.objects.filter(pk__in=[row.pk for row in found]), known_origins(viewer))
    helped = said_at({row.company_id for row in found}) if viewer.is_interviewer else {}
    return tuple(_line(viewer, row, origins.get(row.pk), helped.get(row.key, ())) for row in found)


def _line(viewer: Viewer, row: Commitment, origin: Invitation | None, helped: Sequence[str]) -> CommitmentLine:
    return CommitmentLine(
        id=row.pk,
        key=row.key,
        words=row.words,
        company_id=row.company_id,
        company=row.company.name,
        programme_id=row.programme_id,
        programme_sv=row.programme.name_sv,
        programme_en=row.programme.name_en,
        level=row.programme.level,
        unit=row.unit.name if row.unit else "",
        theme=row.theme,
        owner_id=row.owner_id,
        owner=row.owner.name if viewer.kind != "nobody" else "",
        due_on=row.due_on,
        state=row.state,
        told_on=row.told_on,
        clearance=row.clearance if origin is not None or not viewer.is_client else "",
        person=origin.employment.name if origin is not None else "",
        invitation_id=origin.pk if origin is not None else None,
        reports=_reports(row.reports.all()),
        helped=tuple(helped),
    )


def _reports(rows: Sequence[CommitmentReport] | QuerySet[CommitmentReport]) -> tuple[ReportLine, ...]:
    return tuple(
        ReportLine(
            kind=row.kind,
            words=row.words,
            on=row.reported_at.date(),
            by=row.reported_by.name,
            due_before=row.due_before,
            due_after=row.due_after,
        )
        for row in rows
    )
