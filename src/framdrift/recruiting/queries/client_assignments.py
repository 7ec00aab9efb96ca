"""One assignment as a client's seat sees it: who has what, which candidates were presented, what was promised, how the
tempo agreement is kept, and what has moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from framdrift.organisations.access import Viewer
from framdrift.recruiting import rules
from framdrift.recruiting.kinds import CandidacyStatus, Side
from framdrift.recruiting.models import (
    Assignment,
    Ball,
    Candidacy,
    Contact,
    PlanConfirmation,
    Promise,
    TempoTerm,
)
from framdrift.recruiting.queries.client_scope import company_balls, known_to, named, presented_to
from framdrift.recruiting.queries.tempo import Kept, tempo_kept


@dataclass(frozen=True, slots=True)
class PresentedLine:
    """A candidate in the list: where they stand and who has the ball. `holder` is a name on the agency's or client's
    side, empty where the candidate or somebody outside has it."""

    id: int
    name: str
    status: str
    step_sv: str
    step_en: str
    side: str
    holder: str
    since: datetime | None
    until_on: date | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class WaitLine:
    """A ball that lies with somebody at the company."""

    id: int
    holder: str
    is_own: bool
    reason: str
    candidate_name: str
    step_sv: str
    step_en: str
    since: datetime
    until_on: date
    late: bool


@dataclass(frozen=True, slots=True)
class TermLine:
    """One line of the tempo agreement."""

    kind: str
    side: str
    work_days: int


@dataclass(frozen=True, slots=True)
class PromisedLine:
    """A date that one side told the other. `is_ours` where the agency made it."""

    kind: str
    words: str
    is_ours: bool
    by_name: str
    due_at: datetime
    kept_at: datetime | None
    is_broken: bool


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody at the company who takes part."""

    name: str
    part: str
    is_reader: bool


@dataclass(frozen=True, slots=True)
class ClientAssignmentPage:
    """Everything on the page beside the plan itself."""

    assignment: Assignment
    candidates: tuple[PresentedLine, ...]
    waits: tuple[WaitLine, ...]
    terms: tuple[TermLine, ...]
    kept: tuple[Kept, ...]
    promises: tuple[PromisedLine, ...]
    people: tuple[PersonLine, ...]
    confirmation: PlanConfirmation | None
    part: str

    @property
    def may_confirm(self) -> bool:
        """The decider says yes to a plan, and so may the company's HR."""
        return self.part in (Contact.Part.DECIDER, "client_hr") and self.assignment.status == "open"

    def kept_by(self, side: str) -> Kept | None:
        """How one side kept its dates; None before any was due."""
        return next((line for line in self.kept if line.side == side and line.total), None)


def client_assignment(viewer: Viewer, *, assignment: Assignment, on: date, as_of: datetime) -> ClientAssignmentPage:
    """The page of an assignment out of `visible_assignments(viewer)`: nine statements, however much there is."""
    rows = list(presented_to(viewer).filter(assignment=assignment).order_by("-plan_step__position", "pk"))
    names = named(rows)
    contacts = list(Contact.objects.filter(assignment=assignment).select_related("account").order_by("account__name"))
    own = next((one.part for one in contacts if one.account_id == viewer.account_id), "")
    balls = company_balls(viewer).filter(assignment=assignment)
    return ClientAssignmentPage(
        assignment=assignment,
        candidates=tuple(_candidates(rows, names)),
        waits=tuple(_wait(ball, names, viewer=viewer, on=on) for ball in balls),
        terms=tuple(
            TermLine(row.kind, row.side, row.work_days)
            for row in TempoTerm.objects.filter(assignment=assignment, agreed_at__isnull=False).order_by(
                "side", "work_days", "kind"
            )
        ),
        kept=tempo_kept(assignment, as_of=as_of),
        promises=tuple(_promises(viewer, assignment, as_of=as_of)),
        people=tuple(PersonLine(one.account.name, one.part, one.account_id == viewer.account_id) for one in contacts),
        confirmation=assignment.confirmations.select_related("account", "remark").first(),
        part=own if own == Contact.Part.DECIDER or "client_hr" not in viewer.roles else "client_hr",
    )


def _candidates(rows: list[Candidacy], names: dict[int, str]) -> Iterable[PresentedLine]:
    """Those in the process first, then those who have left it. One statement for all their balls."""
    held = _main_balls([row.pk for row in rows if row.status == CandidacyStatus.ACTIVE])
    for row in sorted(rows, key=lambda row: row.status != CandidacyStatus.ACTIVE):
        ball = held.get(row.pk)
        yield PresentedLine(
            id=row.pk,
            name=names[row.pk],
            status=row.status,
            step_sv=row.plan_step.name_sv,
            step_en=row.plan_step.name_en,
            side=ball.side if ball else "",
            holder=ball.account.name if ball and ball.account else "",
            since=ball.since if ball else None,
            until_on=ball.until_on if ball else None,
            ended_at=row.ended_at,
        )


def _main_balls(candidacy_ids: list[int]) -> dict[int, Ball]:
    rows = Ball.objects.filter(candidacy_id__in=candidacy_ids, ended_at=None).select_related("step", "account")
    grouped: dict[int, list[Ball]] = {}
    for ball in rows:
        grouped.setdefault(ball.candidacy_id or 0, []).append(ball)
    found: dict[int, Ball] = {}
    for pk, balls in grouped.items():
        main = rules.main_step(ball.step for ball in balls)
        if main is not None:
            found[pk] = next(ball for ball in balls if ball.step_id == main.pk)
    return found


def _wait(ball: Ball, names: dict[int, str], *, viewer: Viewer, on: date) -> WaitLine:
    return WaitLine(
        id=ball.pk,
        holder=ball.account.name if ball.account else "",
        is_own=ball.account_id == viewer.account_id,
        reason=ball.reason,
        candidate_name=names.get(ball.candidacy_id, "") if ball.candidacy_id else "",
        step_sv=ball.step.plan_step.name_sv,
        step_en=ball.step.plan_step.name_en,
        since=ball.since,
        until_on=ball.until_on,
        late=ball.until_on < on,
    )


def _promises(viewer: Viewer, assignment: Assignment, *, as_of: datetime) -> Iterable[PromisedLine]:
    """Dates told between the agency and the company, about candidates it knows or about none; open ones first, those
    taken back left out. Promises to one person are that person's."""
    both = Q(to_side=Side.CLIENT) | Q(to_side=Side.AGENCY, made_by__company_id=viewer.company_id)
    rows = Promise.objects.filter(both & known_to(viewer), assignment=assignment, withdrawn_at=None)
    rows = rows.filter(Q(to_account=None) | Q(to_account_id=viewer.account_id)).exclude(kind="guarantee")
    for row in rows.select_related("made_by", "text").order_by("kept_at", "due_at", "pk"):
        yield PromisedLine(
            kind=row.kind,
            words=str(row.text or ""),
            is_ours=row.to_side == Side.CLIENT,
            by_name=row.made_by.name,
            due_at=row.due_at,
            kept_at=row.kept_at,
            is_broken=rules.is_broken(due_at=row.due_at, kept_at=row.kept_at, withdrawn_at=None, as_of=as_of),
        )
