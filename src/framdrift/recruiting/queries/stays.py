"""Whether anybody has stood at a step of a plan: conditions on stays, annotations of plan steps."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q

from framdrift.recruiting.kinds import Precision
from framdrift.recruiting.models import Step

TAKEN_BACK = Q(closed_at=F("opened_at"), precision=Precision.EXACT)
"""A stay that lasted no time at all: what opened it was taken back."""


def somebody_stands_there() -> Exists:
    """Now."""
    return Exists(Step.objects.filter(plan_step=OuterRef("pk"), closed_at__isnull=True))


def somebody_has_stood_there() -> Exists:
    """Now or before, but for what was taken back."""
    return Exists(Step.objects.filter(plan_step=OuterRef("pk")).exclude(TAKEN_BACK))
