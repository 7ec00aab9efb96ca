"""Whose work the reader's day is made of: their own, and that of absent colleagues they stand in for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q

from framdrift.foundation import calendar
from framdrift.momentum.rules import PLAN_HORIZON_WORK_DAYS
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Absence, Account
from framdrift.recruiting.kinds import AssignmentStatus
from framdrift.recruiting.models import Deputy, Snooze
from framdrift.recruiting.queries.scope import visible_assignments
from framdrift.science.calendars import WorkingDays, local_date, working_days_elapsed


@dataclass(frozen=True)
class Duties:
    """What the statements of Today start from.

    `owners` are the reader and those they stand in for, `absent` all who are away today: name by account id.
    `left_alone` are those of them for whom nobody was named to step in. `assignments` are the open ones whose owner's
    work this is: owner by assignment id.
    """

    account_id: int
    minutes_per_day: int
    owners: Mapping[int, str]
    absent: Mapping[int, str]
    left_alone: frozenset[int]
    assignments: Mapping[int, int]
    snoozed: frozenset[str]
    as_of: datetime
    today: date
    horizon_on: date
    days: WorkingDays
    zone: ZoneInfo

    @property
    def assignment_ids(self) -> list[int]:
        """The ids of `assignments`."""
        return list(self.assignments)

    @property
    def owner_ids(self) -> list[int]:
        """The accounts whose work this is."""
        return list(self.owners)

    @property
    def tomorrow(self) -> datetime:
        """The instant at which the agency's day ends."""
        return datetime.combine(self.today + timedelta(days=1), time(), tzinfo=self.zone)

    def waited(self, since: datetime) -> float:
        """Working days from `since` until now."""
        return working_days_elapsed(since, self.as_of, days=self.days, zone=self.zone)

    def snoozed_ids(self, sort: str) -> list[int]:
        """The ids of one sort of line that are set aside today."""
        return [int(key.partition(":")[2]) for key in self.snoozed if key.startswith(f"{sort}:")]

    def standing_in_for(self, owner_id: int | None) -> str:
        """The absent colleague's name; empty for the reader's own work and for that of those who are here."""
        return "" if owner_id == self.account_id else self.absent.get(owner_id or 0, "")


def duties_of(viewer: Viewer, *, as_of: datetime) -> Duties:
    """The viewer's duties on the agency's day at `as_of`. Five statements. For viewers with an account alone."""
    zone, days = calendar.agency_zone(), calendar.working_days()
    today = local_date(as_of, zone)
    if viewer.account_id is None:
        raise ValueError("Only one who signs in has duties.")
    account = Account.objects.get(pk=viewer.account_id)
    absences = list(Absence.objects.filter(first_on__lte=today, last_on__gte=today).select_related("account"))
    owners = {account.pk: account.name}
    owners |= {row.account_id: row.account.name for row in absences if row.deputy_id == account.pk}
    left_alone = [row.account_id for row in absences if row.deputy_id is None and row.account_id != account.pk]
    snoozes = Snooze.objects.filter(account=account, until_on__gt=today)
    return Duties(
        account_id=account.pk,
        minutes_per_day=account.minutes_per_day,
        owners=owners,
        absent={row.account_id: row.account.name for row in absences},
        left_alone=frozenset(left_alone),
        assignments=_assignments(viewer, account, owners=list(owners), left_alone=left_alone),
        snoozed=frozenset(snoozes.values_list("item", flat=True)),
        as_of=as_of,
        today=today,
        horizon_on=days.add(today, PLAN_HORIZON_WORK_DAYS),
        days=days,
        zone=zone,
    )


def _assignments(viewer: Viewer, account: Account, *, owners: list[int], left_alone: list[int]) -> dict[int, int]:
    """Open assignments of these owners, and as deputy those of absent owners for whom nobody else was named."""
    as_deputy = Exists(Deputy.objects.filter(assignment=OuterRef("pk"), account=account))
    theirs = Q(owner_id__in=owners) | (Q(owner_id__in=left_alone) & as_deputy)
    rows = visible_assignments(viewer).filter(theirs, status=AssignmentStatus.OPEN)
    return dict(rows.order_by("pk").values_list("pk", "owner_id"))
