"""A child that ends with its parent, also when the parent is killed: it reads a pipe that then closes."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading

OPTION = "--until-stdin-closes"


def add_argument(parser: argparse.ArgumentParser) -> None:
    """The option that `framdrift run` gives its children."""
    parser.add_argument(OPTION, action="store_true", help=argparse.SUPPRESS)


def hold(arguments: argparse.Namespace) -> None:
    """Where asked for: end this process as by SIGTERM once standard input closes."""
    if arguments.until_stdin_closes:
        threading.Thread(target=_wait, daemon=True).start()


def _wait() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
