"""Starts the real server and worker on a filled database; start to first page, and what each weighs after use."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

_PATIENCE_SECONDS = 120
_VISITS = 40


def weigh(environment: Mapping[str, str], pages: list[str]) -> dict[str, Any]:
    """Start seconds of the web server, and resident MB of the largest web process and of the worker after use."""
    port = _free_port()
    env = {**os.environ, **environment, "FRAMDRIFT_DEMO": "1", "FRAMDRIFT_PORT": str(port)}
    begun = time.perf_counter()
    web = subprocess.Popen([sys.executable, "-m", "framdrift.cli.main", "serve"], env=env, stderr=subprocess.DEVNULL)
    worker = subprocess.Popen(
        [sys.executable, "-m", "framdrift.cli.main", "worker"], env=env, stderr=subprocess.DEVNULL
    )
    try:
        first = _first_page(f"http://127.0.0.1:{port}/", begun)
        _visit(f"http://127.0.0.1:{port}", pages)
        time.sleep(4)
        return {
            "first_page_seconds": round(first, 2),
            "web_mb": max(map(_resident_mb, _family(web.pid)[1:]), default=_resident_mb(web.pid)),
            "web_watcher_mb": _resident_mb(web.pid),
            "worker_mb": max(map(_resident_mb, _family(worker.pid))),
        }
    finally:
        for process in (web, worker):
            process.terminate()
        for process in (web, worker):
            process.wait(60)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _first_page(address: str, begun: float) -> float:
    while time.perf_counter() - begun < _PATIENCE_SECONDS:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return time.perf_counter() - begun
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.02)
    raise SystemExit("the server did not answer")


def _visit(address: str, pages: list[str]) -> None:
    """Enter as the agency's lead, as a person would, and go round the pages."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    form = opener.open(f"{address}/demo/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    if token is None:
        raise SystemExit("the page for entering has no form")
    body = f"csrfmiddlewaretoken={token.group(1)}".encode()
    opener.open(urllib.request.Request(f"{address}/demo/enter/lead/", data=body, headers={"Referer": address})).close()
    for number in range(_VISITS):
        opener.open(address + pages[number % len(pages)]).close()


def _family(pid: int) -> list[int]:
    """The process and its children's children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in _family(int(child)))]


def _resident_mb(pid: int) -> float:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return round(int(found.group(1)) / 1024, 1) if found else 0.0
