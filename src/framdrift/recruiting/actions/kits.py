"""Writes what is asked at an interview step, and by whom."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from framdrift.organisations.access import Viewer
from framdrift.recruiting.actions.ground import announce, ids_of_assignment, lock_assignment
from framdrift.recruiting.events.plans import KitWritten
from framdrift.recruiting.models import Criterion, KitQuestion, PlanStep
from framdrift.recruiting.plan_refusals import PanelStranger


@dataclass(frozen=True)
class Asked:
    """One question: on which criterion (None: beside them), its words, who asks it (None: nobody yet)."""

    criterion_id: int | None
    text: str
    account_id: int | None


@transaction.atomic
def write_kit(
    *, plan_step: PlanStep, questions: Sequence[Asked], panel: Collection[int], by: Viewer, at: datetime
) -> list[KitQuestion]:
    """Put these questions in place of those that stood; a question without words is left out. Everybody at the step
    is asked the same. `panel`: the accounts that take part in it."""
    assignment = lock_assignment(plan_step.assignment, running=False)
    kept = [one for one in questions if one.text.strip()]
    if any(one.account_id is not None and one.account_id not in panel for one in kept):
        raise PanelStranger
    known = set(Criterion.objects.filter(assignment=assignment).values_list("pk", flat=True))
    KitQuestion.objects.filter(plan_step=plan_step).delete()
    rows = KitQuestion.objects.bulk_create(
        KitQuestion(
            plan_step=plan_step,
            company_id=assignment.company_id,
            criterion_id=one.criterion_id if one.criterion_id in known else None,
            position=position,
            text=one.text.strip(),
            asked_by_id=one.account_id,
        )
        for position, one in enumerate(kept, start=1)
    )
    told = KitWritten(plan_step_id=plan_step.pk, questions=len(rows), **ids_of_assignment(assignment))
    announce(told, by=by, at=at)
    return rows
