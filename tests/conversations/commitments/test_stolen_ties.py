"""Who steals the database and not the seal key: no commitment of levels B to D leads to a talk or a person.

The thief knows in which order the people talked, and compares it with every order in which the commitments stand: each
column, each table that names them, row numbers, places in the database's own files, transaction numbers. The same
thief sees weaker variants.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import ForeignKey

from framdrift.conversations.answers import ties
from framdrift.conversations.answers.ties import led_to
from framdrift.conversations.commitments import actions, queries, upkeep
from framdrift.conversations.commitments.erasure import forget_origins
from framdrift.conversations.kinds import Helped
from framdrift.conversations.models import Commitment, CommitmentReport, CommitmentVerdict, Invitation
from framdrift.foundation import seal_file, tables
from framdrift.organisations.access import viewer_of
from tests.cast import Cast
from tests.conversations.answers.linking import SURE, likeness
from tests.conversations.answers.test_stolen import seen, stolen_database
from tests.conversations.answers.world import Place, Talks, employee_viewer, settle, viewer
from tests.conversations.commitments.conftest import close

PEOPLE = 36


@pytest.fixture
def many(cast: Cast, now: datetime) -> Place:
    """Thirty-six people."""
    return settle(cast, at=now, people=PEOPLE)


def agree_in_turn(place: Place, talks: Talks, *, general: bool = True) -> None:
    """Everybody talks, in the order in which they stand everywhere, and something is agreed with each."""
    by = viewer_of(place.interviewer)
    for number, invitation in enumerate(talks.invitations):
        at = place.at + timedelta(hours=number)
        due_on = place.at.date() + timedelta(days=40)
        agreement = actions.Agreement(f"Löfte author{number}", place.manager, due_on)
        row = actions.agree(invitation=invitation, agreement=agreement, by=by, at=at)
        if general:
            actions.make_general(commitment=row, by=by, at=at)


def found_out() -> list[str]:
    """Every order in which the commitments stand that is the order of the people; empty where there is none."""
    rows = list(Commitment.objects.order_by("pk"))
    authors = {row.pk: int(re.findall(r"author(\d+)", row.words)[0]) for row in rows}
    found = []
    for name, places in _orders(rows):
        by_author = sorted(places, key=lambda pk: authors[pk])
        values = sorted(places.values())
        if len(set(values)) > 1 and likeness([values.index(places[pk]) for pk in by_author]) < SURE:
            found.append(name)
    return found


def _orders(rows: list[Commitment]) -> Iterator[tuple[str, dict[int, object]]]:
    for field in Commitment._meta.concrete_fields:
        yield field.name, {row.pk: _sortable(getattr(row, field.attname)) for row in rows}
    for model in tables.kept():
        lines = list(tables.lines(model))
        for sort in ("id", "key"):
            places = {row.pk: _first(lines, str(row.pk if sort == "id" else row.key)) for row in rows}
            yield f"{sort} in {model._meta.label}", {pk: place for pk, place in places.items() if place >= 0}
    yield from _physical(rows)


def _sortable(value: object) -> object:
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value)


def _first(lines: list[str], name: str) -> int:
    return next((number for number, line in enumerate(lines) if name in line), -1)


def _physical(rows: list[Commitment]) -> Iterator[tuple[str, dict[int, object]]]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT id, ctid::text, xmin::text::bigint FROM conversations_commitment")
            kept = cursor.fetchall()
            yield "ctid", {pk: tuple(map(int, ctid.strip("()").split(","))) for pk, ctid, _xmin in kept}
            yield "xmin", {pk: xmin for pk, _ctid, xmin in kept}
            return
        cursor.execute("PRAGMA database_list")
        file = Path(next(row[2] for row in cursor.fetchall() if row[1] == "main"))
    for name in (file, Path(f"{file}-wal")):
        content = name.read_bytes() if name.is_file() else b""
        yield f"place in {name.suffix}", {row.pk: content.rfind(bytes(row.origin or b"")[:48]) for row in rows}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("level", ["B", "C"])
def test_no_commitment_leads_to_a_talk_by_anything_that_is_kept(many: Place, level: str) -> None:
    talks = many.talks(level)
    agree_in_turn(many, talks)
    assert found_out() == []
    close(talks, done=PEOPLE, at=many.at)
    upkeep.tell_of_commitments.func(many.at.isoformat())
    assert Commitment.objects.filter(told_on__isnull=False).count() == PEOPLE
    assert found_out() == []


@pytest.mark.django_db(transaction=True)
def test_the_same_thief_sees_numbers_in_order_and_an_event_for_each(
    many: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = itertools.count(10**9)
    monkeypatch.setattr(Commitment._meta.pk, "default", lambda: next(number))
    monkeypatch.setattr(Commitment._meta.pk, "_get_default", lambda: next(number))
    monkeypatch.setattr(actions, "_tell_before", actions._tell)
    agree_in_turn(many, many.talks("C"))
    found = found_out()
    assert "id" in found
    assert "id in foundation.Event" in found


@pytest.mark.django_db(transaction=True)
def test_the_same_thief_sees_rows_that_are_written_one_by_one(many: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ties, "deal", lambda programme_id: None)
    agree_in_turn(many, many.talks("C"), general=False)
    is_seen = {"postgresql": {"ctid", "xmin"}, "sqlite": set()}[connection.vendor]
    assert is_seen <= set(found_out())


def test_no_table_has_a_column_for_it() -> None:
    to_people = {"Invitation", "Talk", "Employment"}
    for model in (Commitment, CommitmentReport):
        keys = [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]
        assert not to_people & {field.related_model.__name__ for field in keys}  # type: ignore[union-attr]
    assert {field.name for field in CommitmentVerdict._meta.concrete_fields} == {"invitation", "company", "sealed"}


@pytest.mark.django_db(transaction=True)
def test_whether_it_helped_is_an_answer_and_sealed(many: Place) -> None:
    talks, later = many.talks("C"), many.talks("C")
    agree_in_turn(many, talks)
    first, second = Commitment.objects.order_by("pk")[:2]
    told = {"by": employee_viewer(many.employees[0]), "at": many.at, "invitation": later.invitations[0]}
    actions.note_did_it_help(commitment=first, verdict=Helped.NOT_NOTICED, **told)  # type: ignore[arg-type]
    length = len(bytes(CommitmentVerdict.objects.get().sealed))
    actions.note_did_it_help(commitment=second, verdict=Helped.PARTLY, **told)  # type: ignore[arg-type]
    row = CommitmentVerdict.objects.get()
    assert len(bytes(row.sealed)) == length, "it does not tell of how many"
    content = stolen_database()
    assert seen(content, first.words), "the search sees what is not sealed"
    assert not seen(content, "not_noticed")


@pytest.mark.django_db(transaction=True)
def test_without_the_key_nobody_knows_an_origin_and_nothing_is_told(many: Place) -> None:
    talks, by = many.talks("C"), viewer(many.interviewer)
    agree_in_turn(many, talks)
    close(talks, done=PEOPLE, at=many.at)
    file = seal_file.place()
    line = file.read_bytes()
    file.unlink()
    try:
        assert queries.ledger(by, on=many.at.date()) == ()
        upkeep.tell_of_commitments.func(many.at.isoformat())
        assert not Commitment.objects.filter(told_on__isnull=False).exists()
        forget_origins(str(many.employees[0].pseudonym), many.at)
        Invitation.objects.filter(employment=many.employees[0]).delete()
        assert Commitment.objects.count() == PEOPLE
    finally:
        file.write_bytes(line)
    upkeep.tell_of_commitments.func(many.at.isoformat())
    assert Commitment.objects.filter(told_on__isnull=False).count() == PEOPLE - 1, "what leads nowhere has been let go"
    assert len(led_to(Commitment.objects.all(), Invitation.objects.all())) == PEOPLE - 1
