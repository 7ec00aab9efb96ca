"""Backup and restore: consistent while others write, all or nothing, and nothing goes out by itself."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.foundation import installations
from tests.foundation.installations import Installation

pytestmark = pytest.mark.database

_FILL = """
from datetime import UTC, datetime
from django.db import transaction
from framdrift.foundation import events, outbox, texts
from framdrift.foundation.models import Letter
from framdrift.organisations.models import Account, Company
from tests.foundation.happenings import DoorOpened
at = datetime(2026, 11, 24, 9, 0, 0, 123456, tzinfo=UTC)
Company.objects.create(name="Sjövik Handel", created_at=at)
Account.objects.create_user("ada@lindekstrom.example", "a long enough password", name="Ada Lind")
with transaction.atomic():
    events.record_many([(DoorOpened(door_id=n, seen_at=at), "someone", at) for n in range(50)])
texts.keep("Hon vill helst börja i mars.", about="asa")
for key in ("waits", "sending", "sent", "held"):
    outbox.write(key=key, kind="update", to_email="asa@nordbygg.example", subject="Läget", body_text="Hej",
                 language="sv", at=at, about="asa", held=key == "held",
                 attachments=[{"name": "a.ics", "type": "text/calendar", "base64": "QQ=="}])
Letter.objects.filter(key="sending").update(state="sending", claimed_at=at, claimed_by="elsewhere:1:x")
Letter.objects.filter(key="sent").update(state="sent", sent_at=at)
"""
_LETTERS = (
    "from framdrift.foundation.models import Letter; "
    "print(dict(Letter.objects.order_by('key').values_list('key', 'state')))"
)
_EVERYTHING = """
import hashlib
from framdrift.foundation import tables
for model in tables.kept():
    if model._meta.label_lower not in ("foundation.letter", "foundation.cursor"):  # what the restore itself changes
        print(model._meta.label_lower, hashlib.sha256("".join(tables.lines(model)).encode()).hexdigest())
"""
_WRITE_ON = """
from datetime import UTC, datetime
from django.db import transaction
from framdrift.foundation import events, texts
from tests.foundation.happenings import DoorOpened
n = 0
while True:
    n += 1
    with transaction.atomic():
        text = texts.keep(f"words {n}")
        events.record(DoorOpened(door_id=n), actor="writer", at=datetime.now(UTC))
"""


@pytest.fixture
def new(tmp_path: Path) -> Callable[[str], Installation]:
    """`new("name")` gives another empty machine."""
    return lambda name: installations.make(tmp_path / name)


@pytest.fixture
def old(new: Callable[[str], Installation]) -> Installation:
    """A machine that holds something, also an upload."""
    made = new("old")
    made.migrate()
    made.python(_FILL)
    (made.home / "files" / "cv").mkdir(parents=True)
    (made.home / "files" / "cv" / "9f8e.pdf").write_bytes(b"%PDF-1.7" + bytes(range(256)) * 9)
    return made


def _backup(machine: Installation, file: Path) -> dict[str, dict[str, int]]:
    done = machine.framdrift("backup", str(file), "--json")
    assert done.returncode == 0, done.stderr
    parts: dict[str, dict[str, int]] = json.loads(done.stdout)["manifest"]["parts"]
    return parts


def test_what_was_backed_up_comes_back_and_nothing_goes_out(
    old: Installation, new: Callable[[str], Installation], tmp_path: Path
) -> None:
    file = tmp_path / "night.zip"
    _backup(old, file)
    assert file.stat().st_mode & 0o077 == 0
    other = new("other")
    done = other.framdrift("restore", str(file), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["letters_stopped"] == 2
    assert eval(other.python(_LETTERS)) == {"held": "held", "sending": "unknown", "sent": "sent", "waits": "held"}
    assert other.python(_EVERYTHING) == old.python(_EVERYTHING)
    assert (other.home / "files/cv/9f8e.pdf").read_bytes() == (old.home / "files/cv/9f8e.pdf").read_bytes()
    check = other.framdrift("check", "--json")
    assert check.returncode == 0, check.stdout
    other.python(_FILL.replace("ada@", "bo@").replace("Sjövik", "Nord").split("texts.keep")[0])  # numbering goes on


def test_a_backup_while_others_write_is_one_instant(
    old: Installation, new: Callable[[str], Installation], tmp_path: Path
) -> None:
    writer = old.start_python(_WRITE_ON)
    try:
        before = "from framdrift.foundation.models import Event; print(Event.objects.count())"
        installations.until(lambda: int(old.python(before)) > 60)
        parts = _backup(old, tmp_path / "busy.zip")
        assert writer.poll() is None, "the writer went on"
    finally:
        writer.kill()
        writer.wait()
    # every event of the writer has its text: one more text stands there from the filling
    assert parts["tables/foundation.freetext.jsonl"]["rows"] == parts["tables/foundation.event.jsonl"]["rows"] - 50 + 1
    other = new("other")
    assert other.framdrift("restore", str(tmp_path / "busy.zip")).returncode == 0
    assert other.framdrift("check").returncode == 0


def test_people_forgotten_after_the_backup_are_forgotten_again(
    old: Installation, new: Callable[[str], Installation], tmp_path: Path
) -> None:
    _backup(old, tmp_path / "a.zip")
    old.python(
        "from datetime import UTC, datetime; from framdrift.foundation import erasures\n"
        "erasures.note('asa', at=datetime(2026, 11, 25, tzinfo=UTC))"
    )
    other = new("other")
    shutil.copy(old.home / "erasures.jsonl", other.home)
    done = other.framdrift("restore", str(tmp_path / "a.zip"), "--json")
    assert json.loads(done.stdout)["forgotten"] == 1
    left = other.python(
        "from framdrift.foundation.models import FreeText, Letter\n"
        "print(list(FreeText.objects.values_list('body', flat=True)), "
        "set(Letter.objects.values_list('to_email', 'subject', 'body_text')))"
    )
    assert left == "[''] {('', '', '')}"
    assert other.framdrift("check").returncode == 0


def test_a_machine_that_holds_data_is_not_restored_over(old: Installation, tmp_path: Path) -> None:
    _backup(old, tmp_path / "a.zip")
    before = old.python(_EVERYTHING)
    done = old.framdrift("restore", str(tmp_path / "a.zip"), "--lang", "en")
    assert done.returncode == 2
    assert "already holds data" in done.stderr
    assert "Traceback" not in done.stderr
    assert old.python(_EVERYTHING) == before


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-200])


def _flip(file: Path) -> None:
    """One byte in the middle of the packed events."""
    with zipfile.ZipFile(file) as archive:
        part = archive.getinfo("tables/foundation.event.jsonl")
    content = bytearray(file.read_bytes())
    content[part.header_offset + 30 + len(part.filename) + part.compress_size // 2] ^= 0xFF
    file.write_bytes(bytes(content))


def _rewrite(file: Path, change: Callable[[str, bytes], bytes | None], extra: str = "") -> None:
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            if (new := change(name, content)) is not None:
                archive.writestr(name, new)
        if extra:
            archive.writestr(extra, b"x")


DAMAGE: dict[str, Callable[[Path], None]] = {
    "cut short": _cut,
    "a flipped byte": _flip,
    "not a zip": lambda file: file.write_text("hello") and None,  # type: ignore[func-returns-value]
    "empty": lambda file: file.write_bytes(b"") and None,  # type: ignore[func-returns-value]
    "a changed event": lambda file: _rewrite(
        file, lambda name, content: content.replace(b"someone", b"another") if "event" in name else content
    ),
    "a part is gone": lambda file: _rewrite(file, lambda name, content: None if "event" in name else content),
    "a part too many": lambda file: _rewrite(file, lambda _name, content: content, extra="files/../../evil"),
    "no manifest": lambda file: _rewrite(file, lambda name, content: None if "manifest" in name else content),
    "a manifest that is no JSON": lambda file: _rewrite(
        file, lambda name, content: b"{" if "manifest" in name else content
    ),
    "tables of another version": lambda file: _rewrite(
        file,
        lambda name, content: content.replace(b"foundation.0001_initial", b"foundation.0001_earlier"),
    ),
}


def test_a_damaged_backup_is_refused_in_words_and_changes_nothing(
    old: Installation, new: Callable[[str], Installation], tmp_path: Path
) -> None:
    _backup(old, tmp_path / "a.zip")
    other = new("other")
    other.migrate()
    before = other.python(_EVERYTHING)
    for name, damage in DAMAGE.items():
        file = tmp_path / "damaged.zip"
        shutil.copy(tmp_path / "a.zip", file)
        damage(file)
        done = other.framdrift("restore", str(file), "--lang", "en")
        assert done.returncode == 2, (name, done.stderr)
        assert "Nothing was changed" in done.stderr, name
        assert "Traceback" not in done.stderr, name
        assert other.python(_EVERYTHING) == before, name
        assert not (other.home / "files").exists(), name
        assert not (tmp_path / "evil").exists()


def test_a_name_that_is_taken_or_cannot_be_written_is_said(old: Installation, tmp_path: Path) -> None:
    (tmp_path / "taken.zip").write_text("mine")
    done = old.framdrift("backup", str(tmp_path / "taken.zip"))
    assert (done.returncode, (tmp_path / "taken.zip").read_text()) == (2, "mine")
    done = old.framdrift("backup", str(tmp_path / "nowhere" / "a.zip"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    done = old.framdrift("restore", str(tmp_path / "missing.zip"))
    assert done.returncode == 2


def test_a_backup_of_one_kind_of_database_is_restored_on_the_other(old: Installation, tmp_path: Path) -> None:
    _backup(old, tmp_path / "a.zip")
    (tmp_path / "sqlite").mkdir()
    environment = {name: value for name, value in old.environment.items() if name != "FRAMDRIFT_DATABASE_URL"}
    other = Installation(tmp_path / "sqlite", environment | {"FRAMDRIFT_HOME": str(tmp_path / "sqlite")})
    assert other.framdrift("restore", str(tmp_path / "a.zip")).returncode == 0
    assert other.framdrift("check").returncode == 0
    _backup(other, tmp_path / "b.zip")
    back = installations.make(tmp_path / "back")
    assert back.framdrift("restore", str(tmp_path / "b.zip")).returncode == 0
    assert back.python(_EVERYTHING) == old.python(_EVERYTHING)
