"""The chain of events: one chain whoever writes, and every tampered column is found."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from framdrift.foundation import events
from framdrift.foundation.models import Event
from tests.foundation.happenings import BellRang, DoorOpened

AT = datetime(2026, 11, 24, 9, 0, 0, 123456, tzinfo=UTC)


def _three() -> list[Event]:
    with transaction.atomic():
        return events.record_many(
            [(DoorOpened(door_id=n, company_id=n, seen_at=AT), "someone", AT + timedelta(hours=n)) for n in (1, 2, 3)]
        )


@pytest.mark.django_db
def test_rows_are_sealed_in_order() -> None:
    _three()
    found = list(events.everything())
    assert [event.seq for event in found] == [1, 2, 3]
    assert found[0].previous == events.GENESIS
    assert found[0].data == {"door_id": 1, "house_id": 1, "company_id": 1, "seen_at": AT.isoformat()}
    assert [event.context for event in found] == ["house:1"] * 3
    assert events.first_broken(found) is None
    assert events.head() == (found[2].digest, 3)


TAMPERED = {
    "at": AT + timedelta(microseconds=1),
    "code": "test_bell_rang",
    "actor": "another",
    "subject": "door:9",
    "context": "",
    "company_id": None,
    "data": {"door_id": 2},
    "previous": "f" * 64,
    "digest": "e" * 64,
}


def test_every_column_is_tampered_with_below() -> None:
    assert {field.attname for field in Event._meta.concrete_fields} == {*TAMPERED, "seq"}


@pytest.mark.django_db
@pytest.mark.parametrize("column", sorted(TAMPERED))
def test_a_changed_column_is_found_and_its_row_named(column: str) -> None:
    _three()
    change: dict[str, Any] = {column: TAMPERED[column]}
    Event.objects.filter(seq=2).update(**change)
    assert events.first_broken(events.everything()) == 2


@pytest.mark.django_db
def test_a_removed_and_a_moved_row_are_found() -> None:
    _three()
    Event.objects.filter(seq=2).update(seq=7)
    assert events.first_broken(events.everything()) == 3
    Event.objects.filter(seq=7).delete()
    assert events.first_broken(events.everything()) == 3


@pytest.mark.django_db
def test_a_rewritten_row_breaks_the_next_link() -> None:
    _three()
    forged = Event.objects.get(seq=2)
    forged.actor = "another"
    Event.objects.filter(seq=2).update(actor="another", digest=events.seal(forged))
    assert events.first_broken(events.everything()) == 3


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_a_programming_error() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        events.record(BellRang(door_id=1), actor="someone", at=AT)
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_leaves_no_gap() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        events.record(BellRang(door_id=1), actor="someone", at=AT)
        raise ZeroDivisionError
    _three()
    assert events.first_broken(events.everything()) is None


@pytest.mark.django_db(transaction=True)
def test_concurrent_writers_keep_one_chain() -> None:
    def write(writer: int) -> None:
        try:
            for n in range(25):
                with transaction.atomic():
                    events.record(DoorOpened(door_id=n), actor=f"writer {writer}", at=AT)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    found = list(events.everything())
    assert [event.seq for event in found] == list(range(1, 101))
    assert events.first_broken(found) is None
    for writer in range(4):  # each writer's own events keep their order
        mine = [event.data["door_id"] for event in found if event.actor == f"writer {writer}"]
        assert mine == list(range(25))
