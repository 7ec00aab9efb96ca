"""The pure rules: due days, catching up, distances, coarse units, and talks spread over weeks."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framdrift.conversations.kinds import Anchor, Holder, Level, TalkKind
from framdrift.conversations.programmes import rules
from framdrift.conversations.programmes.rules import Asked, Person, Stage
from framdrift.conversations.workload.rules import Seat, Wish, spread

MONDAY = date(2026, 11, 23)
ONBOARDING = rules.DEFAULT_STAGES[TalkKind.ONBOARDING]


def due(person: Person, kind: TalkKind, *asked: Asked, on: date = MONDAY, ahead: int = 7) -> rules.Due | None:
    stages = rules.DEFAULT_STAGES[kind]
    return rules.due_of(person, stages, asked=asked, kind=kind, on=on, until=on + timedelta(days=ahead))


def started(days: int, **facts: date) -> Person:
    return Person(1, MONDAY - timedelta(days=days), **facts)


@pytest.mark.parametrize(
    ("days", "code", "is_late"),
    [
        (30, "day_30", False),
        (60, "day_60", False),
        (100, "day_90", False),
        (150, "month_5", False),
        (50, "day_30", True),
    ],
)
def test_onboarding_follows_the_days(days: int, code: str, is_late: bool) -> None:
    found = due(started(days), TalkKind.ONBOARDING)
    assert found is not None
    assert (found.code, found.is_late) == (code, is_late)


def test_of_several_missed_only_the_latest_is_caught_up() -> None:
    found = due(started(110), TalkKind.ONBOARDING)
    assert found is not None
    assert (found.code, found.is_late, found.first_on) == ("day_90", True, MONDAY)


def test_nobody_is_asked_about_the_start_years_later() -> None:
    assert due(started(900), TalkKind.ONBOARDING) is None


def test_who_was_asked_is_not_asked_again_for_the_same_day() -> None:
    assert due(started(35), TalkKind.ONBOARDING, Asked("day_30", MONDAY - timedelta(days=5))) is None


def test_a_first_stay_talk_is_never_too_late() -> None:
    found = due(started(1300), TalkKind.STAY)
    assert found is not None
    assert found.code in {"first", "yearly", "no_new_role"}


def test_a_new_manager_is_a_reason() -> None:
    person = started(500, manager_since=MONDAY - timedelta(days=70))
    found = due(person, TalkKind.STAY, Asked("first", MONDAY - timedelta(days=200)))
    assert found is not None
    assert found.code == "new_manager"


def test_exit_and_echo_follow_the_last_day() -> None:
    leaver = Person(1, MONDAY - timedelta(days=900), ended_on=MONDAY + timedelta(days=20))
    left = Person(2, MONDAY - timedelta(days=900), ended_on=MONDAY - timedelta(days=100))
    assert due(leaver, TalkKind.EXIT) is not None
    assert due(leaver, TalkKind.ECHO) is None
    assert due(left, TalkKind.ECHO) is not None
    assert due(left, TalkKind.EXIT) is None


@given(days=st.lists(st.integers(0, 2000), max_size=6))
def test_stay_talks_keep_their_distance(days: list[int]) -> None:
    asked: list[date] = []
    for day in sorted(days):
        on = MONDAY + timedelta(days=day)
        free = rules.earliest_again(asked)
        if free is None or on >= free:
            asked.append(on)
    for first, second in pairwise(asked):
        assert (second - first).days >= rules.APART_DAYS
    for first, third in zip(asked, asked[2:], strict=False):
        assert (third - first).days >= rules.YEAR_DAYS


@given(
    start=st.integers(0, 3000),
    end=st.none() | st.integers(1, 400),
    kind=st.sampled_from(list(TalkKind)),
    asked=st.lists(st.tuples(st.sampled_from(["first", "yearly", "day_30"]), st.integers(1, 700)), max_size=3),
)
def test_whoever_is_due_is_due_within_reason(
    start: int, end: int | None, kind: TalkKind, asked: list[tuple[str, int]]
) -> None:
    person = started(start, **({} if end is None else {"ended_on": MONDAY + timedelta(days=end)}))
    before = [Asked(code, MONDAY - timedelta(days=days)) for code, days in asked]
    found = due(person, kind, *before, ahead=30)
    if found is None:
        return
    assert MONDAY <= found.first_on <= found.last_on
    assert found.first_on <= MONDAY + timedelta(days=30)
    if kind is TalkKind.STAY and before:
        assert min((found.first_on - one.on).days for one in before) >= rules.APART_DAYS


@given(sizes=st.dictionaries(st.integers(1, 9), st.integers(1, 60), max_size=6), others=st.integers(0, 40))
def test_anonymous_answers_name_only_units_that_hide_everybody(sizes: dict[int, int], others: int) -> None:
    people = sum(sizes.values()) + others
    named = rules.coarse_units(sizes, people=people, least=21)
    assert all(sizes[unit] >= 21 for unit in named)
    rest = people - sum(sizes[unit] for unit in named)
    assert rest == 0 or rest >= 21 or not named


def test_who_may_hold_follows_from_the_level() -> None:
    fits = {(level, holder) for level in Level for holder in Holder if rules.holder_fits(TalkKind.STAY, level, holder)}
    assert (Level.OPEN, Holder.NEAREST_MANAGER) in fits
    assert (Level.HR, Holder.NEAREST_MANAGER) not in fits
    assert {holder for level, holder in fits if level in (Level.THIRD_PARTY, Level.ANONYMOUS)} == {Holder.AGENCY}
    assert not rules.holder_fits(TalkKind.EXIT, Level.OPEN, Holder.NEAREST_MANAGER)


def test_size_is_told_before_launch() -> None:
    small, large = rules.size_advice(23, n_min=7), rules.size_advice(200, n_min=7)
    assert (small.groups, small.anonymous_unwise, small.too_few, small.themes) == (3, True, False, True)
    assert rules.size_advice(9, n_min=7).too_few
    assert (large.groups, large.anonymous_unwise) == (28, False)


def test_rounds_end_with_the_quarter_and_years_with_short_months() -> None:
    assert rules.quarter_end(date(2026, 11, 23)) == date(2026, 12, 31)
    assert rules.quarter_end(date(2027, 2, 1)) == date(2027, 3, 31)
    assert rules.rounds_apart(date(2028, 2, 29), every_months=12) == date(2029, 2, 28)
    assert rules.rounds_apart(date(2026, 1, 1), every_months=3) == date(2026, 5, 31)


# --- talks spread over weeks and interviewers ---------------------------------------------------------
WEEKS = 4
wishes = st.lists(
    st.tuples(st.integers(0, WEEKS - 1), st.integers(0, WEEKS - 1), st.frozensets(st.integers(1, 3))), max_size=14
).map(
    lambda found: [
        Wish(number, min(first, last), max(first, last), holders)
        for number, (first, last, holders) in enumerate(found, start=1)
    ]
)
seats = st.lists(st.lists(st.integers(0, 3), min_size=WEEKS, max_size=WEEKS), min_size=1, max_size=3).map(
    lambda rooms: [Seat(number, tuple(room)) for number, room in enumerate(rooms, start=1)]
)


def most_that_fit(asked: list[Wish], held: list[Seat]) -> int:
    """A naive matching: depth-first over places one by one."""
    places = [(seat.id, week) for seat in held for week, room in enumerate(seat.room) for _ in range(max(room, 0))]
    taken: dict[int, Wish] = {}

    def place(wish: Wish, seen: set[int]) -> bool:
        for index, (holder, week) in enumerate(places):
            if index in seen or holder not in wish.holders or not wish.first_week <= week <= wish.last_week:
                continue
            seen.add(index)
            if index not in taken or place(taken[index], seen):
                taken[index] = wish
                return True
        return False

    return sum(place(wish, set()) for wish in asked)


@settings(max_examples=200)
@given(asked=wishes, held=seats)
def test_nobody_over_the_limit_and_everybody_placed_or_listed(asked: list[Wish], held: list[Seat]) -> None:
    result = spread(asked, held)
    room = {(seat.id, week): count for seat in held for week, count in enumerate(seat.room)}
    assert all(count <= room[place] for place, count in result.load().items())
    assert Counter([*result.placed, *result.left]) == Counter(wish.person_id for wish in asked)
    for wish in asked:
        if wish.person_id in result.placed:
            holder, week = result.placed[wish.person_id]
            assert holder in wish.holders
            assert wish.first_week <= week <= wish.last_week
    assert len(result.placed) == most_that_fit(asked, held)
    assert result == spread(asked, held)


def test_talks_are_evened_out() -> None:
    asked = [Wish(number, 0, 3, frozenset({1, 2})) for number in range(1, 17)]
    result = spread(asked, [Seat(1, (4, 4, 4, 4)), Seat(2, (4, 4, 4, 4))])
    assert set(result.load().values()) == {2}


def test_a_stage_of_no_anchor_asks_nobody() -> None:
    stage = Stage("own", Anchor.BY_HAND, 0, 10)
    assert rules.due_at(started(30), stage, on=MONDAY, until=MONDAY, catch_up_days=60) is None
