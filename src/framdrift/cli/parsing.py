"""Reads a call. `argparse` speaks the reader's language: what it says and our help stand in the product's catalogue."""

from __future__ import annotations

import argparse
import gettext
import os
from collections.abc import Sequence
from typing import Final

from framdrift.cli.arguments import LANGUAGES, language_of_locale
from framdrift.cli.language import LOCALE
from framdrift.science.refusals import gettext_noop

_DOMAIN: Final = "django"
SENTENCES: Final = (
    gettext_noop("usage: "),
    gettext_noop("%(heading)s:"),
    gettext_noop("positional arguments"),
    gettext_noop("options"),
    gettext_noop("show this help message and exit"),
    gettext_noop("show program's version number and exit"),
    gettext_noop("%(prog)s: error: %(message)s\n"),
    gettext_noop("argument %(argument_name)s: %(message)s"),
    gettext_noop("the following arguments are required: %s"),
    gettext_noop("one of the arguments %s is required"),
    gettext_noop("unrecognized arguments: %s"),
    gettext_noop("not allowed with argument %s"),
    gettext_noop("ignored explicit argument %r"),
    gettext_noop("ambiguous option: %(option)s could match %(matches)s"),
    gettext_noop("unexpected option string: %s"),
    gettext_noop("expected one argument"),
    gettext_noop("expected at most one argument"),
    gettext_noop("expected at least one argument"),
    gettext_noop("invalid %(type)s value: %(value)r"),
    gettext_noop("invalid choice: %(value)r (choose from %(choices)s)"),
    gettext_noop("can't open '%(filename)s': %(error)s"),
)
"""What `argparse` says to whoever calls, as it words it (Python 3.11 to 3.13); a test holds them against its source."""


def expected(number: int) -> str:
    """What it says of a number of values that lack: the one sentence with a plural."""
    return gettext.ngettext("expected %s argument", "expected %s arguments", number)


class _Help(argparse.HelpFormatter):
    def _get_help_string(self, action: argparse.Action) -> str | None:
        return gettext.gettext(action.help) if action.help else action.help


class Parser(argparse.ArgumentParser):
    """A parser whose help is shown in the language that `speak` chose."""

    def __init__(self, **options: object) -> None:
        super().__init__(**({"formatter_class": _Help} | options))  # type: ignore[arg-type]


def speak(language: str) -> None:
    """Let what `argparse` says be in this language from now on: it asks gettext, as the C library's programs do."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(_DOMAIN, str(LOCALE))
    gettext.textdomain(_DOMAIN)


def asked_language(words: Sequence[str]) -> str:
    """What `--lang` says in a call that is not read yet, else the locale's."""
    said = _about_language(words)
    return said[-1].removeprefix("--lang=") if said else language_of_locale()


def without_language(words: Sequence[str]) -> list[str]:
    """The call without its `--lang`, which may stand anywhere before `--`; one that is no language is refused."""
    only = Parser(prog="framdrift", usage=argparse.SUPPRESS)
    only.add_argument("--lang", choices=LANGUAGES)
    only.parse_args(_about_language(words))
    about = _places(words)
    return [word for place, word in enumerate(words) if place not in about]


def _about_language(words: Sequence[str]) -> list[str]:
    return [words[place] for place in _places(words)]


def _places(words: Sequence[str]) -> list[int]:
    end = words.index("--") if "--" in words else len(words)
    return [
        place
        for place in range(end)
        if words[place].partition("=")[0] == "--lang" or (place > 0 and words[place - 1] == "--lang")
    ]
