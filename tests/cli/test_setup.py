"""Beginning for real: an agency and its first person, once; the printed link lets them choose a password."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SAY = ("--agency", "Lind Rekrytering", "--name", "Ada Lind", "--email", "Ada@lind.example", "--lang", "sv")


COMMAND = "import sys; from framdrift.cli.main import main; sys.exit(main())"
LOOK = (
    "import sys, django; django.setup(); from django.test import Client; "
    "r = Client().get(sys.argv[1].split('8000', 1)[1], follow=True, HTTP_HOST='localhost'); "
    "print(r.status_code, 'password1' in r.content.decode()); "
    "print(r.redirect_chain, r.content.decode(), file=sys.stderr)"
)


def framdrift(home: Path, *words: str, code: str = COMMAND) -> subprocess.CompletedProcess[str]:
    """Run the command, or other code, on an installation of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FRAMDRIFT_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        env=kept | {"FRAMDRIFT_HOME": str(home), "DJANGO_SETTINGS_MODULE": "framdrift.config.settings"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_first_person_gets_a_link_to_choose_a_password(tmp_path: Path) -> None:
    made = framdrift(tmp_path, "setup", *SAY, "--json")
    assert made.returncode == 0, made.stderr
    answer = json.loads(made.stdout)
    assert answer["email"] == "ada@lind.example"
    assert "/accounts/password/reset/key/1-" in answer["link"]


@pytest.mark.nightly  # failed once, while the sources were being edited; never in 20 runs under load on sources at rest
def test_the_printed_link_opens_the_choice_of_a_password(tmp_path: Path) -> None:
    answer = json.loads(framdrift(tmp_path, "setup", *SAY, "--json").stdout)
    seen = framdrift(tmp_path, answer["link"], code=LOOK)
    assert seen.stdout.split() == ["200", "True"], seen.stderr


def test_a_second_beginning_is_refused_in_words(tmp_path: Path) -> None:
    framdrift(tmp_path, "setup", *SAY)
    again = framdrift(tmp_path, "setup", *SAY)
    assert (again.returncode, again.stdout) == (1, "")
    assert "konton" in again.stderr or "accounts" in again.stderr


def test_a_wrong_address_changes_nothing(tmp_path: Path) -> None:
    wrong = framdrift(tmp_path, "setup", *SAY[:-3], "inte en adress", "--lang", "en")
    assert wrong.returncode == 2
    assert "inte en adress" in wrong.stderr
    assert not (tmp_path / "framdrift.sqlite3").exists()
