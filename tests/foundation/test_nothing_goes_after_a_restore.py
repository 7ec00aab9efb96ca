"""After a restore the machine makes nothing up for what it has no row of: a reminder would go out a second time."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from framdrift.foundation import dispatch, events, restoring, schedule
from framdrift.foundation.dispatch import Recorded
from framdrift.foundation.models import ScheduledJob
from framdrift.foundation.schedule import Daily, Planned
from tests.foundation import errands
from tests.foundation.happenings import DoorOpened

STOCKHOLM = ZoneInfo("Europe/Stockholm")
AT = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)
TABLE = {"remind": Planned(errands.mark_on, Daily(time(8, 20)))}


@pytest.mark.django_db
def test_a_run_between_the_backup_and_the_restore_is_not_made_up() -> None:
    ScheduledJob.objects.create(name="remind", next_run_at=AT - timedelta(hours=9))
    restoring.let_nothing_go()
    assert schedule.enqueue_due(TABLE, at=AT, zone=STOCKHOLM) == 0
    assert schedule.enqueue_due(TABLE, at=AT + timedelta(days=1), zone=STOCKHOLM) == 1


def _fails(event: Recorded) -> None:
    raise RuntimeError


@pytest.mark.django_db
def test_a_reaction_that_failed_before_the_backup_waits_for_a_person() -> None:
    wiring = {DoorOpened: (_fails,)}
    with transaction.atomic():
        events.record(DoorOpened(door_id=1, seen_at=AT), actor="someone", at=AT)
    dispatch.deliver_pending(wiring, at=AT)
    restoring.let_nothing_go()
    assert dispatch.retry_missed(wiring, at=AT + timedelta(days=1)) == 0
    missed = dispatch.failures().get()
    assert missed.next_try_at is None
    assert dispatch.try_again(missed.pk, at=AT)
