"""Who steals the database, its log or a backup, and not the seal key, finds no answer. A restore asks for the key."""

from __future__ import annotations

import subprocess
import sys
import uuid
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection

from framdrift.conversations.answers import actions, anonymous, matters, queries
from framdrift.conversations.answers.rules import Draft, Save
from framdrift.foundation import backups, seal_file
from framdrift.foundation.restoring import RestoreRefused, restore
from tests.cast import Cast
from tests.conversations.answers.world import Place, employee_viewer, settle, viewer
from tests.foundation import installations

CANARY = "Kanariefågeln sjunger om chefen"


@pytest.fixture
def place(cast: Cast, now: datetime) -> Place:
    return settle(cast, at=now, people=8)


def say_it_everywhere(place: Place) -> None:
    """The same words in a note at each level, a serious matter, and an anonymous answer before and after the close."""
    by = viewer(place.interviewer)
    for level in "ABC":
        talk = actions.start_talk(invitation=place.talks(level).invitations[0], by=by, at=place.at)
        note = Draft(place_key(level), "K1", "their_words", CANARY)
        actions.save_notes(talk=talk, notes=[note], save=Save(0), by=by, at=place.at)
        matters.mark_serious(talk=talk, note_keys=[], words=CANARY, by=by, at=place.at)
        actions.hand_over_for_approval(talk=talk, by=by, at=place.at)
        actions.approve(talk=talk, by=employee_viewer(place.employees[0]), at=place.at)
        assert CANARY in str(queries.open_record(by, talk.pk, at=place.at))
    for is_closed in (False, True):
        hidden = place.talks("D").round
        codes = anonymous.open_round(programme_round=hidden, groups={None: 8})[None]
        anonymous.first_words(code=codes[0], notes=[Draft(place_key("D"), "K1", "their_words", CANARY)])
        if is_closed:
            anonymous.close_round(programme_round=hidden)


def place_key(level: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_DNS, level)


def forms(words: str) -> list[bytes]:
    """The words as a database, a dump or a backup could hold them."""
    as_json = words.encode("unicode_escape").replace(b"\\x", b"\\u00")
    return [words.encode(), words.encode("utf-16-le"), words.encode().hex().encode(), as_json, words.encode()[3:20]]


def seen(content: bytes, words: str) -> bool:
    return any(form in content for form in forms(words))


@pytest.mark.django_db(transaction=True)
def test_a_stolen_database_and_backup_show_no_answer(place: Place, tmp_path: Path) -> None:
    say_it_everywhere(place)
    backups.write(tmp_path / "backup.zip", at=place.at)
    with zipfile.ZipFile(tmp_path / "backup.zip") as archive:
        parts = b"".join(archive.read(name) for name in archive.namelist())
    key = seal_file.place().read_bytes()
    for content in (parts, stolen_database()):
        assert seen(content, "Stannasamtal"), "the search sees what is not sealed"
        assert not seen(content, CANARY)
        assert key.strip() not in content
        assert seal_file.typed(key.decode()).secret not in content


def stolen_database() -> bytes:
    """The raw bytes of the SQLite file with its log, or all rows of PostgreSQL."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA database_list")
            file = Path(next(row[2] for row in cursor.fetchall() if row[1] == "main"))
        found = [Path(f"{file}{end}") for end in ("", "-wal", "-shm")]
        return b"".join(one.read_bytes() for one in found if one.exists())
    return dumped()


def dumped() -> bytes:
    """Every row of every table as PostgreSQL writes it out; bytes stand as hexadecimal digits."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" AS t')
            found += [str(row[0]) for row in cursor.fetchall()]
    return "\n".join(found).encode()


@pytest.mark.django_db(transaction=True)
def test_a_restore_asks_for_the_key_and_names_it(place: Place, tmp_path: Path, settings: LazySettings) -> None:
    say_it_everywhere(place)
    mark = seal_file.read_or_make().mark
    backup = tmp_path / "backup.zip"
    backups.write(backup, at=place.at)
    settings.FRAMDRIFT_SEAL_KEY_FILE = tmp_path / "nothing-here"
    with pytest.raises(RestoreRefused, match=mark):
        restore(backup, forgetters=(), wiring={}, at=place.at)
    seal_file.write(seal_file.MasterKey(b"o" * 32))
    with pytest.raises(RestoreRefused, match=mark):
        restore(backup, forgetters=(), wiring={}, at=place.at)


@pytest.mark.database
def test_the_sheet_brings_a_lost_key_back(tmp_path: Path) -> None:
    home = installations.make(tmp_path / "home")
    home.migrate()
    sheet = home.framdrift("seal", "sheet", "--lang", "en")
    assert sheet.returncode == 0, sheet.stderr
    file = tmp_path / "home.seal-key"
    line = file.read_text().strip()
    assert line in sheet.stdout
    assert oct(file.stat().st_mode)[-3:] == "600"
    home.python("from framdrift.foundation import sealing; sealing.make_key()")
    file.unlink()
    lost = home.framdrift("check", "--lang", "en")
    assert "The seal key" in lost.stdout
    assert "is missing" in lost.stdout
    assert home.framdrift("seal", "sheet").returncode == 1
    assert not file.exists()
    assert _enter(home, "AAAA BBBB").returncode == 2
    assert not file.exists()
    right = _enter(home, line.lower())
    assert right.returncode == 0, right.stderr
    assert file.read_text().strip() == line


def _enter(home: installations.Installation, line: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "framdrift.cli.main", "seal", "enter"]
    return subprocess.run(
        command, input=f"{line}\n", env=home.environment, capture_output=True, text=True, check=False, timeout=120
    )
