"""Instants inside working hours, counted in working days of nine hours (08:00-17:00 where the agency is)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from framdrift.science.calendars import WorkingDays, local_date

_OPENS = 8 * 60
_MINUTES = 9 * 60


@dataclass(frozen=True)
class WorkClock:
    """Moves instants over working days. `days` are those on which the one who is waited for works."""

    days: WorkingDays
    zone: ZoneInfo

    def later(self, at: datetime, work_days: float) -> datetime:
        """`work_days` (not negative; parts are parts of nine hours) after `at`, inside working hours."""
        local = at.astimezone(self.zone)
        day, minute = local.date(), min(max(local.hour * 60 + local.minute - _OPENS, 0), _MINUTES)
        if not self.days.is_working(day):
            day, minute = self.days.on_or_after(day), 0
        whole, minute = divmod(minute + round(work_days * _MINUTES), _MINUTES)
        found = self.instant(self.days.add(day, whole) if whole else day, minute=minute, second=local.second)
        return max(found, at + timedelta(seconds=1))

    def on(self, day: date, hour: float) -> datetime:
        """`hour` o'clock (8 to 17) on `day`, or on the next working day."""
        return self.instant(self.days.on_or_after(day), minute=round((hour - 8) * 60))

    def instant(self, day: date, *, minute: int, second: int = 0) -> datetime:
        """`minute` minutes after 08:00 local time on `day`, in UTC."""
        opened = datetime.combine(day, time(8), tzinfo=self.zone)
        return (opened + timedelta(minutes=minute, seconds=second)).astimezone(UTC)

    def date_of(self, at: datetime) -> date:
        """The local date of an instant."""
        return local_date(at, self.zone)
