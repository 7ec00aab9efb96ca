"""Assignments: opening with a dated plan, their facts, profile, tempo agreement and people."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account, Company
from framdrift.recruiting import events
from framdrift.recruiting.actions.ground import (
    announce,
    ids_of_assignment,
    lock_assignment,
    open_stay,
    working_days,
)
from framdrift.recruiting.default_tempo import default_tempo
from framdrift.recruiting.kinds import Scope
from framdrift.recruiting.models import (
    Assignment,
    Contact,
    Criterion,
    Deputy,
    EvidenceNeed,
    PlanStep,
    PlanTemplate,
    TemplateStep,
    TempoTerm,
)
from framdrift.recruiting.models.assignments import StepShape
from framdrift.recruiting.refusals import PayUpsideDown, TemplateEmpty, WrongSide
from framdrift.recruiting.rules import PlannedDates, days_of, lay_out

SHAPE = [item.name for item in StepShape._meta.get_fields() if item.name != "id"]
CHANGEABLE = frozenset(
    {
        "title", "unit_id", "purpose", "location", "pay_low", "pay_high", "pay_currency", "pay_period",
        "wanted_start_on", "rests_in_july", "promised_on", "confidential", "apply_open", "started_on",
        "guarantee_until_on",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """What an assignment says of the job; every field may be left out. Pay in whole units of `pay_currency`."""

    purpose: str = ""
    location: str = ""
    pay_low: int | None = None
    pay_high: int | None = None
    pay_currency: str = "SEK"
    pay_period: str = "month"
    wanted_start_on: date | None = None
    rests_in_july: bool = True
    confidential: bool = False
    apply_open: bool = False


@dataclass(frozen=True)
class Crew:
    """Who takes part: deputies at the agency, contacts at the client with their part."""

    deputies: tuple[Account, ...] = ()
    contacts: Mapping[Account, str] = field(default_factory=dict)


@transaction.atomic
def open_assignment(
    *,
    company: Company,
    title: str,
    owner: Account,
    template: PlanTemplate,
    kickoff_on: date,
    by: Viewer,
    at: datetime,
    facts: Facts | None = None,
    crew: Crew | None = None,
    criteria: Sequence[Mapping[str, Any]] = (),
) -> Assignment:
    """Kick-off: the assignment, its dated plan from the template, and the first ball."""
    facts, crew = facts or Facts(), crew or Crew()
    _require_pay_order(facts.pay_low, facts.pay_high)
    steps = list(TemplateStep.objects.filter(template=template).order_by("position"))
    if not any(step.scope == Scope.CANDIDACY for step in steps):
        raise TemplateEmpty
    dates = lay_out(steps, kickoff_on=kickoff_on, days=days_of(facts, working_days()))
    assignment = Assignment.objects.create(
        company=company,
        title=title.strip(),
        owner=owner,
        opened_at=at,
        kickoff_on=kickoff_on,
        expected_on=max(planned.due_on for planned in dates),
        apply_key=secrets.token_hex(16),
        **{name: getattr(facts, name) for name in Facts.__dataclass_fields__},
    )
    _copy_plan(assignment, steps, dates)
    _write_deputies(assignment, crew.deputies)
    _write_contacts(assignment, crew.contacts)
    _write_criteria(assignment, criteria)
    _start_from_default_tempo(assignment)
    _open_first_own_step(assignment, at=at)
    announce(
        events.AssignmentOpened(
            owner_id=owner.pk,
            kickoff_on=kickoff_on,
            expected_on=assignment.expected_on,
            **ids_of_assignment(assignment),
        ),
        by=by,
        at=at,
    )
    return assignment


def _copy_plan(assignment: Assignment, steps: Sequence[TemplateStep], dates: Sequence[PlannedDates]) -> None:
    plan = [
        PlanStep(
            assignment=assignment,
            company_id=assignment.company_id,
            starts_on=planned.starts_on,
            due_on=planned.due_on,
            first_due_on=planned.due_on,
            last_responsible_on=planned.last_responsible_on,
            **{name: getattr(step, name) for name in SHAPE},
        )
        for step, planned in zip(steps, dates, strict=True)
    ]
    PlanStep.objects.bulk_create(plan)
    EvidenceNeed.objects.bulk_create(
        EvidenceNeed(
            plan_step=plan_step,
            company_id=assignment.company_id,
            kind=need["kind"],
            side=need.get("side", "agency"),
            count=need.get("count", 1),
            optional=need.get("optional", False),
        )
        for plan_step, step in zip(plan, steps, strict=True)
        for need in step.needs
    )


def _open_first_own_step(assignment: Assignment, *, at: datetime) -> None:
    first = PlanStep.objects.filter(assignment=assignment, scope=Scope.ASSIGNMENT).order_by("position").first()
    if first is not None:
        open_stay(assignment, None, first, at=at)


@transaction.atomic
def change_assignment(*, assignment: Assignment, changes: Mapping[str, Any], by: Viewer, at: datetime) -> Assignment:
    """Change facts by field name; only what differs is written and told."""
    unknown = set(changes) - CHANGEABLE
    if unknown:
        raise KeyError(f"not changeable: {sorted(unknown)}")
    assignment = lock_assignment(assignment, running=False)
    changed = sorted(name for name, value in changes.items() if getattr(assignment, name) != value)
    for name in changed:
        setattr(assignment, name, changes[name])
    _require_pay_order(assignment.pay_low, assignment.pay_high)
    if changed:
        assignment.save(update_fields=changed)
        announce(events.AssignmentChanged(fields=changed, **ids_of_assignment(assignment)), by=by, at=at)
    return assignment


def _require_pay_order(low: int | None, high: int | None) -> None:
    if low is not None and high is not None and low > high:
        raise PayUpsideDown


@transaction.atomic
def set_criteria(
    *, assignment: Assignment, criteria: Sequence[Mapping[str, Any]], by: Viewer, at: datetime
) -> list[Criterion]:
    """Set the profile's criteria: {id?, name, weight, anchor_1, anchor_3, anchor_5}. One that was scored is retired."""
    assignment = lock_assignment(assignment, running=False)
    kept = {item["id"] for item in criteria if item.get("id")}
    Criterion.objects.filter(assignment=assignment, retired_at__isnull=True).exclude(pk__in=kept).update(retired_at=at)
    written = _write_criteria(assignment, criteria)
    announce(
        events.ProfileChanged(criterion_ids=[row.pk for row in written], **ids_of_assignment(assignment)), by=by, at=at
    )
    return written


def _write_criteria(assignment: Assignment, criteria: Sequence[Mapping[str, Any]]) -> list[Criterion]:
    written = []
    for position, item in enumerate(criteria, start=1):
        fields = {name: item.get(name, "") for name in ("name", "anchor_1", "anchor_3", "anchor_5")}
        fields |= {"weight": item.get("weight", 3), "position": position, "company_id": assignment.company_id}
        row = _criterion(assignment, item.get("id"))
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
        written.append(row)
    return written


def _criterion(assignment: Assignment, pk: int | None) -> Criterion:
    """The assignment's criterion with this id, or a new one."""
    found = Criterion.objects.filter(pk=pk, assignment=assignment).first() if pk else None
    return found or Criterion(assignment=assignment)


@transaction.atomic
def agree_tempo(
    *, assignment: Assignment, terms: Mapping[tuple[str, str], int], by: Viewer, at: datetime
) -> list[TempoTerm]:
    """Set the tempo agreement: working days by (kind, side); a pair left out is taken away."""
    assignment = lock_assignment(assignment, running=False)
    TempoTerm.objects.filter(assignment=assignment).delete()
    rows = TempoTerm.objects.bulk_create(
        TempoTerm(
            assignment=assignment,
            company_id=assignment.company_id,
            kind=kind,
            side=side,
            work_days=work_days,
            agreed_at=at,
        )
        for (kind, side), work_days in terms.items()
    )
    told = {f"{kind}:{side}": work_days for (kind, side), work_days in terms.items()}
    announce(events.TempoAgreed(terms=told, **ids_of_assignment(assignment)), by=by, at=at)
    return rows


def _start_from_default_tempo(assignment: Assignment) -> None:
    """The agency's own terms, not agreed with the client yet."""
    TempoTerm.objects.bulk_create(
        TempoTerm(assignment=assignment, company_id=assignment.company_id, kind=kind, side=side, work_days=work_days)
        for (kind, side), work_days in default_tempo().items()
    )


@transaction.atomic
def set_deputies(*, assignment: Assignment, accounts: Iterable[Account], by: Viewer, at: datetime) -> None:
    """Who may act for the owner."""
    assignment = lock_assignment(assignment, running=False)
    people = tuple(accounts)
    Deputy.objects.filter(assignment=assignment).delete()
    _write_deputies(assignment, people)
    ids = sorted(person.pk for person in people)
    announce(events.DeputiesChanged(account_ids=ids, **ids_of_assignment(assignment)), by=by, at=at)


def _write_deputies(assignment: Assignment, people: Sequence[Account]) -> None:
    if any(person.company_id is not None for person in people):
        raise WrongSide
    Deputy.objects.bulk_create(
        Deputy(assignment=assignment, account=person, company_id=assignment.company_id)
        for person in people
        if person.pk != assignment.owner_id
    )


@transaction.atomic
def set_contacts(*, assignment: Assignment, parts: Mapping[Account, str], by: Viewer, at: datetime) -> None:
    """Who decides, interviews or is informed at the client."""
    assignment = lock_assignment(assignment, running=False)
    Contact.objects.filter(assignment=assignment).delete()
    _write_contacts(assignment, parts)
    told = {str(person.pk): str(part) for person, part in parts.items()}
    announce(events.ContactsChanged(parts=told, **ids_of_assignment(assignment)), by=by, at=at)


def _write_contacts(assignment: Assignment, parts: Mapping[Account, str]) -> None:
    if any(person.company_id != assignment.company_id for person in parts):
        raise WrongSide
    Contact.objects.bulk_create(
        Contact(assignment=assignment, account=person, company_id=assignment.company_id, part=part)
        for person, part in parts.items()
    )
