"""Forecasts as they were published. A row is written once and never changed or taken away, which triggers in the
database see to (migration 0005): what came is read beside it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from framdrift.organisations.models import Company
from framdrift.recruiting.models import Assignment


class Forecast(models.Model):
    """When something in an assignment was foretold to come, as of an instant.

    `low_on`, `middle_on`, `likely_on`, `high_on`: the days by which it will have come in 10, 50, 80 and 90 cases of
    100. `history`: the same four days as ISO 8601 from how long earlier assignments took and nothing else, empty where
    there were too few. `work_days` from the day of the forecast to `middle_on`. `method` and `digest` say how it was
    made, and from which inputs (SHA-256): the same of both give the same days.
    """

    class What(models.TextChoices):
        """What is foretold."""

        DECISION = "decision"
        ACCEPTANCE = "acceptance"
        START = "start"

    class Occasion(models.TextChoices):
        """Why it was made: by the clock, or since a date was told outward."""

        NIGHTLY = "nightly"
        TOLD = "told"

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="forecasts")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=10, choices=What)
    occasion = models.CharField(max_length=8, choices=Occasion)
    as_of = models.DateTimeField()
    made_on = models.DateField()
    low_on = models.DateField()
    middle_on = models.DateField()
    likely_on = models.DateField()
    high_on = models.DateField()
    work_days = models.PositiveSmallIntegerField()
    history = models.JSONField(default=list, blank=True)
    history_n = models.PositiveIntegerField(default=0)
    method = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["as_of", "id"]
        indexes = [models.Index(fields=["what", "high_on"], name="forecast_run_out")]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "what", "as_of"], name="forecast_once"),
            models.CheckConstraint(
                condition=Q(what__in=["decision", "acceptance", "start"]), name="forecast_what_known"
            ),
            models.CheckConstraint(condition=Q(occasion__in=["nightly", "told"]), name="forecast_occasion_known"),
            models.CheckConstraint(
                condition=Q(low_on__lte=F("middle_on"))
                & Q(middle_on__lte=F("likely_on"))
                & Q(likely_on__lte=F("high_on")),
                name="forecast_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.made_on}"
