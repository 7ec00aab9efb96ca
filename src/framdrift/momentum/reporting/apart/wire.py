"""What goes between the two processes, one line of JSON each way. What arrives is the same as what was sent."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from framdrift.momentum.reporting.period import Period
from framdrift.momentum.reporting.shapes import CaseLine, CaseList, Cell, Chart, Document, Mark, Part, Table
from framdrift.organisations.access import Viewer

Told = dict[str, Any]

STAFF, CLIENT, CASES = "staff", "client", "cases"


@dataclass(frozen=True, slots=True)
class Question:
    """A report (`what`: STAFF or CLIENT) or the list behind a number (CASES, by `key`, at most `most` lines), for one
    reader, in one language."""

    what: str
    viewer: Viewer
    period: Period
    language: str
    company_id: int | None = None
    key: str = ""
    most: int = 0


def line_of(told: Told) -> bytes:
    """One line, its end included. JSON has no bare line breaks inside."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), default=_instant).encode() + b"\n"


def question_told(question: Question) -> Told:
    """Of the reader goes what decides what they may see, and no name."""
    viewer, period = question.viewer, question.period
    return {
        "what": question.what,
        "viewer": {
            "kind": viewer.kind,
            "pseudonym": viewer.pseudonym,
            "account_id": viewer.account_id,
            "company_id": viewer.company_id,
            "roles": sorted(viewer.roles),
        },
        "first_on": period.first_on.isoformat(),
        "last_on": period.last_on.isoformat(),
        "as_of": period.as_of.isoformat(),
        "zone": str(period.zone),
        "language": question.language,
        "company_id": question.company_id,
        "key": question.key,
        "most": question.most,
    }


def question_of(told: Told) -> Question:
    """The question that was told."""
    viewer = told["viewer"]
    return Question(
        what=told["what"],
        viewer=Viewer(**{**viewer, "roles": frozenset(viewer["roles"])}),
        period=Period(
            date.fromisoformat(told["first_on"]),
            date.fromisoformat(told["last_on"]),
            datetime.fromisoformat(told["as_of"]),
            ZoneInfo(told["zone"]),
        ),
        language=told["language"],
        company_id=told["company_id"],
        key=told["key"],
        most=told["most"],
    )


def answer_told(answer: Document | CaseList | None) -> Told:
    """A document, a list, or that there is no such list."""
    return {} if answer is None else asdict(answer)


def document_of(told: Told) -> Document:
    """The document that was told."""
    return Document(told["language"], told["title"], told["lead"], tuple(_part(part) for part in told["parts"]))


def cases_of(told: Told) -> CaseList | None:
    """The list that was told; None where there is none."""
    if not told:
        return None
    lines = tuple(CaseLine(**{**one, "first_at": datetime.fromisoformat(one["first_at"])}) for one in told["lines"])
    return CaseList(**{**told, "lines": lines})


def _part(told: Told) -> Part:
    return Part(
        key=told["key"],
        title=told["title"],
        sentence=told["sentence"],
        chart=told["chart"] and _chart(told["chart"]),
        table=told["table"] and _table(told["table"]),
        notes=tuple(told["notes"]),
    )


def _chart(told: Told) -> Chart:
    return Chart(told["unit"], tuple(Mark(**mark) for mark in told["marks"]), told["is_share"])


def _table(told: Told) -> Table:
    rows = tuple(tuple(Cell(**cell) for cell in row) for row in told["rows"])
    return Table(told["caption"], tuple(told["heads"]), rows)


def _instant(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{value!r} is not for the wire")
