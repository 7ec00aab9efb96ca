"""`framdrift export company|person|programme WHICH`: everything about it in open formats, in one zip."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framdrift.cli import installation
from framdrift.cli.arguments import EXIT_DONE, CallFailed, CallRefused, add_output_arguments
from framdrift.cli.language import language
from framdrift.cli.progress import Progress
from framdrift.science.refusals import gettext_noop

if TYPE_CHECKING:
    from datetime import datetime

    from framdrift.cli.exporting.archive import Written
    from framdrift.cli.exporting.subject import Subject

_WHAT = {
    "company": ("NAME|NUMBER", gettext_noop("a client company with all its rows")),
    "person": (
        "EMAIL|NUMBER",
        gettext_noop("a candidate or an employee; candidate:NUMBER or employee:NUMBER says which"),
    ),
    "programme": ("NUMBER", gettext_noop("a programme of talks, without what was said")),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What, which one, and where to; an existing file is never overwritten."""
    kinds = parser.add_subparsers(dest="what", required=True, metavar="|".join(_WHAT))
    for name, (which, help_) in _WHAT.items():
        kind = kinds.add_parser(name, help=help_)
        kind.add_argument("which", metavar=which, help=help_)
        kind.add_argument(
            "-o", dest="file", type=Path, metavar="FILE.zip", help="the file to write (default: a dated name here)"
        )
        add_output_arguments(kind)


def run(arguments: argparse.Namespace) -> int:
    """Find it, write it, and say what the file holds."""
    installation.enter(arguments.lang)
    installation.require_tables()
    from django.utils import timezone

    at = timezone.now()
    subject = _subject(arguments)
    target = _target(arguments.file, subject, at)
    written = _write(subject, target, lang=arguments.lang, at=at)
    _tell(arguments, subject, target, written, at)
    return EXIT_DONE


def _subject(arguments: argparse.Namespace) -> Subject:
    from django.utils.translation import gettext as _

    from framdrift.cli.exporting import asked

    which: str = arguments.which
    if not which.strip() or _is_no_text(which):
        raise CallRefused(_("Say which one: a name, an address or a number."))
    find = {"company": asked.company, "person": asked.person, "programme": asked.programme}[arguments.what]
    return find(which)


def _is_no_text(argument: str) -> bool:
    """Bytes of the call that are no text in the locale: no database takes them."""
    return any("\ud800" <= sign <= "\udfff" for sign in argument)


def _target(chosen: Path | None, subject: Subject, at: datetime) -> Path:
    from django.utils import timezone
    from django.utils.translation import gettext as _

    day = timezone.localdate(at).isoformat()
    target = chosen or Path(f"framdrift-{subject.kind}-{subject.pk}-{day}.zip")
    if target.exists():
        raise CallRefused(_("%(file)s exists already: choose another name.") % {"file": target})
    if not target.parent.is_dir():
        raise CallRefused(_("There is no folder %(folder)s: make it, or choose another.") % {"folder": target.parent})
    return target


def _write(subject: Subject, target: Path, *, lang: str, at: datetime) -> Written:
    from django.utils.translation import gettext as _

    from framdrift.cli.exporting import archive

    try:
        with Progress(sys.stderr, language(lang)) as progress:
            return archive.write(subject, target, language=lang, at=at, tell=progress.say)
    except archive.TargetExists:
        raise CallRefused(_("%(file)s exists already: choose another name.") % {"file": target}) from None
    except OSError as error:
        words = {"file": target, "error": error.strerror}
        raise CallFailed(_("%(file)s cannot be written: %(error)s") % words) from None


def _tell(arguments: argparse.Namespace, subject: Subject, target: Path, written: Written, at: datetime) -> None:
    from django.utils.translation import gettext as _

    from framdrift.cli.exporting import readme

    for name in written.missing:
        print(_("Kept, but not on disk: %(file)s") % {"file": name}, file=sys.stderr)
    if arguments.json:
        summary: dict[str, Any] = {
            "file": str(target),
            "kind": subject.kind,
            "id": subject.pk,
            "name": subject.name,
            "made_at": at.isoformat(),
            "tables": written.rows,
            "files": written.files,
            "missing_files": written.missing,
            "left_out": readme.left_out(subject),
        }
        print(json.dumps(summary, ensure_ascii=False))
        return
    count = {"file": target, "rows": sum(written.rows.values()), "files": written.files}
    print(_("Written: %(file)s (%(rows)s rows, %(files)s files).") % count)
    print("\n".join(readme.left_out(subject)))
