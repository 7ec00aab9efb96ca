"""The parts of an assignment's fee: written, changed, reached, and each of these taken back. No invoicing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from framdrift.foundation.models import Event
from framdrift.organisations.access import Viewer
from framdrift.recruiting import events
from framdrift.recruiting.actions.ground import announce, ids_of_assignment, lock_assignment
from framdrift.recruiting.models import Assignment, FeeMilestone
from framdrift.recruiting.refusals import FeeChangedSince, NotReached


@transaction.atomic
def set_fee_milestones(
    *, assignment: Assignment, milestones: Sequence[Mapping[str, Any]], by: Viewer, at: datetime
) -> list[FeeMilestone]:
    """Set the parts of the fee that have not been reached: {name, amount, currency?, due_on?}. Returns them in order.

    A part that is told as it stands stays the row that it is; the same again changes and tells nothing.
    """
    assignment = lock_assignment(assignment, running=False)
    stand = list(FeeMilestone.objects.filter(assignment=assignment, reached_at=None, replaced_at=None).order_by("id"))
    rows = []
    for item in milestones:
        told = _part(assignment, item)
        same = next((row for row in stand if _content(row) == _content(told)), None)
        if same is not None:
            stand.remove(same)
        rows.append(same or told)
    added = [row for row in rows if row.pk is None]
    if not added and not stand:
        return rows
    FeeMilestone.objects.bulk_create(added)
    FeeMilestone.objects.filter(pk__in=[row.pk for row in stand]).update(replaced_at=at)
    changed = events.FeeMilestonesChanged(
        added_ids=[row.pk for row in added], replaced_ids=[row.pk for row in stand], **ids_of_assignment(assignment)
    )
    announce(changed, by=by, at=at)
    return rows


def _part(assignment: Assignment, item: Mapping[str, Any]) -> FeeMilestone:
    return FeeMilestone(
        assignment=assignment,
        company_id=assignment.company_id,
        name=item["name"],
        amount=item["amount"],
        currency=item.get("currency", "SEK"),
        due_on=item.get("due_on"),
    )


def _content(row: FeeMilestone) -> tuple[Any, ...]:
    return row.name, row.amount, row.currency, row.due_on


@transaction.atomic
def undo_fee_milestones(*, assignment: Assignment, changed_at: datetime, by: Viewer, at: datetime) -> None:
    """Take back one's own change of the parts: those that it replaced stand again as the rows they were.

    Only the last change, while no part that it added has been reached. Raises FeeChangedSince.
    """
    assignment = lock_assignment(assignment, running=False)
    last = _last_change(assignment)
    if last is None or last.at != changed_at or last.actor != by.pseudonym:
        raise FeeChangedSince
    parts = FeeMilestone.objects.filter(assignment=assignment)
    added = parts.filter(pk__in=last.data["added_ids"], reached_at=None, replaced_at=None)
    replaced = parts.filter(pk__in=last.data["replaced_ids"], replaced_at=last.at)
    if added.count() != len(last.data["added_ids"]) or replaced.count() != len(last.data["replaced_ids"]):
        raise FeeChangedSince
    added.update(replaced_at=at)
    replaced.update(replaced_at=None)
    announce(events.FeeMilestonesRestored(changed_seq=last.seq, **ids_of_assignment(assignment)), by=by, at=at)


def _last_change(assignment: Assignment) -> Event | None:
    """The last change of the parts; None where it has been taken back."""
    codes = [events.FeeMilestonesChanged.code, events.FeeMilestonesRestored.code]
    last = Event.objects.filter(subject=f"assignment:{assignment.pk}", code__in=codes).order_by("-seq").first()
    return last if last is not None and last.code == events.FeeMilestonesChanged.code else None


@transaction.atomic
def reach_fee_milestone(*, milestone: FeeMilestone, by: Viewer, at: datetime) -> FeeMilestone:
    """This part of the fee may be invoiced."""
    if FeeMilestone.objects.filter(pk=milestone.pk, reached_at=None, replaced_at=None).update(reached_at=at):
        milestone.reached_at = at
        told = events.FeeMilestoneReached(
            milestone_id=milestone.pk, assignment_id=milestone.assignment_id, company_id=milestone.company_id
        )
        announce(told, by=by, at=at)
    return milestone


@transaction.atomic
def take_back_fee_milestone(*, milestone: FeeMilestone, by: Viewer, at: datetime) -> FeeMilestone:
    """This part of the fee was not reached after all: it waits with its date as before. Raises NotReached."""
    if not FeeMilestone.objects.filter(pk=milestone.pk, reached_at__isnull=False).update(reached_at=None):
        raise NotReached
    milestone.reached_at = None
    told = events.FeeMilestoneTakenBack(
        milestone_id=milestone.pk, assignment_id=milestone.assignment_id, company_id=milestone.company_id
    )
    announce(told, by=by, at=at)
    return milestone
