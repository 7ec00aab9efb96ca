"""`framdrift analyse LOG`: where the time goes in any event log or export, with no database."""

from __future__ import annotations

import argparse
import json
import sys
from decimal import Decimal, InvalidOperation
from pathlib import Path
from zoneinfo import ZoneInfo

from framdrift.cli.analysis_report.document import document_of
from framdrift.cli.arguments import CallFailed, CallRefused, add_output_arguments
from framdrift.cli.language import Language, language
from framdrift.cli.log_files import FORMATS, Reading, in_words, read_log, refused
from framdrift.cli.outcome_files import read_outcomes
from framdrift.cli.printing import say
from framdrift.cli.progress import Progress
from framdrift.science.eventlog.analysis import Analysis, Question, analyse
from framdrift.science.eventlog.instants import local_to_utc, read_iso
from framdrift.science.eventlog.log import EventLog
from framdrift.science.eventlog.outcomes import DEFAULT_DAYS
from framdrift.science.eventlog.refusals import LogRefused
from framdrift.science.refusals import gettext_noop

REPORT_KINDS = (".html", ".pdf")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the contract, and the shared ones for output."""
    parser.description = "Where the time goes in an event log: waits per step with open ones counted fairly."
    parser.add_argument("log", metavar="LOG", type=Path, help="a file, or a folder of a system's exports")
    parser.add_argument("--format", choices=FORMATS, default="auto")
    for role, what in (
        ("case", gettext_noop("column or attribute: what the events belong to")),
        ("activity", gettext_noop("column or attribute: what happened")),
        ("timestamp", gettext_noop("column or attribute: when")),
        ("resource", gettext_noop("column or attribute: who")),
    ):
        parser.add_argument(f"--{role}", metavar="COL", help=what)
    parser.add_argument("--object", metavar="TYPE", help="object-centric logs: the object type that is the case")
    parser.add_argument("--as-of", metavar="INSTANT", help="see nothing later (default: the log's last instant)")
    parser.add_argument("--end", metavar="ACTIVITY", action="append", default=[], help="nothing is awaited after it")
    parser.add_argument("--outcomes", metavar="OUTCOMES.yaml", type=Path, help="start and competing causes")
    parser.add_argument("--at", metavar="DAYS,DAYS", help="days at which outcomes are read (7,14,30,60,90)")
    parser.add_argument("--zone", metavar="ZONE", default="UTC", help="zone of times without offset (UTC)")
    parser.add_argument("--encoding", metavar="NAME", help="encoding of a text table that is not UTF-8")
    parser.add_argument("-o", "--output", metavar="REPORT.html|REPORT.pdf", type=Path, help="also write a report")
    add_output_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Read, analyse, print. Raises `CallRefused` (exit 2) and `CallFailed` (exit 1)."""
    words = language(args.lang)
    zone = _zone(args.zone, words)
    question = _question(args, zone, words)
    _check_output(args.output, words)
    with Progress(sys.stderr, words) as progress:
        progress.say(words.gettext("Reading {file} ...").format(file=args.log.name))
        log = read_log(args.log, _reading(args, zone), words)
        progress.say(words.gettext("Analysing {events} events ...").format(events=len(log)))
        analysis = _analysed(log, question, words)
    _remark(log, analysis, question, words)
    if args.output is not None:
        _write(args.output, analysis, args.log.name, words)
    _print(analysis, args, words)
    return 0


def _reading(args: argparse.Namespace, zone: ZoneInfo) -> Reading:
    return Reading(
        format=args.format,
        case=args.case,
        activity=args.activity,
        timestamp=args.timestamp,
        resource=args.resource,
        object_type=args.object,
        zone=zone,
        encoding=args.encoding,
    )


def _question(args: argparse.Namespace, zone: ZoneInfo, words: Language) -> Question:
    try:
        outcomes = None if args.outcomes is None else read_outcomes(args.outcomes)
    except LogRefused as refusal:
        raise refused(refusal, words) from refusal
    days = DEFAULT_DAYS if args.at is None else _days(args.at, words)
    if args.at is not None and outcomes is None:
        message = words.gettext("--at {text!r} picks days of outcomes: name those with --outcomes, or leave it out.")
        raise CallRefused(message.format(text=args.at))
    return Question(
        as_of=None if args.as_of is None else _instant(args.as_of, zone, words),
        ends=tuple(args.end),
        outcomes=outcomes,
        at_days=days,
    )


def _zone(name: str, words: Language) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError) as problem:
        message = words.gettext("--zone {zone!r} is not a time zone; write it like Europe/Stockholm.")
        raise CallRefused(message.format(zone=name)) from problem


def _instant(text: str, zone: ZoneInfo, words: Language) -> int:
    import numpy as np

    read = read_iso(text)
    if read is None:
        message = words.gettext("--as-of {text!r} is not an ISO 8601 instant such as 2026-03-01T12:00+01:00.")
        raise CallRefused(message.format(text=text))
    ticks, has_offset = read
    if has_offset:
        return ticks
    print(words.gettext("--as-of has no offset and is read in {zone}.").format(zone=zone.key), file=sys.stderr)
    try:
        return int(local_to_utc(np.array([ticks], dtype=np.int64), zone)[0])
    except LogRefused as refusal:
        raise refused(refusal, words) from refusal


def _days(text: str, words: Language) -> tuple[Decimal, ...]:
    try:
        days = tuple(Decimal(part.strip()) for part in text.split(","))
    except InvalidOperation:
        days = ()
    if not days or not all(day.is_finite() and 0 <= day <= 1_000_000 for day in days):
        message = words.gettext("--at {text!r} is not a list of days such as 7,14,30.")
        raise CallRefused(message.format(text=text))
    return days


def _check_output(path: Path | None, words: Language) -> None:
    """Refuse before the work what would fail after it."""
    if path is None:
        return
    if path.suffix.lower() not in REPORT_KINDS:
        message = words.gettext("-o {file}: the report is written as .html or .pdf.")
        raise CallRefused(message.format(file=path))
    if not path.parent.is_dir():
        raise CallRefused(words.gettext("-o {file}: there is no such folder.").format(file=path))


def _analysed(log: EventLog, question: Question, words: Language) -> Analysis:
    try:
        return analyse(log, question)
    except LogRefused as refusal:
        raise refused(refusal, words) from refusal


def _remark(log: EventLog, analysis: Analysis, question: Question, words: Language) -> None:
    """On standard error: how the log was read, and what was asked for that it does not hold."""
    notes = [in_words(remark.template, remark.values, words) for remark in log.remarks]
    present = set(log.activity_names)
    notes += [
        words.gettext("The end {activity!r} never occurs in the log.").format(activity=end)
        for end in analysis.log.ends
        if end not in present
    ]
    if question.outcomes is not None and question.outcomes.start not in present:
        message = words.gettext("The start {activity!r} never occurs in the log.")
        notes.append(message.format(activity=question.outcomes.start))
    if not analysis.log.ends:
        notes.append(words.gettext("No activity is an end: every case counts as open. Name ends with --end."))
    for note in notes:
        say(note, file=sys.stderr)


def _write(path: Path, analysis: Analysis, log_name: str, words: Language) -> None:
    if path.suffix.lower() == ".pdf":
        from framdrift.cli.analysis_report.pdf import pdf_report

        content = pdf_report(analysis, log_name, words)
    else:
        from framdrift.cli.analysis_report.html import html_report

        content = html_report(analysis, log_name, words).encode()
    try:
        path.write_bytes(content)
    except OSError as problem:
        message = words.gettext("{file}: cannot be written ({reason}).")
        raise CallFailed(message.format(file=path, reason=problem.strerror)) from problem


def _print(analysis: Analysis, args: argparse.Namespace, words: Language) -> None:
    if args.json:
        print(json.dumps(document_of(analysis), ensure_ascii=False, allow_nan=False, indent=2))
        return
    from framdrift.cli.analysis_report.text import text_report

    say(text_report(analysis, args.log.name, words))
