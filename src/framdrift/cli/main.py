"""`framdrift COMMAND ...`: finds the module of the command and runs it; nothing else is imported."""

from __future__ import annotations

import argparse
import errno
import gettext
import importlib
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from io import TextIOWrapper
from types import ModuleType

from framdrift.cli.arguments import CallFailed, CallRefused
from framdrift.cli.language import translator
from framdrift.cli.parsing import Parser, asked_language, speak, without_language
from framdrift.cli.printing import say
from framdrift.science.refusals import gettext_noop

INTERRUPTED = 130

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)

DATABASE_SAID_NO = gettext_noop(
    "The database did not answer ({reason}). What was begun is taken back or goes on when the command is started again."
)

COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("run", gettext_noop("web server and worker together, as make run does")),
    "setup": ("setup", gettext_noop("begin for real: the agency and its first person")),
    "demo": ("demo", gettext_noop("fill an empty database with a living agency")),
    "serve": ("serve", gettext_noop("the web server")),
    "worker": ("worker", gettext_noop("jobs, letters and consequences")),
    "import": ("import_files", gettext_noop("read an export of another system into the database")),
    "analyse": ("analyse", gettext_noop("momentum analysis of an event log or an export")),
    "code": ("code", gettext_noop("suggest themes for passages; a person decides")),
    "release": ("release", gettext_noop("what may be told of one round of answers, and nothing more")),
    "simulate": ("simulate", gettext_noop("the open benchmark of momentum policies")),
    "plan": ("plan", gettext_noop("schedule interviews from a file")),
    "backup": ("backup", gettext_noop("write a consistent backup, also while running")),
    "restore": ("restore", gettext_noop("restore a backup on an empty machine")),
    "seal": ("seal", gettext_noop("the key of sealed answers: print its sheet, type it in again")),
    "export": ("export", gettext_noop("everything about a company, a person or a programme, in open formats")),
    "rights": ("rights", gettext_noop("a person's copy or erasure, handled by two people")),
    "check": ("check", gettext_noop("integrity of database, event chain, files and settings")),
}
"""Command -> (module in framdrift.cli, help in one line). A module offers `add_arguments(parser)` and `run(args)`."""


def main(argv: Sequence[str] | None = None) -> int:
    """Exit status: 0 done; 1 tried and failed; 2 the input or the call is wrong; 130 interrupted."""
    words = list(sys.argv[1:] if argv is None else argv)
    speak(asked_language(words))
    if not words:
        _overview().print_help()
        return 0
    name, *rest = without_language(words) or [""]
    if name not in COMMANDS:
        _overview().parse_args([name] if name else [])
    try:
        return _run(name, rest, asked_language(words))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has left, as `head` does
        _leave_output()
        return 0
    except OSError as problem:
        if problem.errno not in _NO_ROOM:
            raise
        _leave_output()
        message = translator(asked_language(words))("The output cannot be written ({reason}).")
        say(message.format(reason=problem.strerror), file=sys.stderr)
        return CallFailed.exit_status


def _run(name: str, words: Sequence[str], lang: str) -> int:
    module = importlib.import_module(f"framdrift.cli.{COMMANDS[name][0]}")
    arguments = _parser(name, module).parse_args(words)
    arguments.lang = lang
    _can_show_all(as_json=getattr(arguments, "json", False))
    try:
        status = int(module.run(arguments))
    except (CallRefused, CallFailed) as no:
        say(no, file=sys.stderr)
        return no.exit_status
    except Exception as problem:
        if not _is_of_the_database(problem):
            raise
        say(translator(lang)(DATABASE_SAID_NO).format(reason=str(problem).strip()), file=sys.stderr)
        return CallFailed.exit_status
    sys.stdout.flush()
    return status


def _is_of_the_database(problem: Exception) -> bool:
    """A database that is away, or kept by somebody else for too long. Commands without one never load Django."""
    django = sys.modules.get("django.db.utils")
    return django is not None and isinstance(problem, django.OperationalError)


def _can_show_all(*, as_json: bool) -> None:
    """JSON is UTF-8 whatever the locale; for people, a sign that the terminal lacks is shown by its number."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8" if as_json else None, errors="backslashreplace")


def _leave_output() -> None:
    """What is still to be written goes nowhere, so that nothing is said of it at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _overview() -> argparse.ArgumentParser:
    _ = gettext.gettext
    width = max(map(len, COMMANDS)) + 2
    lines = "\n".join(f"  {name.ljust(width)}{_(help_)}" for name, (_module, help_) in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="framdrift",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=f"{_('commands')}:\n{lines}\n\n{_('framdrift COMMAND --help tells more.')}",
    )
    parser.add_argument("command", choices=list(COMMANDS), metavar="COMMAND")
    parser.add_argument("--version", action="version", version=f"framdrift {version('framdrift')}")
    return parser


def _parser(name: str, module: ModuleType) -> argparse.ArgumentParser:
    parser = Parser(prog=f"framdrift {name}", description=gettext.gettext(COMMANDS[name][1]))
    module.add_arguments(parser)
    return parser


if __name__ == "__main__":
    sys.exit(main())
