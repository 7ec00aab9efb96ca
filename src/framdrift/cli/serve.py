"""`framdrift serve`: the web server. This process only watches over the servers, so it does without Django."""

from __future__ import annotations

import argparse
import ipaddress
import os
import socket
from collections.abc import Callable
from types import ModuleType
from typing import Any

from framdrift.cli import installation, lifeline
from framdrift.cli.arguments import LANGUAGES, CallFailed, CallRefused, language_of_locale
from framdrift.cli.language import translator
from framdrift.foundation import memory


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Host and port come from the settings; here they can be chosen for once."""
    parser.add_argument("--host", help="address to listen on (default: FRAMDRIFT_HOST)")
    parser.add_argument("--port", type=int, help="port to listen on (default: FRAMDRIFT_PORT)")
    parser.add_argument("--lang", choices=LANGUAGES, default=language_of_locale(), help="language of messages")
    lifeline.add_argument(parser)


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted."""
    settings = installation.settings()
    words = translator(arguments.lang)
    address = address_to_bind(arguments.host or settings.FRAMDRIFT_HOST, demo=settings.FRAMDRIFT_DEMO, words=words)
    port = arguments.port or settings.FRAMDRIFT_PORT
    refuse_taken(address, port, words=words)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "framdrift.config.settings")
    memory.share_one_arena()
    lifeline.hold(arguments)
    _server(address, port, settings).serve()
    return 0


def address_to_bind(host: str, *, demo: bool, words: Callable[[str], str]) -> str:
    """The number of `host`; a demonstration, where anyone may enter as anyone, is for this machine alone."""
    _ = words
    try:
        address = "127.0.0.1" if host == "localhost" else str(ipaddress.ip_address(host.strip("[]")))
    except ValueError:
        raise CallRefused(
            _("FRAMDRIFT_HOST is %(host)s: write an address such as 127.0.0.1.") % {"host": host}
        ) from None
    if demo and not ipaddress.ip_address(address).is_loopback:
        raise CallRefused(
            _(
                "FRAMDRIFT_DEMO lets anyone enter as anyone, so it is served to this machine only: "
                "set FRAMDRIFT_HOST to 127.0.0.1 instead of %(host)s."
            )
            % {"host": host}
        )
    return address


def refuse_taken(address: str, port: int, *, words: Callable[[str], str]) -> None:
    """Say in words that another program has the port."""
    _ = words
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise CallFailed(
                _("Port %(port)s on %(address)s cannot be used (%(error)s): choose another with FRAMDRIFT_PORT.")
                % {"port": port, "address": address, "error": error.strerror}
            ) from None


def _server(address: str, port: int, settings: ModuleType) -> Any:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    return Granian(
        "framdrift.config.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=settings.FRAMDRIFT_WEB_WORKERS,
        blocking_threads=settings.FRAMDRIFT_WEB_THREADS,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    )
