"""What an agency also writes down: the fee, the shortlist's presentation, the guarantee and the talent pool."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from framdrift.integrations.demo_agency import promises, writing
from framdrift.integrations.demo_agency.recruitment import Course, Recruitment
from framdrift.recruiting import events
from framdrift.recruiting.kinds import PromiseKind, Side, StepType
from framdrift.recruiting.models import FeeMilestone, Presentation, PresentedCandidacy
from framdrift.recruiting.rules import guarantee_until
from framdrift.science.calendars import end_of_day

KICKOFF, PRESENTED, SIGNED = "Vid kick-off", "Presentation av kandidater", "Underskrivet avtal"
_PARTS = {KICKOFF: Decimal("0.30"), PRESENTED: Decimal("0.30"), SIGNED: Decimal("0.40")}
_FEE_OF_YEARLY_PAY = Decimal("0.20")
_GUARANTEE_MONTHS = 6


def set_fee(file: Recruitment, *, at: datetime) -> None:
    """A fee of a fifth of the yearly pay in three parts; the first is reached at kick-off."""
    whole = Decimal(file.row.pay_high or 0) * 12 * _FEE_OF_YEARLY_PAY
    first_client = next(step for step in file.board if step.type != StepType.SCREENING)
    due = {KICKOFF: file.row.kickoff_on, PRESENTED: first_client.first_due_on, SIGNED: file.row.expected_on}
    for name, share in _PARTS.items():
        file.book.new(
            FeeMilestone,
            assignment=file.row,
            company_id=file.row.company_id,
            name=name,
            amount=(whole * share).quantize(Decimal("0.01")),
            due_on=due[name],
        )
    told = events.AssignmentChanged(fields=["fee_milestones"], **file.ids)
    file.tell(told, actor=file.owner, at=at + timedelta(minutes=40))
    reach_fee(file, KICKOFF, at=at + timedelta(minutes=45))


def reach_fee(file: Recruitment, name: str, *, at: datetime) -> None:
    """A part of the fee may be invoiced; once."""
    rows = [row for row in file.book.rows[FeeMilestone] if isinstance(row, FeeMilestone)]
    found = next(row for row in reversed(rows) if row.assignment is file.row and row.name == name)
    if found.reached_at is None:
        found.reached_at, found.due_on = at, file.on(at)
        told = events.FeeMilestoneReached(milestone_id=found.pk, **file.ids)
        file.tell(told, actor=file.consultant(at), at=at)


def _introduction(number: int, title: str) -> str:
    if number == 1:
        return f"En kandidat till {title}. Lägg gärna tio minuter på läsningen."
    return f"{number} kandidater till {title}. Lägg gärna tio minuter på varje."


def present(file: Recruitment, courses: list[Course], *, at: datetime) -> None:
    """The shortlist with the consultant's words, shared with the client."""
    by = file.consultant(at)
    presentation = file.book.new(
        Presentation,
        assignment=file.row,
        company_id=file.row.company_id,
        blind=file.rng.random() < 0.25,
        language=file.client.firm.language,
        introduction=_introduction(len(courses), file.row.title),
        made_by=by,
        made_at=at,
        shared_at=at,
    )
    words = file.rng.sample(writing.PRESENTED, len(writing.PRESENTED))
    for position, course in enumerate(courses, start=1):
        file.book.new(
            PresentedCandidacy,
            presentation=presentation,
            company_id=file.row.company_id,
            candidacy=course.row,
            position=position,
            words=words[(position - 1) % len(words)],
        )
    shared = events.PresentationShared(
        presentation_id=presentation.pk, candidacy_ids=[course.row.pk for course in courses], **file.ids
    )
    file.tell(shared, actor=by, at=at)
    reach_fee(file, PRESENTED, at=at)


def start_guarantee(file: Recruitment, *, signed_at: datetime, now: datetime) -> None:
    """The hire starts on the first of a month after notice; six months later somebody asks how it went."""
    month = (signed_at + timedelta(days=file.rng.choice((32, 62, 92)))).date().replace(day=1)
    at = file.clock.on(month, 10)
    if at > now:
        return
    file.row.started_on = file.on(at)
    file.row.guarantee_until_on = guarantee_until(file.row.started_on, months=_GUARANTEE_MONTHS)
    changed = events.AssignmentChanged(fields=["guarantee_until_on", "started_on"], **file.ids)
    file.tell(changed, actor=file.owner, at=at)
    row = promises.promise(
        file,
        PromiseKind.GUARANTEE,
        to_side=Side.CLIENT,
        due_at=end_of_day(file.row.guarantee_until_on, file.clock.zone),
        made_by=file.owner,
        to_account=file.decider,
        at=at,
    )
    asked_at = file.clock.on(file.clock.days.add(file.row.guarantee_until_on, -file.rng.randint(3, 16)), 11)
    if asked_at < now:
        promises.keep(file.book, row, by=file.owner, at=asked_at)
