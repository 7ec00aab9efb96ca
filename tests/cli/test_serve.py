"""The web server and the pair of processes: addresses, refusals in words, health, crashes, and a clean end."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.foundation import installations
from tests.foundation.installations import Installation, kill_group, until
from tests.foundation.mail_server import free_port

pytestmark = pytest.mark.database


@pytest.fixture
def machine(tmp_path: Path) -> Installation:
    return installations.make(tmp_path / "home", FRAMDRIFT_PORT=str(free_port()))


@pytest.fixture
def running(machine: Installation) -> Iterator[subprocess.Popen[bytes]]:
    process = machine.start("run", "--lang", "en")
    yield process
    if process.poll() is None:
        kill_group(process)


def _ask(machine: Installation, host: str = "127.0.0.1") -> tuple[int, dict[str, object]]:
    """Status 0 where nobody answers."""
    try:
        with urllib.request.urlopen(f"http://{host}:{machine.environment['FRAMDRIFT_PORT']}/healthz") as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)
    except OSError:
        return 0, {}


def _children(parent: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=False)
    return [int(word) for word in listed.stdout.split()]


def test_it_runs_answers_on_both_names_and_ends_cleanly(
    machine: Installation, running: subprocess.Popen[bytes]
) -> None:
    until(lambda: _ask(machine) == (200, {"status": "ok"}), seconds=60)
    assert _ask(machine, "localhost") == (200, {"status": "ok"})
    children = _children(running.pid)
    assert len(children) == 2
    running.send_signal(signal.SIGINT)
    assert running.wait(30) == 0
    assert _ask(machine)[0] == 0
    assert not any(Path(f"/proc/{child}").exists() for child in children)


def test_a_crashed_child_is_started_again(machine: Installation, running: subprocess.Popen[bytes]) -> None:
    until(lambda: _ask(machine)[0] == 200, seconds=60)
    before = set(_children(running.pid))
    for child in before:
        os.kill(child, signal.SIGKILL)
    until(lambda: len(set(_children(running.pid)) - before) == 2, seconds=60)
    until(lambda: _ask(machine)[0] == 200, seconds=60)


def test_children_do_not_outlive_a_killed_parent(machine: Installation, running: subprocess.Popen[bytes]) -> None:
    until(lambda: _ask(machine)[0] == 200, seconds=60)
    running.kill()
    running.wait()
    until(lambda: _ask(machine)[0] == 0)


def test_without_worker_and_without_tables_health_names_the_part(machine: Installation) -> None:
    server = machine.start("serve", "--lang", "en")
    try:
        until(lambda: _ask(machine) == (503, {"status": "failing", "failing": ["migrations"]}), seconds=60)
        machine.migrate()
        until(lambda: _ask(machine) == (503, {"status": "failing", "failing": ["worker"]}))
    finally:
        kill_group(server)


@pytest.mark.parametrize("command", ["serve", "run"])
@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7"])
def test_a_demonstration_is_for_this_machine_only(tmp_path: Path, command: str, host: str) -> None:
    machine = installations.make(tmp_path / "home", FRAMDRIFT_DEMO="1", FRAMDRIFT_HOST=host)
    done = machine.framdrift(command, "--lang", "en")
    assert done.returncode == 2
    assert "this machine only" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_host_that_is_no_address_and_a_taken_port_are_said(machine: Installation) -> None:
    done = machine.framdrift("serve", "--host", "my house", "--lang", "en")
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    with socket.create_server(("127.0.0.1", int(machine.environment["FRAMDRIFT_PORT"]))):
        done = machine.framdrift("serve", "--lang", "en")
    assert done.returncode == 1
    assert "choose another with FRAMDRIFT_PORT" in done.stderr


def test_a_worker_without_tables_says_so(machine: Installation) -> None:
    done = machine.framdrift("worker", "--lang", "en")
    assert done.returncode == 1
    assert "not set up" in done.stderr
