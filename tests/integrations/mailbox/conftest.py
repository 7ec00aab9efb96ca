"""A real IMAP server with an empty mailbox for each test."""

from __future__ import annotations

import imaplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings

USER, PASSWORD = "ansok", "hemligt"
_PATIENCE_SECONDS = 20


@pytest.fixture
def server(settings: LazySettings, tmp_path: Path) -> Iterator[imaplib.IMAP4]:
    """A mail program's own connection to the server that the settings name."""
    port = _free_port()
    command = [str(Path(sys.executable).with_name("pymap")), "--host", "127.0.0.1", "--port", str(port), "--no-tls"]
    with (tmp_path / "pymap.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "dict", "--demo-user", USER, "--demo-password", PASSWORD], stdout=log, stderr=log
        )
        settings.FRAMDRIFT_IMAP_HOST, settings.FRAMDRIFT_IMAP_PORT = "127.0.0.1", port
        settings.FRAMDRIFT_IMAP_SECURITY = "none"
        settings.FRAMDRIFT_IMAP_USER, settings.FRAMDRIFT_IMAP_PASSWORD = USER, PASSWORD
        settings.MEDIA_ROOT = tmp_path / "files"
        try:
            yield _signed_in(port)
        finally:
            process.terminate()
            process.wait(10)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _signed_in(port: int) -> imaplib.IMAP4:
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            client = imaplib.IMAP4("127.0.0.1", port, timeout=10)
            break
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
    client.login(USER, PASSWORD)
    return client
