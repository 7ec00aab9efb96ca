"""Every setting that the program reads is described, and nothing else is; readers refuse what they cannot read."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from framdrift.config import readers

SOURCE = Path(readers.__file__).parent.parent
TABLE = SOURCE.parent.parent / "docs" / "settings.md"
_READS = re.compile(r"(?:readers\.\w+|environ(?:\.get)?|getenv)[\[(]\s*[\"'](FRAMDRIFT_\w+)")


def _read() -> set[str]:
    return {name for file in SOURCE.rglob("*.py") for name in _READS.findall(file.read_text(encoding="utf-8"))}


def _described() -> list[str]:
    return re.findall(r"^\| `(FRAMDRIFT_\w+)` \|", TABLE.read_text(encoding="utf-8"), flags=re.MULTILINE)


def test_every_setting_is_described_once_and_no_other() -> None:
    assert sorted(_read()) == sorted(_described())
    assert len(_read()) > 25


def test_every_line_of_the_table_is_filled_in() -> None:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("| `FRAMDRIFT_")]
    assert all(len(cells := line.strip("|").split("|")) == 4 and all(map(str.strip, cells)) for line in lines)


@pytest.mark.parametrize(
    ("read", "raw"),
    [
        (lambda: readers.flag("FRAMDRIFT_X"), "maybe"),
        (lambda: readers.integer("FRAMDRIFT_X", 5, low=1, high=9), "ten"),
        (lambda: readers.integer("FRAMDRIFT_X", 5, low=1, high=9), "10"),
        (lambda: readers.integer("FRAMDRIFT_X", 5, low=1, high=9), ""),
        (lambda: readers.choice("FRAMDRIFT_X", "a", ("a", "b")), "c"),
        (lambda: readers.postgres("FRAMDRIFT_X"), "mysql://host/name"),
        (lambda: readers.postgres("FRAMDRIFT_X"), "postgresql://host"),
        (lambda: readers.postgres("FRAMDRIFT_X"), "postgresql://ada:secret@host:port/name"),
        (lambda: readers.postgres("FRAMDRIFT_X"), "postgresql://ada:secret@[::1/name"),
        (lambda: readers.zone("FRAMDRIFT_X", "Europe/Stockholm"), "Europe/Stokholm"),
        (lambda: readers.zone("FRAMDRIFT_X", "Europe/Stockholm"), "../../etc/passwd"),
        (lambda: readers.zone("FRAMDRIFT_X", "Europe/Stockholm"), "Europe"),
        (lambda: readers.mail_address("FRAMDRIFT_X"), "Lind Rekrytering"),
        (lambda: readers.mail_address("FRAMDRIFT_X"), "Lind <lind>"),
        (lambda: readers.mail_address("FRAMDRIFT_X"), "Lind <@lind.example>"),
        (lambda: readers.mail_address("FRAMDRIFT_X"), "Lind <hej@lönn.example>"),
        (lambda: readers.web_address("FRAMDRIFT_X", "http://localhost"), "rekrytering.lind.example"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, read: object, raw: str) -> None:
    monkeypatch.setenv("FRAMDRIFT_X", raw)
    with pytest.raises(readers.SettingRefused, match="FRAMDRIFT_X"):
        read()  # type: ignore[operator]


def test_a_database_address_that_is_refused_does_not_tell_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRAMDRIFT_X", "postgresql://ada:secret@host:port/name")
    with pytest.raises(readers.SettingRefused) as no:
        readers.postgres("FRAMDRIFT_X")
    assert "secret" not in str(no.value)


@pytest.mark.parametrize(
    ("read", "default"),
    [
        (lambda: str(readers.folder("FRAMDRIFT_X", "/srv/framdrift")), "/srv/framdrift"),
        (lambda: readers.zone("FRAMDRIFT_X", "Europe/Stockholm"), "Europe/Stockholm"),
        (lambda: readers.mail_address("FRAMDRIFT_X", "Ada <ada@lind.example>"), "Ada <ada@lind.example>"),
        (lambda: readers.web_address("FRAMDRIFT_X", "http://localhost:8000"), "http://localhost:8000"),
    ],
)
def test_what_is_left_empty_is_as_if_it_were_not_set(
    monkeypatch: pytest.MonkeyPatch, read: Callable[[], str], default: str
) -> None:
    monkeypatch.setenv("FRAMDRIFT_X", " ")
    assert read() == default


@pytest.mark.parametrize(
    "raw",
    [
        "10.0.0.5:8000",
        "ftp://10.0.0.5/v1",
        "http://",
        "http://10.0.0.5:0x1/v1",
        "http://ada:key@10.0.0.5/v1",
        "http://10.0.0.5/v1?key=1",
        "http://10.0.0.5/v1#models",
    ],
)
def test_a_web_address_is_whole_and_holds_no_key(monkeypatch: pytest.MonkeyPatch, raw: str) -> None:
    monkeypatch.setenv("FRAMDRIFT_X", raw)
    with pytest.raises(readers.SettingRefused, match="FRAMDRIFT_X"):
        readers.web_address("FRAMDRIFT_X")
    monkeypatch.setenv("FRAMDRIFT_X", " http://10.0.0.5:8000/v1/ ")
    assert readers.web_address("FRAMDRIFT_X") == "http://10.0.0.5:8000/v1"
    monkeypatch.delenv("FRAMDRIFT_X")
    assert readers.web_address("FRAMDRIFT_X") == ""


@pytest.mark.parametrize(
    "raw",
    [
        "https://[",
        "lind.example",
        "https://",
        "https://lind.example:port",
        "https://lind.example/apply",
        "https://lind.example?from=proxy",
        "https://ada:key@lind.example",
        "https://lind.example, ftp://ek.example",
    ],
)
def test_an_origin_is_a_scheme_and_a_name_alone(monkeypatch: pytest.MonkeyPatch, raw: str) -> None:
    monkeypatch.setenv("FRAMDRIFT_X", raw)
    with pytest.raises(readers.SettingRefused, match="FRAMDRIFT_X"):
        readers.origins("FRAMDRIFT_X")


def test_origins_are_read_as_a_browser_writes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRAMDRIFT_X", "https://lind.example/, https://*.ek.example,http://[::1]:8000")
    assert readers.origins("FRAMDRIFT_X") == ["https://lind.example", "https://*.ek.example", "http://[::1]:8000"]
    monkeypatch.delenv("FRAMDRIFT_X")
    assert readers.origins("FRAMDRIFT_X") == []


def test_postgres_addresses_are_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRAMDRIFT_X", "postgresql://ada:p%40ss@db.example:5433/framdrift")
    found = readers.postgres("FRAMDRIFT_X")
    assert found == readers.PostgresAddress("framdrift", "ada", "p@ss", "db.example", "5433")
    monkeypatch.setenv("FRAMDRIFT_X", "postgresql://ada@db.example/lind%20och%20ek")
    found = readers.postgres("FRAMDRIFT_X")
    assert found is not None
    assert found.name == "lind och ek"
    monkeypatch.setenv("FRAMDRIFT_X", "postgresql://postgres@/own?host=%2Frun%2Fpg")
    found = readers.postgres("FRAMDRIFT_X")
    assert found is not None
    assert (found.host, found.port) == ("/run/pg", "")
