"""`framdrift run`: sets up the database and keeps web server and worker going, side by side."""

from __future__ import annotations

import argparse
import importlib
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from threading import Event

from framdrift.cli import installation, lifeline, serve
from framdrift.cli.arguments import LANGUAGES, CallFailed, language_of_locale
from framdrift.cli.language import translator

_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
_STEADY_SECONDS = 60.0
_PATIENCE_SECONDS = 15.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing but the language."""
    parser.add_argument("--lang", choices=LANGUAGES, default=language_of_locale(), help="language of messages")


def run(arguments: argparse.Namespace) -> int:
    """Go on until SIGTERM or Ctrl-C; a child that crashes is started again."""
    installation.enter(arguments.lang)
    from django.conf import settings

    words = translator(arguments.lang)
    address = serve.address_to_bind(settings.FRAMDRIFT_HOST, demo=settings.FRAMDRIFT_DEMO, words=words)
    serve.refuse_taken(address, settings.FRAMDRIFT_PORT, words=words)
    _set_up(arguments.lang, demo=settings.FRAMDRIFT_DEMO)
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    _supervise([Child("serve", arguments.lang), Child("worker", arguments.lang)], stop)
    return 0


def _set_up(language: str, *, demo: bool) -> None:
    from django.core.management import call_command
    from django.db import DatabaseError, connection
    from django.utils.translation import gettext as _

    from framdrift.foundation.checks import unapplied_migrations

    try:
        if unapplied_migrations():
            print(_("Setting up the database ..."), file=sys.stderr, flush=True)
            call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
        if demo:
            _fill_if_empty(language)
    except DatabaseError as error:
        raise CallFailed(_("The database cannot be set up: %(error)s") % {"error": str(error).strip()}) from None
    connection.close()


def _fill_if_empty(language: str) -> None:
    """A demonstration on an empty database begins with a living agency."""
    from django.utils.translation import gettext as _

    from framdrift.foundation import tables

    if all(label in tables.MACHINERY for label in tables.with_rows(tables.kept())):
        print(_("Filling it with an agency to try; this takes about a minute ..."), file=sys.stderr, flush=True)
        demo = importlib.import_module("framdrift.cli.demo")
        parser = argparse.ArgumentParser()
        demo.add_arguments(parser)
        demo.run(parser.parse_args(["--lang", language]))


@dataclass
class Child:
    """One of the two processes, and how often it had to be started."""

    command: str
    language: str
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = _FIRST_PAUSE
    not_before: float = field(default=0.0)

    def start(self) -> None:
        """Start it, tied to this process by a pipe."""
        line = [sys.executable, "-m", "framdrift.cli.main", self.command, "--lang", self.language, lifeline.OPTION]
        self.process, self.started = subprocess.Popen(line, stdin=subprocess.PIPE), time.monotonic()

    def look_after(self) -> None:
        """Start it again if it has ended, with growing pauses while it keeps ending soon."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            soon = now - self.started < _STEADY_SECONDS
            self.pause = min(self.pause * 2, _LONGEST_PAUSE) if soon else _FIRST_PAUSE
            print(f"framdrift {self.command}: {self.process.returncode}, {self.pause:g} s", file=sys.stderr)
            self.process, self.not_before = None, now + self.pause
        if self.process is None and now >= self.not_before:
            self.start()

    def end(self, deadline: float) -> None:
        """Ask it to end; after `deadline` (monotonic seconds) it is killed."""
        if self.process is None:
            return
        try:
            self.process.wait(max(deadline - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _supervise(children: list[Child], stop: Event) -> None:
    said = False
    try:
        while not stop.is_set():
            for child in children:
                child.look_after()
            said = said or _greet_when_up()
            stop.wait(0.5 if said else 0.1)
    finally:
        for child in children:
            if child.process is not None:
                child.process.terminate()
        deadline = time.monotonic() + _PATIENCE_SECONDS
        for child in children:
            child.end(deadline)


def _greet_when_up() -> bool:
    """Print the address once the server answers."""
    from django.conf import settings
    from django.utils.translation import gettext as _

    local = f"http://{settings.FRAMDRIFT_HOST}:{settings.FRAMDRIFT_PORT}/healthz"
    try:
        urllib.request.urlopen(local, timeout=2).close()
    except urllib.error.HTTPError:
        pass
    except OSError:
        return False
    print(
        _("Framdrift is running: %(address)s (Ctrl-C stops it)") % {"address": settings.FRAMDRIFT_ADDRESS}, flush=True
    )
    return True
