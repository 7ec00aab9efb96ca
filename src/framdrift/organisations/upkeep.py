"""The folder's recurring job. `at` is the instant it was due, as ISO 8601."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from framdrift.foundation.calendar import agency_zone
from framdrift.foundation.jobs import job
from framdrift.organisations.roster import files, forgetting
from framdrift.science.calendars import local_date

_MONTH = timedelta(days=365.25 / 12)


@job()
def sweep_rosters(at: str) -> None:
    """Every night, remove roster files that nobody took in, and forget those who left long ago."""
    instant = datetime.fromisoformat(at)
    files.remove_idle(instant)
    forgetting.forget_refused_rows(instant)
    before = local_date(instant - settings.FRAMDRIFT_RETENTION_MONTHS * _MONTH, agency_zone())
    forgetting.forget_left(before=before, at=instant)
