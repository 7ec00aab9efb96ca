"""The order of Today, and where the day is cut."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framdrift.momentum.rules import (
    FIRST_SHOWN,
    About,
    Deed,
    Group,
    Holder,
    Item,
    Why,
    day_of,
    in_order,
    may_nudge,
    of_ball,
    of_promise,
    overflow,
    without_repeats,
)

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = NOW.date()


def line(number: int = 1, **changes: object) -> Item:
    fields: dict[str, object] = {
        "key": f"ball:{number}",
        "group": Group.WAIT,
        "deed": Deed.DO_STEP,
        "why": Why.YOUR_BALL,
        "critical_on": TODAY,
        "waiting_since": NOW - timedelta(days=1),
        "wait_work_days": 1.0,
        "minutes": 10,
        "about": About(),
    } | changes
    return Item(**fields)  # type: ignore[arg-type]


def test_the_classes_come_in_their_told_order() -> None:
    lines = [line(n, group=group) for n, group in enumerate(reversed(Group), start=1)]
    assert [item.group for item in in_order(lines)] == ["promise", "decision", "plan", "silence", "gate", "wait"]


def test_within_a_class_the_critical_date_then_the_wait_then_the_id() -> None:
    lines = [
        line(4, critical_on=TODAY),
        line(3, critical_on=TODAY),
        line(2, critical_on=TODAY, waiting_since=NOW - timedelta(days=9)),
        line(1, critical_on=TODAY + timedelta(days=1), waiting_since=NOW - timedelta(days=30)),
    ]
    assert [item.number for item in in_order(lines)] == [2, 3, 4, 1]


def test_seven_are_shown_first_and_the_rest_never_beyond_the_day() -> None:
    day = day_of([line(n) for n in range(1, 21)], minutes_per_day=100)
    assert len(day.first) == FIRST_SHOWN
    assert len(day.more) == 3
    assert len(day.offered) == 10
    assert day.minutes == 100


def test_a_single_line_longer_than_the_day_is_still_shown() -> None:
    day = day_of([line(1, minutes=300), line(2)], minutes_per_day=200)
    assert [item.number for item in day.first] == [1]
    assert [item.number for item in day.offered] == [2]


def test_one_piece_of_work_is_one_line_in_its_first_class() -> None:
    about = About(candidacy_id=5)
    promise = line(1, key="promise:1", group=Group.PROMISE, deed=Deed.GIVE_NEWS, about=about)
    silence = line(5, key="news:5", group=Group.SILENCE, deed=Deed.GIVE_NEWS, about=about)
    other = line(6, key="news:6", group=Group.SILENCE, deed=Deed.GIVE_NEWS, about=About(candidacy_id=6))
    assert [item.key for item in without_repeats([silence, other, promise])] == ["promise:1", "news:6"]


def test_a_person_is_reminded_once_of_a_candidacy() -> None:
    karin = Holder("client", 9, "Karin Holm")
    card = line(1, key="scorecard:1", group=Group.GATE, deed=Deed.REMIND, about=About(candidacy_id=5), holder=karin)
    ball = line(2, deed=Deed.REMIND, about=About(candidacy_id=5), holder=karin)
    assert [item.key for item in without_repeats([ball, card])] == ["scorecard:1"]


@pytest.mark.parametrize(
    ("kind", "to_side", "due", "expected"),
    [
        ("news", "candidate", -1, (Deed.GIVE_NEWS, Why.PROMISE_BROKEN)),
        ("news", "candidate", 1, (Deed.GIVE_NEWS, Why.PROMISE_DUE)),
        ("shortlist", "client", -1, (Deed.KEEP_PROMISE, Why.PROMISE_BROKEN)),
        ("decision", "agency", -1, (Deed.REMIND, Why.THEIR_PROMISE_BROKEN)),
        ("decision", "agency", 1, (Deed.REMIND, Why.THEIR_PROMISE_DUE)),
        ("source_notice", "candidate", 48, (Deed.INFORM, Why.NOTICE_DUE)),
        ("guarantee", "client", 48, (Deed.FOLLOW_UP, Why.GUARANTEE_ENDS)),
    ],
)
def test_what_to_do_about_a_promise(kind: str, to_side: str, due: int, expected: tuple[Deed, Why]) -> None:
    assert of_promise(kind, to_side=to_side, due_at=NOW + timedelta(hours=due), as_of=NOW) == expected


@pytest.mark.parametrize(
    ("side", "mine", "reason", "step", "booked", "in_days", "expected"),
    [
        ("agency", True, "decide", "decision", False, 9, (Group.DECISION, Deed.DECIDE)),
        ("client", False, "decide", "decision", False, 9, (Group.DECISION, Deed.REMIND)),
        ("agency", True, "book", "interview", False, 1, (Group.PLAN, Deed.BOOK)),
        ("client", False, "give_times", "client_interview", False, 1, (Group.PLAN, Deed.REMIND)),
        ("agency", True, "book", "interview", False, 9, (Group.WAIT, Deed.BOOK)),
        ("agency", True, "book", "interview", True, 1, (Group.WAIT, Deed.DO_STEP)),
        ("agency", True, "do_step", "screening", False, 1, (Group.WAIT, Deed.DO_STEP)),
        ("client", False, "give_feedback", "client_presentation", True, 1, (Group.WAIT, Deed.REMIND)),
        ("candidate", False, "answer_offer", "offer", False, 1, (Group.WAIT, Deed.CONTACT)),
        ("outside", False, "give_reference", "references", False, 1, (Group.WAIT, Deed.CONTACT)),
    ],
)
def test_the_class_of_a_ball(
    side: str, mine: bool, reason: str, step: str, booked: bool, in_days: int, expected: tuple[Group, Deed]
) -> None:
    found = of_ball(
        side=side,
        mine=mine,
        reason=reason,
        step_type=step,
        booked=booked,
        last_responsible_on=TODAY + timedelta(days=in_days),
        horizon_on=TODAY + timedelta(days=3),
    )
    assert found[:2] == expected


@pytest.mark.parametrize(
    ("sent", "since", "this_week", "may"),
    [(0, None, 0, True), (1, 1.4, 1, False), (1, 1.5, 1, True), (5, 9.0, 0, False), (2, 9.0, 3, False)],
)
def test_reminders_are_few_and_apart(sent: int, since: float | None, this_week: int, may: bool) -> None:
    assert may_nudge(sent=sent, work_days_since_last=since, to_person_this_week=this_week) is may


def test_what_lies_beyond_a_day() -> None:
    assert overflow([60, 60, 60, 60], capacity=200) == 1
    assert overflow([60, 60], capacity=200) == 0
    assert overflow([300, 10], capacity=200) == 1
    assert overflow([], capacity=200) == 0


items = st.lists(
    st.builds(
        line,
        st.integers(1, 10_000),
        group=st.sampled_from(list(Group)),
        minutes=st.integers(1, 60),
        critical_on=st.dates(date(2026, 11, 1), date(2026, 12, 1)),
    ),
    unique_by=lambda item: item.key,
)


@given(items, st.integers(0, 480))
def test_nothing_is_lost_and_nothing_overflows(found: list[Item], minutes_per_day: int) -> None:
    day = day_of(found, minutes_per_day=minutes_per_day)
    assert list(day.planned + day.offered) == in_order(found)
    assert len(day.planned) <= 1 or day.minutes <= minutes_per_day
    assert day.planned or not found


@given(items)
def test_names_do_not_reach_the_order(found: list[Item]) -> None:
    renamed = [replace(item, about=About(candidate=f"{item.number:x}", company="z")) for item in found]
    assert [item.key for item in in_order(renamed)] == [item.key for item in in_order(found)]
