"""`framdrift check` and /healthz: each fault is found and said in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.foundation import installations
from tests.foundation.installations import Installation

pytestmark = pytest.mark.database

_EVENTS = """
from datetime import UTC, datetime
from django.db import transaction
from framdrift.foundation import dispatch, events, texts
from framdrift.foundation.models import Event, FreeText
from tests.foundation.happenings import BellRang
with transaction.atomic():
    for n in range(5):
        events.record(BellRang(door_id=n), actor="someone", at=datetime(2026, 11, 24, tzinfo=UTC))
    texts.keep("words")
dispatch.skip_to_end()
"""
FAULTS = {
    "Event.objects.filter(seq=3).update(actor='another')": ("events", "event 3 is the first bad row"),
    "Event.objects.filter(seq=5).delete()": ("events", "event 5 is the first"),
    "FreeText.objects.update(body='other words')": ("texts", "not as it was written"),
    "from django.db.migrations.recorder import MigrationRecorder as R; R.Migration.objects.filter("
    "app='foundation', name='0002_letter_claimed_by').delete()": ("migrations", "1 migration is not applied"),
}


@pytest.fixture
def machine(tmp_path: Path) -> Installation:
    made = installations.make(tmp_path / "home")
    made.migrate()
    made.python(_EVENTS)
    return made


def _check(machine: Installation) -> tuple[int, dict[str, dict[str, str]]]:
    done = machine.framdrift("check", "--json", "--lang", "en")
    assert "Traceback" not in done.stderr, done.stderr
    answer = json.loads(done.stdout)
    assert answer["ok"] is (done.returncode == 0)
    return done.returncode, answer["checks"]


def test_a_whole_installation_is_whole(machine: Installation) -> None:
    status, found = _check(machine)
    assert status == 0
    assert {name for name, finding in found.items() if finding["verdict"] != "good"} <= {"settings", "worker"}
    told = machine.framdrift("check", "--lang", "en")
    assert told.stdout.endswith("The installation is whole.\n")


@pytest.mark.parametrize("change", sorted(FAULTS))
def test_each_fault_is_named(machine: Installation, change: str) -> None:
    machine.python(f"from framdrift.foundation.models import Event, FreeText\n{change}")
    status, found = _check(machine)
    name, words = FAULTS[change]
    assert status == 1
    assert [key for key, finding in found.items() if finding["verdict"] == "fault"] == [name]
    assert words in found[name]["sentence"]


def test_a_database_without_tables_is_said_not_thrown(tmp_path: Path) -> None:
    status, found = _check(installations.make(tmp_path / "home"))
    assert status == 1
    assert found["migrations"]["verdict"] == "fault"


def test_a_ledger_that_cannot_be_read_is_a_fault(machine: Installation) -> None:
    (machine.home / "erasures.jsonl").write_text('{"pseudonym": "x"}\n')
    status, found = _check(machine)
    assert status == 1
    assert "line 1" in found["erasures"]["sentence"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FRAMDRIFT_PORT", "eighty"),
        ("FRAMDRIFT_DEMO", "perhaps"),
        ("FRAMDRIFT_LANGUAGE", "klingon"),
        ("FRAMDRIFT_DATABASE_URL", "mysql://somewhere"),
        ("FRAMDRIFT_DATABASE_URL", "postgresql://ada:word@host:port/name"),
        ("FRAMDRIFT_ZONE", "Mars/Olympus"),
        ("FRAMDRIFT_ADDRESS", "rekrytering.lind.example"),
        ("FRAMDRIFT_MAIL_FROM", "Lind Rekrytering"),
        ("FRAMDRIFT_REPLY_TO", "svar"),
        ("FRAMDRIFT_TRUSTED_ORIGINS", "https://["),
        ("FRAMDRIFT_OIDC_SERVER", "https://["),
    ],
)
def test_a_setting_that_cannot_be_read_is_refused_with_its_name(tmp_path: Path, name: str, value: str) -> None:
    machine = installations.make(tmp_path / "home", **{name: value})
    done = machine.framdrift("check")
    assert done.returncode == 2
    assert name in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["FRAMDRIFT_SECRET_KEY", "FRAMDRIFT_MAIL_WEBHOOK_SECRET"])
def test_a_secret_that_may_be_guessed_is_told_by_its_name_alone(machine: Installation, name: str) -> None:
    machine.environment[name] = "hemligheten"
    status, found = _check(machine)
    assert status == 0
    assert found["settings"]["verdict"] == "warning"
    assert name in found["settings"]["sentence"]
    assert "hemligheten" not in found["settings"]["sentence"]
    machine.environment[name] = "hemligheten" * 5
    assert name not in _check(machine)[1]["settings"]["sentence"]


def test_a_database_out_of_reach_is_said_once_and_what_it_holds_is_left_out(tmp_path: Path) -> None:
    machine = installations.make(tmp_path / "home")
    machine.environment["FRAMDRIFT_DATABASE_URL"] = "postgresql://ada:hemlighet@127.0.0.1:1/framdrift"
    status, found = _check(machine)
    assert status == 1
    assert list(found) == ["settings", "database", "sqlite", "mailbox", "model server"]
    assert [name for name, finding in found.items() if finding["verdict"] == "fault"] == ["database"]
    assert "refused" in found["database"]["sentence"]
    assert "hemlighet" not in json.dumps(found)
    assert "\n" not in found["database"]["sentence"]


def test_a_home_that_is_a_file_is_refused_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("no folder")
    machine = installations.make(tmp_path / "elsewhere")
    machine.environment["FRAMDRIFT_HOME"] = str(tmp_path / "home")
    machine.environment.pop("FRAMDRIFT_SECRET_KEY", None)
    for command in ("check", "run"):
        done = machine.framdrift(command)
        assert done.returncode == 2
        assert "FRAMDRIFT_HOME" in done.stderr
        assert "Traceback" not in done.stderr


def test_an_empty_secret_key_is_refused_with_its_file(tmp_path: Path) -> None:
    machine = installations.make(tmp_path / "home")
    machine.environment.pop("FRAMDRIFT_SECRET_KEY", None)
    (tmp_path / "home").mkdir(exist_ok=True)
    (tmp_path / "home" / "secret-key").touch(mode=0o600)
    done = machine.framdrift("check")
    assert done.returncode == 2
    assert "secret-key" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "check"), [("FRAMDRIFT_ERASURE_LEDGER", "erasures"), ("FRAMDRIFT_SEAL_KEY_FILE", "seal")]
)
def test_a_folder_where_a_file_should_be_is_a_fault_and_the_other_checks_go_on(
    machine: Installation, tmp_path: Path, name: str, check: str
) -> None:
    machine.environment[name] = str(tmp_path)
    status, found = _check(machine)
    assert status == 1
    assert found[check]["verdict"] == "fault"
    assert str(tmp_path) in found[check]["sentence"]
    assert list(found)[-1] == "worker"
