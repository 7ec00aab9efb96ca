"""Reactions: every event once, in order, each on its own; failures wait, come back, and are shown."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from framdrift.foundation import dispatch, events
from framdrift.foundation.dispatch import Recorded
from framdrift.foundation.models import Closure, Cursor, MissedReaction
from tests.foundation.happenings import BellRang, DoorOpened

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SEEN: list[int] = []
BROKEN: set[int] = set()

pytestmark = pytest.mark.reactions_fail


def note(event: Recorded) -> None:
    """Remembers which door."""
    SEEN.append(event.subject_id)


def close_the_agency(event: Recorded) -> None:
    """Writes a row, then fails for broken doors."""
    Closure.objects.create(on=datetime(2026, 1, 1).date() + timedelta(days=event.subject_id), name="closed")
    if event.subject_id in BROKEN:
        raise ValueError("the door is broken")


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    SEEN.clear()
    BROKEN.clear()
    yield


def _open(*doors: int) -> None:
    with transaction.atomic():
        events.record_many([(DoorOpened(door_id=door), "someone", AT) for door in doors])


@pytest.mark.django_db
def test_events_arrive_once_and_in_order() -> None:
    _open(3, 1, 2)
    wiring: dispatch.Wiring = {DoorOpened: (note,)}
    assert dispatch.deliver_pending(wiring, at=AT) == 3
    assert dispatch.deliver_pending(wiring, at=AT) == 0
    assert SEEN == [3, 1, 2]


@pytest.mark.django_db
def test_the_limit_holds_and_the_rest_comes_next_time() -> None:
    _open(1, 2, 3)
    wiring: dispatch.Wiring = {DoorOpened: (note,)}
    assert dispatch.deliver_pending(wiring, at=AT, limit=2) == 2
    assert dispatch.deliver_pending(wiring, at=AT, limit=2) == 1
    assert SEEN == [1, 2, 3]


@pytest.mark.django_db
def test_the_cursor_moves_past_what_nothing_reacts_to() -> None:
    _open(1, 2)
    assert dispatch.deliver_pending({BellRang: (note,)}, at=AT) == 0
    assert dispatch.position() == 2
    assert SEEN == []


@pytest.mark.django_db
def test_history_can_be_skipped() -> None:
    _open(1, 2)
    assert dispatch.skip_to_end() == 2
    assert dispatch.deliver_pending({DoorOpened: (note,)}, at=AT) == 0


@pytest.mark.django_db
def test_a_failed_reaction_leaves_nothing_behind_and_stops_nobody() -> None:
    BROKEN.add(1)
    _open(1, 2)
    assert dispatch.deliver_pending({DoorOpened: (close_the_agency, note)}, at=AT) == 2
    assert SEEN == [1, 2]
    assert Closure.objects.count() == 1
    missed = MissedReaction.objects.get()
    assert missed.event_id == 1
    assert missed.reaction == "tests.foundation.test_dispatch.close_the_agency"
    assert missed.error == "ValueError: the door is broken"


@pytest.mark.django_db
def test_waits_grow_until_a_person_is_asked() -> None:
    BROKEN.add(1)
    _open(1)
    wiring: dispatch.Wiring = {DoorOpened: (close_the_agency,)}
    dispatch.deliver_pending(wiring, at=AT)
    at, waits = AT, []
    while (due := MissedReaction.objects.get().next_try_at) is not None:
        waits.append(due - at)
        assert dispatch.retry_missed(wiring, at=due - timedelta(microseconds=1)) == 0
        assert dispatch.retry_missed(wiring, at=due) == 0
        at = due
    assert waits == sorted(set(waits))
    assert len(waits) == 5
    assert list(dispatch.failures()) == [MissedReaction.objects.get()]


@pytest.mark.django_db
def test_a_person_can_try_again_or_set_aside() -> None:
    BROKEN.update({1, 2})
    _open(1, 2)
    wiring: dispatch.Wiring = {DoorOpened: (close_the_agency,)}
    dispatch.deliver_pending(wiring, at=AT)
    first, second = MissedReaction.objects.order_by("event_id")
    BROKEN.clear()
    assert dispatch.try_again(first.pk, at=AT)
    assert dispatch.retry_missed(wiring, at=AT) == 1
    assert Closure.objects.count() == 1
    assert dispatch.set_aside(second.pk, at=AT)
    assert not dispatch.try_again(second.pk, at=AT)
    assert not dispatch.failures()
    assert dispatch.retry_missed(wiring, at=AT + timedelta(days=9)) == 0


@pytest.mark.django_db
def test_a_reaction_that_left_the_wiring_is_shown_not_forgotten() -> None:
    BROKEN.add(1)
    _open(1)
    dispatch.deliver_pending({DoorOpened: (close_the_agency,)}, at=AT)
    assert dispatch.retry_missed({}, at=AT + timedelta(hours=1)) == 0
    left = dispatch.failures().get()
    assert left.next_try_at is None
    assert "no longer" in left.error


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_deliver_the_same_event_twice() -> None:
    _open(*range(1, 41))
    wiring: dispatch.Wiring = {DoorOpened: (note,)}
    Cursor.objects.create(name="reactions")

    def work(_worker: int) -> int:
        try:
            return dispatch.deliver_pending(wiring, at=AT)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        total = sum(pool.map(work, range(3)))
    assert list(range(1, 41)) == SEEN
    assert total == 40
