"""Jobs: claimed once, tried again with growing waits, recovered from the dead, failures kept with their reason."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from framdrift.foundation import jobs, workers
from framdrift.foundation.models import Closure
from tests.foundation import errands

SOON = timedelta(minutes=1)
LEASE = timedelta(minutes=30)


@pytest.fixture
def at() -> datetime:
    """A minute from now: django-tasks stamps what is enqueued with the real time."""
    return datetime.now(UTC) + SOON


def _do_one(at: datetime, worker: str = "elsewhere:1:a") -> DBTaskResult | None:
    claimed = jobs.claim_next(worker=worker, queues=jobs.ORDINARY, at=at)
    if claimed:
        jobs.perform(claimed, clock=lambda: at)
    return claimed


@pytest.mark.django_db
def test_a_job_is_done_once(at: datetime) -> None:
    errands.mark.enqueue(1)
    assert _do_one(at) is not None
    assert _do_one(at) is None
    assert DBTaskResult.objects.get().status == jobs.SUCCESSFUL
    assert Closure.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_job_never_was(at: datetime) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        errands.mark.enqueue(1)
        raise ZeroDivisionError
    assert _do_one(at) is None


@pytest.mark.django_db
def test_a_passing_failure_is_tried_again_with_growing_waits_and_then_kept(at: datetime) -> None:
    errands.not_yet.enqueue()
    waits = []
    while True:
        assert _do_one(at) is not None
        row = DBTaskResult.objects.get()
        if row.status == jobs.FAILED:
            break
        waits.append((row.run_after - at).total_seconds())
        assert _do_one(row.run_after - timedelta(microseconds=1)) is None
        at = row.run_after
    assert waits == [10, 40]
    assert jobs.reason(row) == "the other side is asleep"


@pytest.mark.django_db
def test_what_fails_for_good_is_not_tried_again_until_a_person_says_so(at: datetime) -> None:
    errands.wrong.enqueue()
    _do_one(at)
    failed = jobs.failures().get()
    assert jobs.reason(failed) == "two and two is five"
    assert jobs.try_again(str(failed.pk), at=at)
    assert not jobs.try_again(str(failed.pk), at=at)
    _do_one(at)
    assert jobs.set_aside(str(failed.pk))
    assert not jobs.failures().exists()


@pytest.mark.django_db
def test_what_a_dead_worker_of_this_machine_left_goes_back_at_once(at: datetime) -> None:
    errands.mark.enqueue(1)
    host, _, _ = workers.name_of_this_process().split(":")
    jobs.claim_next(worker=f"{host}:999999999:a", queues=jobs.ORDINARY, at=at)
    assert jobs.reap(lease=LEASE, at=at) == 1
    assert _do_one(at) is not None
    assert Closure.objects.count() == 1


@pytest.mark.django_db
def test_a_worker_of_another_machine_has_until_its_lease_is_over(at: datetime) -> None:
    errands.mark.enqueue(1)
    jobs.claim_next(worker="elsewhere:1:a", queues=jobs.ORDINARY, at=at)
    assert jobs.reap(lease=LEASE, at=at + LEASE) == 0
    late = at + LEASE + timedelta(seconds=1)
    workers.beat("elsewhere:1:a", at=late)
    assert jobs.reap(lease=LEASE, at=late) == 0, "a worker that still breathes keeps a long job"
    assert jobs.reap(lease=LEASE, at=late + timedelta(minutes=2)) == 1


@pytest.mark.django_db
def test_a_job_that_kills_its_workers_is_failed_in_the_end(at: datetime) -> None:
    errands.mark.enqueue(1)
    for _ in range(20):
        if jobs.claim_next(worker="elsewhere:1:a", queues=jobs.ORDINARY, at=at) is None:
            break
        at += LEASE * 2
        jobs.reap(lease=LEASE, at=at)
    assert "stopped in the middle" in jobs.reason(jobs.failures().get())


@pytest.mark.django_db
def test_a_late_answer_of_a_reaped_worker_changes_nothing(at: datetime) -> None:
    errands.wrong.enqueue()
    slow = jobs.claim_next(worker="elsewhere:1:a", queues=jobs.ORDINARY, at=at)
    assert slow is not None
    later = at + LEASE * 2
    jobs.reap(lease=LEASE, at=later)
    jobs.claim_next(worker="elsewhere:2:b", queues=jobs.ORDINARY, at=later)
    jobs.perform(slow, clock=lambda: later)
    assert DBTaskResult.objects.get().status == jobs.RUNNING


@pytest.mark.django_db
def test_old_rows_are_swept(at: datetime) -> None:
    errands.mark.enqueue(1)
    errands.wrong.enqueue()
    _do_one(at)
    _do_one(at)
    assert jobs.prune(at=at + timedelta(days=6)) == 0
    assert jobs.prune(at=at + timedelta(days=8)) == 1
    assert jobs.prune(at=at + timedelta(days=91)) == 1


@pytest.mark.django_db(transaction=True)
def test_many_workers_share_the_jobs_without_doing_one_twice(at: datetime) -> None:
    for number in range(30):
        errands.mark.enqueue(number)

    def work(worker: int) -> int:
        try:
            count = 0
            while _do_one(at, worker=f"elsewhere:{worker}:x"):
                count += 1
            return count
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        done = sum(pool.map(work, range(3)))
    assert done == 30
    assert all(len(row.worker_ids) == 1 for row in DBTaskResult.objects.all())


def test_only_the_surely_dead_are_gone() -> None:
    mine = workers.name_of_this_process()
    host = mine.split(":")[0]
    assert not workers.is_gone(mine, known=frozenset({mine}))
    assert workers.is_gone(f"{host}:{os.getpid()}:before", known=frozenset({mine}))
    assert not workers.is_gone(f"{host}:{os.getppid()}:x", known=frozenset())
    assert not workers.is_gone("elsewhere:999999999:x", known=frozenset())
    assert not workers.is_gone("", known=frozenset())
    assert len(mine) <= 64
