"""What the file says of itself: what is in it, what is not and why, and how its columns are to be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from framdrift.cli.exporting.subject import Subject


def text(subject: Subject, *, rows: Mapping[str, int], missing: Sequence[str], at: datetime) -> str:
    """README.txt in the language at hand."""
    parts = [_head(subject, at), *_contents(subject), *_absences(subject)]
    if missing:
        parts.append("\n  ".join([_("Files that were kept and are not on disk:"), *missing]))
    counts = [f"  {count:>8}  {table}" for table, count in rows.items()]
    return "\n\n".join([*parts, "\n".join([_("Rows by table:"), *counts])]) + "\n"


def left_out(subject: Subject) -> list[str]:
    """What is not in the file, in sentences; also for the summary."""
    return list(_absences(subject))


def _head(subject: Subject, at: datetime) -> str:
    whose = {
        "company": _("Everything about the company %(name)s (number %(number)s)."),
        "candidate": _("Everything about the candidate %(name)s (number %(number)s)."),
        "employee": _("Everything about the employee %(name)s (number %(number)s)."),
        "programme": _("Everything about the programme %(name)s (number %(number)s)."),
    }[subject.kind]
    made = _("Written %(at)s by Framdrift. It holds personal data: keep it locked, and delete it when it has served.")
    words = {"name": subject.name, "number": subject.pk}
    return f"{whose % words}\n{made % {'at': at.isoformat(timespec='seconds')}}"


def _contents(subject: Subject) -> Iterator[str]:
    yield _(
        "tables/ holds each table twice. The CSV is UTF-8 with commas (RFC 4180); an empty cell is nothing or empty "
        "text; a text that a spreadsheet could run as a formula (it begins with = + - @ or a control character) has an "
        "apostrophe before it. The JSON says exactly what is kept. Instants are ISO 8601 in UTC."
    )
    yield _(
        "codebook.csv explains every column: its class, what it is for, its legal basis and how long it is kept. "
        "Columns that end in _id hold the id of a row in another table; people at the agency stand by number."
    )
    if subject.kind != "programme":
        yield _("files/ holds what was uploaded or came with messages; the number first in a name is the row's id.")
    if subject.own_copy:
        yield _(
            "own_data.json is what the person may see themselves, and what you hand over when they ask for a copy. The "
            "rest tells of others too (colleagues' notes, references, companies) and is the agency's own."
        )


def _absences(subject: Subject) -> Iterator[str]:
    if subject.kind != "candidate":
        yield _(
            "Not here: what people said in talks. It is sealed, and nobody gets it alone: a person's own words are "
            "opened by two people together with framdrift rights."
        )
    yield _(
        "Not here: passwords, keys and other secrets, and the words of letters, since they carry personal addresses "
        "that open pages."
    )
    if subject.kind == "company":
        yield _(
            "Not here: rows of other companies, what belongs to the agency as a whole, and what a candidate has "
            "agreed with the agency alone. Assessments and notes are the agency's: this is not a file for the client."
        )
