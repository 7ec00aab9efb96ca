"""What a referee answers on each criterion of the profile; a draft until the reference is received."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from framdrift.organisations.models import Company
from framdrift.recruiting.models.assignments import Criterion
from framdrift.recruiting.models.evidence import Reference


class ReferenceAnswer(models.Model):
    """1 to 5 on a criterion, or none where the referee cannot tell, with what they saw."""

    reference = models.ForeignKey(Reference, on_delete=models.CASCADE, related_name="answers")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    value = models.PositiveSmallIntegerField(null=True)
    words = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["reference", "criterion__position"]
        constraints = [
            models.UniqueConstraint(fields=["reference", "criterion"], name="reference_answer_once"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=1, value__lte=5), name="reference_answer_1_to_5"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value}"
