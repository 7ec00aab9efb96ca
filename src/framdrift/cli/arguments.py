"""What every subcommand shares: its output arguments, and how a command says no."""

from __future__ import annotations

import argparse
import locale
import os

LANGUAGES = ("sv", "en")

EXIT_DONE = 0
EXIT_FAILED = 1
EXIT_REFUSED = 2


class CallRefused(Exception):
    """The input or the call is wrong: exit 2. The sentence names the file, line or field, and what to do."""

    exit_status = EXIT_REFUSED


class CallFailed(Exception):
    """Tried and failed: exit 1, with a sentence."""

    exit_status = EXIT_FAILED


def add_output_arguments(parser: argparse.ArgumentParser) -> None:
    """`--lang sv|en` (default: the locale) and `--json`."""
    parser.add_argument("--lang", choices=LANGUAGES, default=language_of_locale(), help="language of the report")
    parser.add_argument("--json", action="store_true", help="print one JSON document and nothing else")


def language_of_locale() -> str:
    """`sv` when the locale's messages are Swedish, else `en`."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "sv" if value.lower().startswith("sv") else "en"
    language, _ = locale.getlocale()
    return "sv" if (language or "").lower().startswith(("sv", "swedish")) else "en"
