"""`framdrift worker`: consequences of events, letters, the schedule and jobs, until told to stop."""

from __future__ import annotations

import argparse
import resource
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from threading import Event
from typing import TYPE_CHECKING

from framdrift.cli import installation, lifeline
from framdrift.cli.arguments import LANGUAGES, CallRefused, language_of_locale
from framdrift.foundation import memory

if TYPE_CHECKING:
    from framdrift.foundation.rounds import Round

_PULSE_SECONDS = 5.0
_QUICK, _CALM = 0.25, 0.5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A child of the worker itself is given one heavy job."""
    parser.add_argument("--lang", choices=LANGUAGES, default=language_of_locale(), help="language of messages")
    parser.add_argument("--job", help=argparse.SUPPRESS)
    lifeline.add_argument(parser)


def run(arguments: argparse.Namespace) -> int:
    """Work until SIGTERM or Ctrl-C; what is in hand is finished first."""
    memory.share_one_arena()
    installation.enter(arguments.lang)
    if arguments.job:
        return _one_job(arguments.job)
    installation.require_tables()
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    lifeline.hold(arguments)
    _work(stop)
    return 0


def _work(stop: Event) -> None:
    from django.utils import timezone

    from framdrift.foundation import rounds, workers

    name = workers.name_of_this_process()
    try:
        rounds.go(_rounds(name, stop), clock=timezone.now, stop=stop)
    finally:
        workers.leave(name)


def _rounds(name: str, stop: Event) -> list[Round]:
    from framdrift.foundation import jobs
    from framdrift.foundation.rounds import Round

    return [
        Round("pulse", _PULSE_SECONDS, lambda at: _pulse(name, at)),
        Round("consequences", _QUICK, _deliver),
        Round("letters", _CALM, lambda at: _send(name, at)),
        Round("jobs", _QUICK, lambda at: _do_job(name, at)),
        Round("heavy jobs", _CALM, lambda at: _do_heavy_job(name, at, queues=jobs.HEAVY)),
    ]


def _pulse(name: str, at: datetime) -> bool:
    """A sign of life, the schedule, and what dead workers left behind."""
    from django.conf import settings

    from framdrift.config.schedule import SCHEDULE
    from framdrift.foundation import calendar, jobs, outbox, schedule, workers

    known, lease = frozenset({name}), timedelta(minutes=settings.FRAMDRIFT_LEASE_MINUTES)
    workers.beat(name, at=at)
    jobs.reap(lease=lease, at=at, known=known)
    outbox.give_up_on_lost(lease=lease, at=at, known=known)
    schedule.enqueue_due(SCHEDULE, at=at, zone=calendar.agency_zone())
    return False


def _deliver(at: datetime) -> bool:
    from framdrift.config.wiring import WIRING
    from framdrift.foundation import dispatch

    return bool(dispatch.deliver_pending(WIRING, at=at) + dispatch.retry_missed(WIRING, at=at))


def _send(name: str, at: datetime) -> bool:
    from framdrift.foundation import bundling, outbox, postman

    if not outbox.is_any_due(at=at):
        return False
    with postman.postman() as carrier:
        return bool(bundling.send_round(carrier, worker=name, at=at))


def _do_job(name: str, at: datetime) -> bool:
    from django.utils import timezone

    from framdrift.foundation import jobs

    claimed = jobs.claim_next(worker=name, queues=jobs.ORDINARY, at=at)
    if claimed:
        jobs.perform(claimed, clock=timezone.now)
    return claimed is not None


def _do_heavy_job(name: str, at: datetime, *, queues: tuple[str, ...]) -> bool:
    """In a child process that ends, so that its memory and its libraries go with it."""
    from django.utils import timezone

    from framdrift.foundation import jobs

    claimed = jobs.claim_next(worker=name, queues=queues, at=at)
    if claimed is None:
        return False
    line = [sys.executable, "-m", "framdrift.cli.main", "worker", "--job", str(claimed.pk)]
    done = subprocess.run(line, check=False, stdin=subprocess.DEVNULL)
    if done.returncode:
        jobs.ended_without_answer(claimed, code=done.returncode, at=timezone.now())
    return True


def _one_job(job_id: str) -> int:
    from django.conf import settings
    from django.utils import timezone

    from framdrift.foundation import jobs

    ceiling = settings.FRAMDRIFT_HEAVY_MEGABYTES << 20
    resource.setrlimit(resource.RLIMIT_DATA, (ceiling, ceiling))
    claimed = jobs.claimed(job_id)
    if claimed is None:
        raise CallRefused(f"{job_id} is not a job that is being done.")
    jobs.perform(claimed, clock=timezone.now)
    return 0
