"""What the worker does, and what it could not do: with the reason in words, to be tried again or set aside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from framdrift.desk.operations.words import in_words
from framdrift.foundation import dispatch, workers
from framdrift.foundation import jobs as queue
from framdrift.foundation.models import ScheduledJob
from framdrift.organisations.reader import ReaderRequest

_SHOWN = 50
_TRY_AGAIN, _SET_ASIDE = "try-again", "set-aside"


@dataclass(frozen=True)
class Failure:
    """A line of the list."""

    id: str
    name: str
    reason: str
    at: datetime | None
    tries: int
    next_try_at: datetime | None = None


@dataclass(frozen=True)
class Recurring:
    """A line of the schedule."""

    name: str
    last_run_at: datetime | None
    next_run_at: datetime


@require_safe
def overview(request: ReaderRequest) -> HttpResponse:
    """Failed jobs and reactions, the schedule, and the last sign of life."""
    last = workers.last_beat()
    shown = {
        "jobs": _failed_jobs(),
        "reactions": _failed_reactions(),
        "schedule": _schedule(),
        "last_beat": last,
        "is_at_work": last is not None and last > timezone.now() - workers.ALIVE_WITHIN,
        "try_again": _TRY_AGAIN,
        "set_aside": _SET_ASIDE,
    }
    return render(request, "operations/jobs.html", shown)


@require_POST
def settle_job(request: ReaderRequest, job_id: UUID) -> HttpResponse:
    """Try a failed job again, or set it aside."""
    if _chosen(request) == _TRY_AGAIN:
        found = queue.try_again(str(job_id), at=timezone.now())
    else:
        found = queue.set_aside(str(job_id))
    return _answer(request, found=found)


@require_POST
def settle_reaction(request: ReaderRequest, missed_id: int) -> HttpResponse:
    """Try a failed reaction again, or set it aside."""
    act = dispatch.try_again if _chosen(request) == _TRY_AGAIN else dispatch.set_aside
    return _answer(request, found=act(missed_id, at=timezone.now()))


def _schedule() -> list[Recurring]:
    return [
        Recurring(in_words(job.name.replace(" ", "_")), job.last_run_at, job.next_run_at)
        for job in ScheduledJob.objects.order_by("next_run_at")
    ]


def _failed_jobs() -> list[Failure]:
    return [
        Failure(
            id=str(job.pk),
            name=in_words(job.task_path),
            reason=queue.reason(job),
            at=job.finished_at,
            tries=len(job.worker_ids),
        )
        for job in queue.failures()[:_SHOWN]
    ]


def _failed_reactions() -> list[Failure]:
    return [
        Failure(
            id=str(missed.pk),
            name=f"{in_words(missed.reaction)} ({missed.event.code} {missed.event_id})",
            reason=missed.error,
            at=missed.event.at,
            tries=missed.attempts,
            next_try_at=missed.next_try_at,
        )
        for missed in dispatch.failures()[:_SHOWN]
    ]


def _chosen(request: ReaderRequest) -> str:
    choice = request.POST.get("choice", "")
    if choice not in {_TRY_AGAIN, _SET_ASIDE}:
        raise Http404
    return choice


def _answer(request: ReaderRequest, *, found: bool) -> HttpResponse:
    if not found:
        raise Http404
    tried = request.POST["choice"] == _TRY_AGAIN
    messages.success(request, _("It will be tried again within a moment.") if tried else _("It is set aside."))
    return redirect("operations-jobs")
