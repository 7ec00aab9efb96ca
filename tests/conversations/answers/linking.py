"""An attacker who has everything that is kept, the seal key too, and knows in which order people answered.

`attack` compares every order that can be read off the answers' rows (each column, position in each table, row number,
place in the database's own files, transaction number) with the order in which the people stand everywhere else, and
looks for every token of an answer in every other row, letter and log line. What it finds is a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import erfc, sqrt
from pathlib import Path
from typing import Any

from django.db import connection

from framdrift.conversations.answers import dealing
from framdrift.conversations.answers.models import AnonymousRound, BlankAnswer
from framdrift.foundation import sealing, tables

SURE = 1e-6
"""Chance of an order at least so alike by accident; some tens of orders are looked at."""


@dataclass(frozen=True)
class Opened:
    """A filled place as who has the key reads it: the author's number in the words, and all that stands around them."""

    author: int
    marks: Mapping[str, Any]
    tokens: frozenset[str]


def attack(round_id: int, *, logged: Iterable[str] = ()) -> list[str]:
    """Every way found to tell who wrote what; empty where there is none."""
    places = opened(round_id)
    return [*_orders(places), *_tokens(places, logged)]


def opened(round_id: int) -> list[Opened]:
    """Every filled place with its rank by each thing that can be sorted by."""
    hidden = AnonymousRound.objects.get(pk=round_id)
    key = sealing.take(hidden.sealed_key)
    found = []
    rows = list(BlankAnswer.objects.filter(round=hidden))
    physical = _physical(rows)
    for number, row in enumerate(rows):
        about = f"place:{row.round_id}:{row.key}:{row.unit_id}:D"
        content = dealing.unpacked(sealing.unseal(bytes(row.sealed), key=key, about=about))
        words = " ".join(note.text for note in content.notes)
        author = re.search(r"author(\d+)", words)
        if author is None:
            continue
        inner = {f"note {name}": getattr(content.notes[0], name) for name in ("version", "save_no", "writer")}
        marks = {"position": number, "key": str(row.key), "drawer": row.drawer, "version": content.version}
        tokens = {content.receipt, str(row.key), *(note.writer for note in content.notes)}
        found.append(
            Opened(
                int(author[1]),
                marks | inner | physical[row.pk],
                frozenset(token for token in tokens if len(token) > 7),
            )
        )
    return found


def likeness(ranks: Sequence[float]) -> float:
    """Chance that a random order would be as like 0, 1, 2 ... as this one (Spearman's rank correlation, two-sided)."""
    n = len(ranks)
    mean = (n - 1) / 2
    spread = sum((rank - mean) ** 2 for rank in ranks) * sum((i - mean) ** 2 for i in range(n))
    if not spread:
        return 1.0
    rho = sum((rank - mean) * (i - mean) for i, rank in enumerate(ranks)) / sqrt(spread)
    return erfc(abs(rho) * sqrt((n - 1) / 2))


def _orders(places: list[Opened]) -> list[str]:
    by_author = sorted(places, key=lambda place: place.author)
    found = []
    for name in by_author[0].marks if by_author else ():
        values = [place.marks[name] for place in by_author]
        ranks = _ranks(values)
        if likeness(ranks) < SURE:
            found.append(f"the order of answers by {name} is that of the people")
    return found


def _ranks(values: Sequence[Any]) -> list[float]:
    """Ranks, ties in their middle."""
    ordered = sorted(values)
    first = {value: ordered.index(value) for value in set(values)}
    return [first[value] + (ordered.count(value) - 1) / 2 for value in values]


def _tokens(places: list[Opened], logged: Iterable[str]) -> list[str]:
    tokens = set().union(*(place.tokens for place in places)) if places else set()
    found = []
    for model in tables.kept():
        if model is BlankAnswer:
            continue
        text = "\n".join(tables.lines(model))
        found += [f"{model._meta.label} holds a token of an answer" for token in tokens if token in text]
    found += ["a log line holds a token of an answer" for line in logged for token in tokens if token in line]
    return sorted(set(found))


def _physical(rows: list[BlankAnswer]) -> dict[Any, dict[str, Any]]:
    if connection.vendor == "sqlite":
        return _in_sqlite(rows)
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, ctid::text, xmin::text::bigint, xmax::text::bigint FROM answers_blankanswer")
        found = {row[0]: row[1:] for row in cursor.fetchall()}
    return {row.pk: _of_postgres(*found[row.pk]) for row in rows}


def _of_postgres(ctid: str, xmin: int, xmax: int) -> dict[str, Any]:
    page, item = (int(part) for part in ctid.strip("()").split(","))
    return {"ctid": (page, item), "xmin": xmin, "xmax": xmax}


def _in_sqlite(rows: list[BlankAnswer]) -> dict[Any, dict[str, Any]]:
    """Row number, and where the sealed bytes lie in the file and in the write-ahead log (-1: not there)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, rowid FROM answers_blankanswer")
        numbers = {str(key).replace("-", ""): number for key, number in cursor.fetchall()}
        cursor.execute("PRAGMA database_list")
        file = Path(next(row[2] for row in cursor.fetchall() if row[1] == "main"))
    content = file.read_bytes() if file.is_file() else b""
    log = Path(f"{file}-wal")
    recent = log.read_bytes() if log.is_file() else b""
    return {
        row.pk: {
            "rowid": numbers[row.key.hex],
            "place in the file": content.find(bytes(row.sealed)[:64]),
            "place in the log": recent.rfind(bytes(row.sealed)[:64]),
        }
        for row in rows
    }
