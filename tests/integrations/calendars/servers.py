"""Real servers for calendar tests: Radicale (CalDAV), and a small web server that answers what a test tells it to."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.request import Request, urlopen

PEOPLE = ("ada", "karin", "omar", "eva", "hugo", "maja", "olle", "leo")
PASSWORD = "lösenord: med kolon"
_WAIT_SECONDS = 30.0


@dataclass(frozen=True)
class CalDavServer:
    """A running Radicale. Each of PEOPLE has one calendar, `/NAME/agenda/`."""

    address: str

    def calendar(self, name: str) -> str:
        """The address of somebody's calendar."""
        return f"{self.address}/{name}/agenda/"


@contextlib.contextmanager
def radicale(folder: Path) -> Iterator[CalDavServer]:
    """Started for the tests, stopped with them."""
    users = folder / "users"
    users.write_text("".join(f"{name}:{PASSWORD}\n" for name in PEOPLE), encoding="utf-8")
    port = free_port()
    options = {
        "server-hosts": f"127.0.0.1:{port}",
        "storage-filesystem-folder": str(folder / "collections"),
        "auth-type": "htpasswd",
        "auth-htpasswd-filename": str(users),
        "auth-htpasswd-encryption": "plain",
        "auth-delay": "0",
        "logging-level": "critical",
    }
    call = [sys.executable, "-m", "radicale", *(f"--{name}={value}" for name, value in options.items())]
    process = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        server = CalDavServer(f"http://127.0.0.1:{port}")
        for name in PEOPLE:
            _make_calendar(server, name)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=10)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _WAIT_SECONDS
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        assert process.poll() is None, "Radicale stopped"
        time.sleep(0.05)
    raise AssertionError("Radicale did not start")


def _make_calendar(server: CalDavServer, name: str) -> None:
    from framdrift.integrations.caldav.protocol import Login

    headers = Login(name, PASSWORD).headers()
    request = Request(server.calendar(name), method="MKCALENDAR", headers=headers)
    with urlopen(request, timeout=10) as answer:
        assert answer.status == 201


@dataclass
class Told:
    """One answer of the stub: for a method and a path (with its query), once or for ever."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Stub:
    """A web server on this machine. `answers[(method, path)]` is what it says; `asked` what it was asked."""

    address: str
    answers: dict[tuple[str, str], Told] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)


@contextlib.contextmanager
def stub() -> Iterator[Stub]:
    """Listens until the test is over."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answering)
    found = Stub(f"http://127.0.0.1:{server.server_address[1]}")
    server.stub = found  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _answer(self) -> None:
        stub: Stub = self.server.stub  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        stub.asked.append((self.command, self.path, headers, body))
        path = self.path.partition("?")[0]
        told = stub.answers.get((self.command, self.path)) or stub.answers.get((self.command, path)) or Told(404)
        self.send_response(told.status)
        for name, value in ({"Content-Length": str(len(told.body))} | told.headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(told.body)

    def __getattr__(self, name: str) -> Callable[[], None]:
        """Any method: `do_PROPFIND` and whatever else is looked for."""
        if name.startswith("do_"):
            return self._answer
        raise AttributeError(name)

    def log_message(self, *args: Any) -> None:
        """Nothing is printed."""
