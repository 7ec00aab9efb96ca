"""Writes a plan that a person chose: its steps, the date promised outward, a candidate's notice period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from framdrift.foundation.calendar import agency_zone
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.recruiting.actions.gates import account_of
from framdrift.recruiting.actions.ground import announce, ids_of, ids_of_assignment, lock_assignment, lock_candidacy
from framdrift.recruiting.actions.promises import make_promise, move_promise
from framdrift.recruiting.events.plans import EndPromised, NoticeTold, PlanReshaped
from framdrift.recruiting.kinds import PromiseKind, Side
from framdrift.recruiting.models import (
    Assignment,
    Candidacy,
    Contact,
    EvidenceNeed,
    NoticePeriod,
    PlanStep,
    Promise,
    Scorecard,
    Step,
)
from framdrift.recruiting.models.plans import LONGEST_NOTICE_MONTHS
from framdrift.recruiting.plan_refusals import NoticeTooLong, StepInUse
from framdrift.science.calendars import end_of_day


@dataclass(frozen=True)
class NewShape:
    """What a chosen plan changes: working days and response days by step id, which steps run beside the one before,
    which steps go, which steps come again after themselves, and two facts of the assignment."""

    lengths: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    beside: Mapping[int, bool] = field(default_factory=dict)
    without: Sequence[int] = ()
    again: Sequence[int] = ()
    wanted_start_on: date | None = None
    rests_in_july: bool = True


@transaction.atomic
def reshape_plan(*, assignment: Assignment, shape: NewShape, by: Viewer, at: datetime) -> Assignment:
    """Put a chosen plan in place of the one that stands. Its dates follow when planning hears of it."""
    assignment = lock_assignment(assignment)
    rows = {row.pk: row for row in PlanStep.objects.filter(assignment=assignment).order_by("position")}
    changed = _write_lengths(rows, shape)
    _take_out([rows[pk] for pk in shape.without if pk in rows])
    added = [_repeat(rows[pk]) for pk in shape.again if pk in rows]
    fields = _write_facts(assignment, shape)
    told = PlanReshaped(
        added_ids=[row.pk for row in added],
        removed=len(shape.without),
        changed_ids=changed,
        fields=fields,
        **ids_of_assignment(assignment),
    )
    announce(told, by=by, at=at)
    return assignment


def _write_lengths(rows: Mapping[int, PlanStep], shape: NewShape) -> list[int]:
    changed = []
    for row in rows.values():
        lengths = shape.lengths.get(row.pk, (row.work_days, row.response_work_days))
        beside = shape.beside.get(row.pk, row.parallel)
        if (row.work_days, row.response_work_days, row.parallel) != (*lengths, beside):
            (row.work_days, row.response_work_days), row.parallel = lengths, beside
            changed.append(row)
    PlanStep.objects.bulk_update(changed, ["work_days", "response_work_days", "parallel"])
    return [row.pk for row in changed]


def _take_out(rows: Sequence[PlanStep]) -> None:
    """Only what nobody has come to yet goes."""
    ids = [row.pk for row in rows]
    used = (
        Step.objects.filter(plan_step__in=ids).exists()
        or Candidacy.objects.filter(plan_step__in=ids).exists()
        or Scorecard.objects.filter(plan_step__in=ids).exists()
    )
    if used:
        raise StepInUse
    PlanStep.objects.filter(pk__in=ids).delete()


def _repeat(row: PlanStep) -> PlanStep:
    """The same step once more, right after itself, with the same evidence asked for."""
    later = PlanStep.objects.filter(assignment_id=row.assignment_id, position__gt=row.position)
    for other in later.order_by("-position"):
        PlanStep.objects.filter(pk=other.pk).update(position=other.position + 1)
    copy = PlanStep.objects.get(pk=row.pk)
    needs = list(EvidenceNeed.objects.filter(plan_step=row))
    copy.pk, copy.position, copy.parallel, copy.done_at = None, row.position + 1, False, None
    copy.name_sv, copy.name_en = f"{row.name_sv} (till)", f"{row.name_en} (further)"
    copy._state.adding = True
    copy.save(force_insert=True)
    for need in needs:
        need.pk, need.plan_step = None, copy
    EvidenceNeed.objects.bulk_create(needs)
    return copy


def _write_facts(assignment: Assignment, shape: NewShape) -> list[str]:
    changed = []
    for name in ("wanted_start_on", "rests_in_july"):
        if getattr(assignment, name) != getattr(shape, name):
            setattr(assignment, name, getattr(shape, name))
            changed.append(name)
    if changed:
        assignment.save(update_fields=changed)
    return changed


@transaction.atomic
def promise_end(*, assignment: Assignment, on: date, by: Viewer, at: datetime) -> Assignment:
    """Promise the client the end of the plan: the one date that is told outward, kept as a promise like others."""
    assignment = lock_assignment(assignment)
    before = assignment.promised_on
    _tell_the_client(assignment, end_of_day(on, agency_zone()), by=by, at=at)
    assignment.promised_on = on
    assignment.save(update_fields=["promised_on"])
    announce(EndPromised(promised_on=on, before_on=before, **ids_of_assignment(assignment)), by=by, at=at)
    return assignment


def _tell_the_client(assignment: Assignment, due_at: datetime, *, by: Viewer, at: datetime) -> None:
    """A promise like others: the one that stands is moved, so that both dates stay on record."""
    standing = Promise.objects.filter(
        assignment=assignment,
        candidacy=None,
        kind=PromiseKind.DECISION,
        to_side=Side.CLIENT,
        kept_at=None,
        withdrawn_at=None,
    ).first()
    if standing is not None:
        move_promise(promise=standing, due_at=due_at, by=by, at=at)
        return
    decider = Contact.objects.filter(assignment=assignment, part=Contact.Part.DECIDER).select_related("account").first()
    make_promise(
        kind=PromiseKind.DECISION,
        to_side=Side.CLIENT,
        to_account=decider.account if decider else None,
        due_at=due_at,
        made_by=Account.objects.get(pk=account_of(by)),
        assignment=assignment,
        by=by,
        at=at,
    )


@transaction.atomic
def tell_notice(*, candidacy: Candidacy, months: int, to_month_end: bool, by: Viewer, at: datetime) -> NoticePeriod:
    """Keep the notice period that a candidate told of for this assignment."""
    if not 0 <= months <= LONGEST_NOTICE_MONTHS:
        raise NoticeTooLong
    candidacy = lock_candidacy(candidacy)
    facts = {"months": months, "to_month_end": to_month_end, "told_at": at, "company_id": candidacy.company_id}
    notice, _ = NoticePeriod.objects.update_or_create(candidacy=candidacy, defaults=facts)
    announce(NoticeTold(months=months, to_month_end=to_month_end, **ids_of(candidacy)), by=by, at=at)
    return notice
