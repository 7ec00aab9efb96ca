"""A whole installation of its own for tests that start processes: a home, an empty database of the chosen kind."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg


@dataclass(frozen=True)
class Installation:
    """Runs commands and pieces of Python in an installation."""

    home: Path
    environment: dict[str, str]

    def framdrift(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        line = [sys.executable, "-m", "framdrift.cli.main", *words]
        return subprocess.run(line, env=self.environment, capture_output=True, text=True, timeout=120, check=False)

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Start a command in a process group of its own."""
        line = [sys.executable, "-m", "framdrift.cli.main", *words]
        return subprocess.Popen(line, env=self.environment, start_new_session=True)

    def start_python(self, source: str) -> subprocess.Popen[bytes]:
        """Start a piece of Python with Django set up."""
        return subprocess.Popen([sys.executable, "-c", _PREAMBLE + source], env=self.environment)

    def python(self, source: str) -> str:
        """Run a piece of Python with Django set up; what it prints."""
        line = [sys.executable, "-c", _PREAMBLE + source]
        done = subprocess.run(line, env=self.environment, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def migrate(self) -> None:
        """Make the tables: by migrating for the first installation of a kind, as a copy of it for the others."""
        own = self.environment.get("FRAMDRIFT_DATABASE_URL", "")
        if own:
            _tables_on_server(self, own)
        else:
            _tables_in_file(self, self.home / "framdrift.sqlite3")

    def migrate_by_itself(self) -> None:
        """Make the tables one migration after the other."""
        self.python(
            "from django.core.management import call_command; call_command('migrate', verbosity=0, skip_checks=True)"
        )


_MADE: dict[str, str] = {}
"""Where the first tables of this process lie: of SQLite a file, of PostgreSQL a database."""


def _tables_in_file(installation: Installation, file: Path) -> None:
    if "file" in _MADE:
        shutil.copy(_MADE["file"], file)
        return
    installation.migrate_by_itself()
    kept = Path(tempfile.mkdtemp(prefix="tables-")) / file.name
    shutil.copy(file, kept)
    _MADE["file"] = str(kept)


def _tables_on_server(installation: Installation, own: str) -> None:
    name = urlsplit(own).path.lstrip("/")
    server = _database(own, "postgres")
    if "database" in _MADE:
        with contextlib.suppress(psycopg.errors.ObjectInUse), psycopg.connect(server, autocommit=True) as line:
            line.execute(f"DROP DATABASE {name}".encode())
            line.execute(f"CREATE DATABASE {name} TEMPLATE {_MADE['database']}".encode())
            return
    installation.migrate_by_itself()  # the first of its kind, or one that a server stands on already
    if "database" in _MADE:
        return
    with psycopg.connect(server, autocommit=True) as line:
        line.execute(f"CREATE DATABASE tables_{name} TEMPLATE {name}".encode())
    _MADE["database"] = f"tables_{name}"


_PREAMBLE = "import django; django.setup()\n"


def make(home: Path, **settings: str) -> Installation:
    """A new, empty installation below `home`, on the kind of database that this run of the tests stands on."""
    home.mkdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FRAMDRIFT_")}
    environment |= {
        "FRAMDRIFT_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "framdrift.config.settings",
        "PYTHONPATH": os.pathsep.join(["src", "."]),
    }
    server = os.environ.get("FRAMDRIFT_DATABASE_URL")
    if server:
        environment["FRAMDRIFT_DATABASE_URL"] = _new_database(server)
    return Installation(home, environment | settings)


def until(true: Callable[[], bool], *, seconds: float = 30) -> None:
    """Wait until something has come true, or fail."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.05)


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kill a process with all its children, as power loss would."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _new_database(server: str) -> str:
    name = f"own_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as line:
        line.execute(f"CREATE DATABASE {name}".encode())
    return _database(server, name)


def _database(server: str, name: str) -> str:
    """The address of another database of a server."""
    parts = urlsplit(server)
    return urlunsplit((parts.scheme, parts.netloc or "", f"/{name}", parts.query, ""))
