"""Work done later, on django-tasks: enqueued with the transaction it belongs to, done at least once.

A job is claimed by a conditional update, so one worker has it. A job that fails for a passing reason waits longer
and longer and is tried again; one that fails for good stays, with its reason, until a person tries again or sets it
aside. What a killed worker left running goes back to the queue: hence every job must be idempotent, by key.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from traceback import format_exception
from typing import Any, ParamSpec, TypeVar

from django.db import InterfaceError, OperationalError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django_tasks import task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult, get_date_max

from framdrift.foundation import workers

READY, RUNNING, FAILED, SUCCESSFUL = "READY", "RUNNING", "FAILED", "SUCCESSFUL"
ORDINARY, HEAVY = ("default", "mail"), ("heavy",)
KEPT_SUCCESSFUL, KEPT_FAILED = timedelta(days=7), timedelta(days=90)
_GROWTH = 4
_P = ParamSpec("_P")
_T = TypeVar("_T")


class TryLater(Exception):
    """Raised by a job that cannot be done yet; the sentence says why."""


RETRYABLE: tuple[type[Exception], ...] = (OSError, OperationalError, InterfaceError, TryLater)


@dataclass(frozen=True)
class Patience:
    """How often a job is tried again, how long the first wait is (each next is four times longer), and for what."""

    retries: int = 5
    first_wait: timedelta = timedelta(seconds=10)
    retry_on: tuple[type[Exception], ...] = RETRYABLE

    def wait(self, tries: int) -> timedelta:
        """The wait after so many tries, from 1."""
        return self.first_wait * int(_GROWTH ** (tries - 1))


_PATIENCE: dict[str, Patience] = {}


def job(
    *,
    retries: int = Patience.retries,
    first_wait: timedelta = Patience.first_wait,
    retry_on: tuple[type[Exception], ...] = RETRYABLE,
    queue: str = "default",
) -> Callable[[Callable[_P, _T]], Task[_P, _T]]:
    """Make a module's function a job: `do_it.enqueue(...)` with JSON arguments. Queue: default, mail or heavy.

    A heavy job runs in a child process that ends. What is not in `retry_on` fails at once.
    """

    def decorate(function: Callable[_P, _T]) -> Task[_P, _T]:
        made: Task[_P, _T] = task(queue_name=queue)(function)
        _PATIENCE[made.module_path] = Patience(retries, first_wait, retry_on)
        return made

    return decorate


def claim_next(*, worker: str, queues: Sequence[str], at: datetime) -> DBTaskResult[..., Any] | None:
    """Take the first job that is due, or None. Two workers never get the same one."""
    due = Q(run_after__lte=at) | Q(run_after=get_date_max())
    waiting = DBTaskResult.objects.filter(due, status=READY, queue_name__in=queues)
    for found in waiting[:5]:
        names = [*found.worker_ids, worker]
        mine = DBTaskResult.objects.filter(pk=found.pk, status=READY)
        if mine.update(status=RUNNING, started_at=at, worker_ids=names):
            found.status, found.started_at, found.worker_ids = RUNNING, at, names
            return found
    return None


def claimed(job_id: str) -> DBTaskResult[..., Any] | None:
    """A job that a worker has claimed, for the child process that does it."""
    return DBTaskResult.objects.filter(pk=job_id, status=RUNNING).first()


def perform(claimed: DBTaskResult[..., Any], *, clock: Callable[[], datetime]) -> bool:
    """Do a claimed job and settle it; whether it went well. Expected and unexpected failures are both kept."""
    try:
        claimed.task.call(*claimed.args_kwargs["args"], **claimed.args_kwargs["kwargs"])
    except Exception as error:
        _settle_failure(claimed, error, at=clock())
        return False
    _settle(claimed, status=SUCCESSFUL, finished_at=clock(), exception_class_path="", traceback="")
    return True


def ended_without_answer(claimed: DBTaskResult[..., Any], *, code: int, at: datetime) -> None:
    """The child process that did the job died: back to the queue with a wait, or failed after too many times."""
    sentence = f"The process that did the work ended with status {code}."
    _settle_failure(DBTaskResult.objects.get(pk=claimed.pk), TryLater(sentence), at=at)


def reap(*, lease: timedelta, at: datetime, known: frozenset[str] = frozenset()) -> int:
    """Send back what dead workers left running; how many.

    Dead: a process of this machine that is gone, or a claim older than `lease` by a worker without sign of life.
    A job whose workers died too often is failed, so that a poisonous one does not kill them for ever.
    """
    alive = workers.alive(at=at) | known
    count = 0
    for left in DBTaskResult.objects.filter(status=RUNNING):
        worker = left.worker_ids[-1] if left.worker_ids else ""
        old = left.started_at is None or left.started_at < at - lease
        if workers.is_gone(worker, known=known) or (old and worker not in alive):
            _settle_failure(left, TryLater("The worker stopped in the middle of the job."), at=at, at_once=True)
            count += 1
    return count


def leave_to_a_person(*, at: datetime) -> int:
    """After a restore: what had not run to its end stands among the failures and runs when a person says so; how many.

    It may have run after the backup was made, and would do its work, such as writing letters, a second time.
    """
    words = "RestoredUnfinished: It had not ended when the backup was made, and may have been done since."
    left = DBTaskResult.objects.filter(status__in=(READY, RUNNING))
    return left.update(status=FAILED, finished_at=at, traceback=words, exception_class_path="")


def failures() -> QuerySet[DBTaskResult[..., Any]]:
    """Jobs that failed for good, newest first."""
    return DBTaskResult.objects.filter(status=FAILED).order_by("-finished_at")


def try_again(job_id: str, *, at: datetime) -> bool:
    """Put a failed job back in the queue with fresh patience; whether there was one."""
    mine = DBTaskResult.objects.filter(pk=job_id, status=FAILED)
    return bool(mine.update(status=READY, run_after=at, worker_ids=[], finished_at=None))


def set_aside(job_id: str) -> bool:
    """Take a failed job away; whether there was one."""
    return bool(DBTaskResult.objects.filter(pk=job_id, status=FAILED).delete()[0])


def prune(*, at: datetime) -> int:
    """Sweep what was done more than a week ago and what failed more than 90 days ago; how many."""
    old = Q(status=SUCCESSFUL, finished_at__lt=at - KEPT_SUCCESSFUL) | Q(
        status=FAILED, finished_at__lt=at - KEPT_FAILED
    )
    return int(DBTaskResult.objects.filter(old).delete()[0])


def reason(failed: DBTaskResult[..., Any]) -> str:
    """Why it failed, in one line: the last line of the traceback without the path of its class."""
    last = failed.traceback.strip().rsplit("\n", 1)[-1]
    return last.partition(": ")[2] or last or _("No reason was given.")


def _settle_failure(claimed: DBTaskResult[..., Any], error: Exception, *, at: datetime, at_once: bool = False) -> None:
    patience = _PATIENCE.get(claimed.task_path, Patience())
    tries = len(claimed.worker_ids)
    words = {
        "exception_class_path": f"{type(error).__module__}.{type(error).__qualname__}",
        "traceback": "".join(format_exception(error)),
    }
    if isinstance(error, (*patience.retry_on, TryLater)) and tries <= patience.retries:
        _settle(claimed, status=READY, run_after=at if at_once else at + patience.wait(tries), **words)
    else:
        _settle(claimed, status=FAILED, finished_at=at, **words)


def _settle(claimed: DBTaskResult[..., Any], **fields: Any) -> None:
    """Write the outcome, unless somebody else has taken the job over meanwhile."""
    DBTaskResult.objects.filter(pk=claimed.pk, status=RUNNING, started_at=claimed.started_at).update(**fields)
