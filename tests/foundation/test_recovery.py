"""Processes are killed in the middle of their work, as by power loss: nothing is lost, nothing is done twice."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.foundation import installations
from tests.foundation.installations import Installation, kill_group, until
from tests.foundation.mail_server import MailServer, free_port, listening

pytestmark = pytest.mark.database

_WRITE_LETTERS = """
from datetime import datetime, UTC
from framdrift.foundation import outbox
for n in range({count}):
    outbox.write(key=f"letter {{n}}", kind="update", to_email="asa@nordbygg.example", subject=f"number {{n}}",
                 body_text="Hej", language="sv", at=datetime.now(UTC))
"""
_STATES = """
from django.db.models import Count
from framdrift.foundation.models import Letter
print(dict(Letter.objects.values_list("state").annotate(Count("pk"))))
"""


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with listening() as server:
        yield server


@pytest.fixture
def installation(tmp_path: Path, mail: MailServer) -> Installation:
    made = installations.make(
        tmp_path / "home",
        FRAMDRIFT_SMTP_HOST="127.0.0.1",
        FRAMDRIFT_SMTP_PORT=str(mail.port),
        FRAMDRIFT_SMTP_SECURITY="none",
        FRAMDRIFT_PORT=str(free_port()),
    )
    made.migrate()
    return made


def _start_worker(installation: Installation) -> subprocess.Popen[bytes]:
    return installation.start("worker", "--lang", "en")


def _stop(worker: subprocess.Popen[bytes]) -> None:
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(20) == 0


def test_jobs_survive_a_killed_worker(installation: Installation) -> None:
    installation.python("from tests.foundation.errands import mark\nfor n in range(60): mark.enqueue(n)")
    left = "from framdrift.foundation.models import Closure; print(Closure.objects.count())"
    for least in (5, 15):
        worker = _start_worker(installation)
        until(lambda least=least: int(installation.python(left)) >= least)  # type: ignore[misc]
        kill_group(worker)
    worker = _start_worker(installation)
    until(lambda: int(installation.python(left)) == 60)
    settled = (
        "from django_tasks_db.models import DBTaskResult as R; print(set(R.objects.values_list('status', flat=True)))"
    )
    until(lambda: installation.python(settled) == "{'SUCCESSFUL'}")
    _stop(worker)


def test_letters_are_never_sent_twice_whenever_the_worker_dies(installation: Installation, mail: MailServer) -> None:
    installation.python(_WRITE_LETTERS.format(count=60))
    for least in (5, 20):
        worker = _start_worker(installation)
        until(lambda least=least: len(mail.taken) >= least)  # type: ignore[misc]
        kill_group(worker)
    worker = _start_worker(installation)
    until(lambda: "waiting" not in installation.python(_STATES) and "sending" not in installation.python(_STATES))
    _stop(worker)
    arrived = [letter["Message-ID"] for letter in mail.taken]
    assert len(arrived) == len(set(arrived))
    states = dict(eval(installation.python(_STATES)))
    assert sum(states.values()) == 60
    assert states["sent"] <= len(arrived) <= states["sent"] + states.get("unknown", 0)
    assert states.get("unknown", 0) <= 2, "one letter at most was in hand at each of the two kills"


_DIE_BETWEEN_CLAIM_AND_SENDING = """
import os, signal
from datetime import datetime, UTC
from framdrift.foundation import outbox, workers

class Dies:
    def carry(self, letter, *, at):
        os.kill(os.getpid(), signal.SIGKILL)

outbox.send_due(Dies(), worker=workers.name_of_this_process(), at=datetime.now(UTC))
"""


def test_a_letter_in_hand_at_the_kill_is_unknown_and_stays_so(installation: Installation, mail: MailServer) -> None:
    installation.python(_WRITE_LETTERS.format(count=2))
    assert installation.start_python(_DIE_BETWEEN_CLAIM_AND_SENDING).wait(30) == -signal.SIGKILL
    assert eval(installation.python(_STATES)) == {"sending": 1, "waiting": 1}
    worker = _start_worker(installation)
    until(lambda: eval(installation.python(_STATES)) == {"unknown": 1, "sent": 1})
    _stop(worker)
    assert len(mail.taken) == 1


def test_heavy_jobs_run_in_processes_that_end(installation: Installation) -> None:
    installation.python(
        "from tests.foundation.errands import heavy_mark, heavy_death\n"
        "heavy_mark.enqueue(1); heavy_mark.enqueue(2); heavy_death.enqueue()"
    )
    worker = _start_worker(installation)
    names = (
        "from framdrift.foundation.models import Closure; print(list(Closure.objects.values_list('name', flat=True)))"
    )
    until(lambda: len(eval(installation.python(names))) == 2)
    assert len({*eval(installation.python(names)), str(worker.pid)}) == 3
    waits = (
        "from django_tasks_db.models import DBTaskResult as R; "
        "r = R.objects.get(task_path__endswith='heavy_death'); print(r.status, 'status 9' in r.traceback)"
    )
    until(lambda: installation.python(waits) == "READY True")
    _stop(worker)


def test_a_worker_leaves_and_takes_its_heartbeat_away(installation: Installation) -> None:
    worker = _start_worker(installation)
    beat = "from framdrift.foundation import workers; print(workers.last_beat() is not None)"
    until(lambda: installation.python(beat) == "True")
    _stop(worker)
    assert installation.python(beat) == "False"
