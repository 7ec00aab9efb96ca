"""After a restore the machine makes nothing up for what it has no row of: a reminder would go out a second time."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from framdrift.foundation import dispatch, events, jobs, outbox, restoring, schedule
from framdrift.foundation.dispatch import Recorded
from framdrift.foundation.models import Letter, ScheduledJob
from framdrift.foundation.schedule import Daily, Planned
from tests.foundation import errands
from tests.foundation.happenings import DoorOpened

STOCKHOLM = ZoneInfo("Europe/Stockholm")
AT = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)
TABLE = {"remind": Planned(errands.mark_on, Daily(time(8, 20)))}


@pytest.mark.django_db
def test_a_run_between_the_backup_and_the_restore_is_not_made_up() -> None:
    ScheduledJob.objects.create(name="remind", next_run_at=AT - timedelta(hours=9))
    restoring.let_nothing_go({}, at=AT)
    assert schedule.enqueue_due(TABLE, at=AT, zone=STOCKHOLM) == 0
    assert schedule.enqueue_due(TABLE, at=AT + timedelta(days=1), zone=STOCKHOLM) == 1


def _fails(event: Recorded) -> None:
    raise RuntimeError


@pytest.mark.django_db
@pytest.mark.reactions_fail
def test_a_reaction_that_failed_before_the_backup_waits_for_a_person() -> None:
    wiring = {DoorOpened: (_fails,)}
    with transaction.atomic():
        events.record(DoorOpened(door_id=1, seen_at=AT), actor="someone", at=AT)
    dispatch.deliver_pending(wiring, at=AT)
    restoring.let_nothing_go(wiring, at=AT)
    assert dispatch.retry_missed(wiring, at=AT + timedelta(days=1)) == 0
    missed = dispatch.failures().get()
    assert missed.next_try_at is None
    assert dispatch.try_again(missed.pk, at=AT)


def _write(event: Recorded) -> None:
    outbox.write(
        key=f"door:{event.seq}",
        kind="update",
        to_email="asa@nordbygg.example",
        subject="S",
        body_text="B",
        language="sv",
        at=event.at,
    )


@pytest.mark.django_db
def test_a_letter_of_an_event_that_nobody_had_heard_of_at_the_backup_is_held() -> None:
    wiring = {DoorOpened: (_write,)}
    with transaction.atomic():
        events.record(DoorOpened(door_id=1, seen_at=AT), actor="someone", at=AT)
    assert restoring.let_nothing_go(wiring, at=AT) == 1
    assert dispatch.deliver_pending(wiring, at=AT) == 0
    assert Letter.objects.get().state == Letter.State.HELD


@pytest.mark.django_db
def test_a_job_that_waited_or_ran_at_the_backup_runs_when_a_person_says_so() -> None:
    waiting, running = errands.mark_on.enqueue("1"), errands.mark_on.enqueue("2")
    assert jobs.claim_next(worker="elsewhere:1:x", queues=jobs.ORDINARY, at=AT)
    restoring.let_nothing_go({}, at=AT)
    later = AT + timedelta(days=1)
    assert jobs.reap(lease=timedelta(minutes=5), at=later) == 0
    assert jobs.claim_next(worker="here:2:y", queues=jobs.ORDINARY, at=later) is None
    assert {str(job.pk) for job in jobs.failures()} == {str(waiting.id), str(running.id)}
    assert "backup" in jobs.reason(jobs.failures()[0])
    assert jobs.try_again(str(waiting.id), at=later)
    assert jobs.claim_next(worker="here:2:y", queues=jobs.ORDINARY, at=later)
