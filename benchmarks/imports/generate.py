"""Invented files for the import benchmark: a table in CSV and an export as Lever's, of the same people and steps.

Every person goes through four steps in one of a hundred assignments, so that rows are four times the people. The same
number of rows gives the same file.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

STEPS = ("Application", "Screening", "Interview", "Offer")
_ASSIGNMENTS = 100
_BEGAN = datetime(2024, 1, 8, 8, tzinfo=UTC)
_HEADER = ("candidate id", "name", "email", "company", "job", "stage", "entered", "left")


def table(path: Path, rows: int) -> None:
    """A CSV file of `rows` rows: one row tells of one person at one step."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(_HEADER)
        for person in range(rows // len(STEPS)):
            began = list(_began(person))
            for place, step in enumerate(STEPS):
                left = began[place + 1].isoformat() if place + 1 < len(STEPS) else ""
                writer.writerow([*_named(person), *_where(person), step, began[place].isoformat(), left])


def lever(path: Path, rows: int) -> None:
    """One JSON document as Lever exports it, with `rows` stage changes in all."""
    stages = [{"id": f"st-{place}", "text": step} for place, step in enumerate(STEPS)]
    postings = [{"id": f"po-{number}", "text": f"Tjänst {number}"} for number in range(_ASSIGNMENTS)]
    with path.open("w", encoding="utf-8") as stream:
        stream.write(f'{{"stages": {json.dumps(stages)}, "postings": {json.dumps(postings)}, "data": [\n')
        for person in range(rows // len(STEPS)):
            stream.write(",\n" if person else "")
            json.dump(_opportunity(person), stream, ensure_ascii=False)
        stream.write("\n]}\n")


def _opportunity(person: int) -> dict[str, Any]:
    key, name, email = _named(person)
    changes = [
        {"toStageId": f"st-{place}", "toStageIndex": place, "updatedAt": int(at.timestamp() * 1000), "userId": "us-1"}
        for place, at in enumerate(_began(person))
    ]
    return {
        "id": f"opp-{person}",
        "contact": key,
        "name": name,
        "emails": [email],
        "applications": [{"id": f"ap-{person}", "posting": f"po-{person % _ASSIGNMENTS}"}],
        "stageChanges": changes,
    }


def _named(person: int) -> tuple[str, str, str]:
    return f"p-{person}", f"Åsa Lönn {person}", f"asa.{person}@people.example"


def _where(person: int) -> tuple[str, str]:
    number = person % _ASSIGNMENTS
    return f"Kund {number % 10} AB", f"Tjänst {number}"


def _began(person: int) -> Iterator[datetime]:
    for place in range(len(STEPS)):
        yield _BEGAN + timedelta(hours=person % 5000, days=4 * place)
