"""What the machine has learnt from how people here code: numbers under seal, and how well they did."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class LearntThemes(models.Model):
    """The latest night's learning; there is one row at most.

    `mark` says what it was learnt from, `with_model` which shipped model it moves, `talks` whose words it rests on (ids
    of invitations, all at level C): where one of them is gone it is not used. `report` holds numbers and names alone.
    `sealed` are the moves, under the key of this row; empty where they did not make the model better.
    """

    learnt_at = models.DateTimeField()
    mark = models.CharField(max_length=64)
    with_model = models.CharField(max_length=40)
    talks = models.JSONField(default=list)
    report = models.JSONField(default=dict)
    key = models.UUIDField(null=True)
    sealed = models.BinaryField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(key__isnull=True, sealed__isnull=True) | Q(key__isnull=False, sealed__isnull=False),
                name="learnt_themes_under_key",
            ),
        ]

    def __str__(self) -> str:
        return self.with_model
