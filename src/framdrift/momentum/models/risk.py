"""What the history has taught of losing candidates."""

from __future__ import annotations

from django.db import models


class RiskFit(models.Model):
    """What the history had taught of losing candidates, as of an instant. Counts and effects of the process alone.

    `ended` counts endings by cause; `effects` lists per cause [name, believed, its spread, learned, its spread];
    `leaving` is what `risk.learned` reads; `record` how forecasts from past days held, of leaving and of each cause of
    it; `incidence` the share that each end has taken by a day.
    """

    as_of = models.DateTimeField(unique=True)
    candidacies = models.PositiveIntegerField()
    days = models.PositiveIntegerField()
    ended = models.JSONField()
    effects = models.JSONField()
    leaving = models.JSONField()
    record = models.JSONField()
    incidence = models.JSONField(default=list)

    class Meta:
        ordering = ["-as_of"]

    def __str__(self) -> str:
        return f"{self.as_of}"
