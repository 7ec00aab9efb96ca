"""`framdrift import`: reads an export of another system into the database, or says what that would come to."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framdrift.cli import import_roster, import_survey, installation
from framdrift.cli.arguments import EXIT_DONE, EXIT_FAILED, CallFailed, CallRefused, add_output_arguments
from framdrift.cli.printing import say

if TYPE_CHECKING:
    from framdrift.recruiting.import_runs import Report
    from framdrift.recruiting.transitions.told import Reading, Unread

FORMATS = ("table", "csv", "xlsx", "greenhouse", "ashby", "lever", "teamtailor", "xes", "roster", "survey")
_TABLES = frozenset({"table", "csv", "xlsx"})
_SHOWN_STAGES = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The format, the file or folder, and what the file does not say."""
    parser.add_argument("format", choices=FORMATS, metavar="FORMAT", help=", ".join(FORMATS))
    parser.add_argument("path", type=Path, metavar="PATH", help="a file, or a folder of JSON files")
    parser.add_argument("--company", default="", metavar="NAME", help="the client company, where the file names none")
    parser.add_argument("--assignment", default="", metavar="NAME", help="the assignment, where the file names none")
    parser.add_argument("--map", type=Path, metavar="MAP.yaml", help="what columns, stages, outcomes and reasons mean")
    parser.add_argument("--encoding", default="", metavar="NAME", help="the encoding of a CSV file, such as cp1252")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
    add_output_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """0 when rows were taken (or known already); 1 when every row was refused; 2 when the file or the call is wrong."""
    installation.enter(arguments.lang)
    from framdrift.foundation.sqlite.aside import on_a_copy

    path = _existing(arguments.path)
    with on_a_copy() if arguments.dry_run else nullcontext():
        _set_up_tables()
        return _take_in(arguments, path)


def _take_in(arguments: argparse.Namespace, path: Path) -> int:
    from framdrift.recruiting.transitions.told import Unreadable

    if arguments.format == "roster":
        return import_roster.run(arguments, path=path, mapping=_mapping_of(arguments))
    if arguments.format == "survey":
        return import_survey.run(arguments, path=path, mapping=_mapping_of(arguments))
    now = datetime.now(UTC)
    reading = _reading(arguments, path, now)
    try:
        with _progress() as progress:
            report = _import(arguments, path, reading, now, progress)
    except Unreadable as no:
        raise CallRefused(str(no)) from None
    _print(report, arguments)
    return EXIT_FAILED if report.refused and len(report.refused) == report.rows else EXIT_DONE


def _import(
    arguments: argparse.Namespace, path: Path, reading: Reading, now: datetime, progress: Callable[[int, int], None]
) -> Report:
    from framdrift.organisations.access import SYSTEM
    from framdrift.recruiting import import_runs as runs

    told: dict[str, Any] = {"path": path, "reading": reading, "by": SYSTEM, "at": now}
    if arguments.dry_run:
        return runs.try_out(kind=arguments.format, progress=progress, **told)
    started = runs.begin(source=reading.source, **told)
    return runs.carry_out(run=started, kind=arguments.format, progress=progress, **told)


def _existing(path: Path) -> Path:
    from django.utils.translation import gettext as _

    if not path.exists():
        raise CallRefused(_("%(file)s: there is no such file.") % {"file": path})
    return path


def _reading(arguments: argparse.Namespace, path: Path, now: datetime) -> Reading:
    from framdrift.foundation.calendar import agency_zone
    from framdrift.recruiting.transitions.told import Reading

    mapping = _mapping_of(arguments)
    source = str(mapping.pop("source", "") or ("table" if arguments.format in _TABLES else arguments.format))
    stem = path.name.split(".")[0]
    fallback = "" if arguments.format in _TABLES else stem
    of_log = stem if arguments.format == "xes" else ""
    return Reading(
        source=source[:60],
        arrived_at=now,
        zone=agency_zone(),
        company=arguments.company.strip() or str(mapping.pop("company", "") or "") or fallback,
        assignment=arguments.assignment.strip() or str(mapping.pop("assignment", "") or "") or of_log,
        file_name=path.name,
        mapping=mapping,
    )


def _mapping_of(arguments: argparse.Namespace) -> dict[str, Any]:
    mapping = _mapping(arguments.map) if arguments.map else {}
    if arguments.encoding:
        mapping["encoding"] = arguments.encoding
    return mapping


def _mapping(path: Path) -> dict[str, Any]:
    import yaml
    from django.utils.translation import gettext as _

    from framdrift.cli.written_yaml import Written

    try:
        content = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=Written)
    except OSError as problem:
        raise CallRefused(
            _("%(file)s: cannot be read (%(reason)s).") % {"file": path, "reason": problem.strerror}
        ) from None
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as problem:
        reason = " ".join(str(problem).split())[:200]
        raise CallRefused(_("%(file)s: not YAML (%(reason)s).") % {"file": path, "reason": reason}) from None
    parts = {"columns", "stages", "outcomes", "reasons", "exits"}
    if not isinstance(content, dict) or any(not isinstance(content.get(name) or {}, dict) for name in parts):
        raise CallRefused(_("%(file)s: a mapping has columns, stages, outcomes or reasons.") % {"file": path})
    return content


def _set_up_tables() -> None:
    from django.conf import settings
    from django.core.management import call_command
    from django.db import DatabaseError
    from django.utils.translation import gettext as _

    from framdrift.foundation.checks import unapplied_migrations

    Path(settings.FRAMDRIFT_HOME).mkdir(parents=True, exist_ok=True)
    try:
        if unapplied_migrations():
            call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    except DatabaseError as error:
        raise CallFailed(_("The database cannot be set up: %(error)s") % {"error": str(error).strip()}) from None


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, nothing where standard error is a file or a pipe."""
    from tqdm import tqdm

    with tqdm(file=sys.stderr, disable=None, leave=False, unit=" rows") as bar:

        def tell(done: int, total: int) -> None:
            bar.total = total or None
            bar.update(done - bar.n)

        yield tell


def _print(report: Report, arguments: argparse.Namespace) -> None:
    if arguments.json:
        refused = [_refused(one) for one in report.refused]
        told: dict[str, Any] = {
            "rows": report.rows,
            "added": report.added,
            "changed": report.changed,
            "known": report.known,
        }
        told |= {"new": report.new, "unknown_stages": report.unknown_stages, "refused": refused}
        told["left_out"] = [{"file": name, "reason": why or None} for name, why in report.left_out.items()]
        print(json.dumps({"dry_run": arguments.dry_run, **told}, ensure_ascii=False))
        return
    for line in _sentences(report, dry_run=arguments.dry_run):
        say(line)


def _refused(one: Unread) -> dict[str, Any]:
    """Of an export of JSON, `line` is the number of the entry in its file."""
    told = {"line": one.line, "field": one.field, "reason": one.reason}
    if one.place is None:
        return told
    place = one.place
    return told | {
        "line": place.entry or one.line,
        "file": place.file,
        "list": place.under or None,
        "entry": place.entry,
        "id": place.id or None,
    }


def _left_out(files: Mapping[str, str]) -> Iterator[str]:
    """The files of a folder that nothing was taken from: those that are known, with why, apart from the others."""
    from django.utils.translation import gettext as _

    known = {name: why for name, why in files.items() if why}
    if known:
        yield _("Files that are not needed here and were left out:")
    for name, why in known.items():
        yield f"  {name}: {why}"
    if unknown := [name for name, why in files.items() if not why]:
        yield _("Files in which nothing known here was found: %(files)s.") % {"files": ", ".join(unknown)}


def _sentences(report: Report, *, dry_run: bool) -> Iterator[str]:
    from django.utils.translation import gettext as _
    from django.utils.translation import ngettext

    yield from _left_out(report.left_out)
    for one in report.refused:
        where = one.where() or _("line %(line)d") % {"line": one.line}
        where += f", {one.field}" if one.field else ""
        yield _("Refused: %(where)s: %(reason)s") % {"where": where, "reason": one.reason}
    if report.unknown_stages:
        words = {"stages": ", ".join(report.unknown_stages[:_SHOWN_STAGES])}
        yield _("Stages not known, taken as screening; say in a mapping what they mean: %(stages)s.") % words
    if dry_run:
        yield _("Nothing was changed. This is what would happen:")
    counts = {"added": report.added, "changed": report.changed, "known": report.known, "refused": len(report.refused)}
    yield (
        ngettext("%(count)d entry", "%(count)d entries", report.rows) % {"count": report.rows}
        + ": "
        + _("%(added)d new, %(changed)d changed, %(known)d known already, %(refused)d refused.") % counts
    )
    new = _("New here: %(assignments)d assignments, %(candidates)d candidates, %(candidacies)d candidacies.")
    yield new % report.new
