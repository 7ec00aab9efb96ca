"""When a forecast is judged, which of them count, and that nothing slow is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from benchmarks.forecasts.measure import lines, plainly
from framdrift.momentum.forecasts.front import Left, Stood, finished, learned, spells
from framdrift.momentum.forecasts.judging import Case, standings
from framdrift.momentum.forecasts.past import Past
from framdrift.momentum.forecasts.rules import from_history, spread_of
from framdrift.science.calendars import WorkingDays

DAYS = WorkingDays()
MADE = date(2026, 3, 2)
TODAY = date(2026, 6, 1)


def case(
    number: int = 1, *, came: int | None = 10, closed: int | None = None, made: date = MADE, ahead: int = 10
) -> Case:
    """A forecast of four days, 5 to 20 days after it was made."""
    on = tuple(made + timedelta(days=more) for more in (5, 10, 15, 20))
    history = tuple(made + timedelta(days=more) for more in (2, 12, 20, 30))
    return Case(
        number,
        made,
        on,
        history,
        ahead,
        made + timedelta(days=came) if came is not None else None,
        made + timedelta(days=closed) if closed is not None else None,
    )


@pytest.mark.parametrize(
    ("came", "closed", "today", "fate"),
    [
        (5, None, TODAY, "held"),
        (20, None, TODAY, "held"),
        (4, None, TODAY, "early"),
        (21, None, TODAY, "late"),
        (None, None, TODAY, "late"),
        (None, 30, TODAY, "late"),
        (None, 20, TODAY, "stopped"),
        (10, None, MADE + timedelta(days=20), "open"),
        (10, None, MADE + timedelta(days=21), "held"),
        (None, 12, MADE + timedelta(days=15), "open"),
    ],
)
def test_what_became_of_a_forecast(came: int | None, closed: int | None, today: date, fate: str) -> None:
    assert case(came=came, closed=closed).fate(today) == fate


def test_what_came_quickly_does_not_count_before_the_slow_can() -> None:
    quick = [case(number, came=6) for number in range(5)]
    slow = [case(number, came=None) for number in range(5, 10)]
    (whole, *_rest) = standings([*quick, *slow], today=MADE + timedelta(days=8), days=DAYS)
    assert (whole.share.n, whole.open) == (0, 10)
    (whole, *_rest) = standings([*quick, *slow], today=MADE + timedelta(days=40), days=DAYS)
    assert (whole.share.hits, whole.share.n, whole.late) == (5, 10, 5)


def test_one_assignment_counts_once_at_each_distance() -> None:
    nights = [case(1, made=MADE + timedelta(days=day), ahead=10 - day) for day in range(6)]
    whole, *bands = standings(nights, today=TODAY, days=DAYS)
    assert whole.share.n == 1
    assert [(one.first, one.last, one.share.n) for one in bands] == [(0, 5, 1), (6, 10, 1)]


def test_stopped_ones_are_counted_and_not_judged() -> None:
    whole = standings([case(1), case(2, came=None, closed=3)], today=TODAY, days=DAYS)[0]
    assert (whole.share.n, whole.stopped) == (1, 1)


def test_the_loss_of_what_has_not_come_is_what_it_is_so_far() -> None:
    came, waits = (standings([case(came=days)], today=TODAY, days=DAYS)[0].compared.loss for days in (25, None))
    assert came is not None
    assert waits is not None
    assert waits > came


def test_the_benchmark_says_plainly_where_history_does_as_well() -> None:
    quick = [replace(case(number, came=12), history=(MADE + timedelta(days=12),) * 4) for number in range(20)]
    slow = [replace(one, came_on=MADE + timedelta(days=21)) for one in quick]
    found = [*lines("decision", standings(quick, today=TODAY, days=DAYS))]
    assert plainly(found[:1]).splitlines()[:2] == [
        "- Worse than history alone: decision, all.",
        "- No better than history alone: nowhere.",
    ]
    assert plainly(found).endswith("above): decision, all; decision, 6 to 10.")
    found = [*lines("decision", standings(slow, today=TODAY, days=DAYS))]
    assert plainly(found).endswith(": nowhere."), "none of them held"


def test_history_alone_reckons_with_those_that_lasted_so_long() -> None:
    lengths = (10, 20, 30, 40, 50, 60)
    assert from_history(lengths, gone=0) == (10, 30, 50, 60)
    assert from_history(lengths, gone=15) == (5, 25, 35, 45)
    assert from_history(lengths, gone=30) == ()


def test_the_front_goes_on_and_falls_back() -> None:
    def at(hour: int) -> datetime:
        return datetime(2026, 3, 2, hour, tzinfo=UTC)

    stood = [
        Stood(0, at(1), at(2)),
        Stood(1, at(2), at(4)),
        Stood(3, at(4), at(6)),
        Stood(1, at(5), at(7)),
        Stood(2, at(7), None),
    ]
    assert [one.place for one in spells(stood, until=at(9))] == [0, 1, 3, 1, 2]
    assert [one.place for one in spells(stood, until=at(6))] == [0, 1, 3], "what came after the end is not seen"


def test_what_was_cut_off_teaches_nothing() -> None:
    def at(hour: int) -> datetime:
        return datetime(2026, 3, 2, hour, tzinfo=UTC)

    seen = spells([Stood(0, at(1), at(2)), Stood(3, at(2), at(5)), Stood(4, at(5), at(7))], until=at(8))
    assert [(one.place, one.is_empty) for one in seen] == [(0, False), (3, False), (4, False), (0, True)]
    assert [one.place for one in finished(seen, is_hired=False)] == [0, 3], "no fall from 4 to the beginning"
    assert [one.place for one in finished(seen[:-1], is_hired=False)] == [0, 3]
    assert [one.place for one in finished(seen[:-1], is_hired=True)] == [0, 3, 4]
    assert finished([], is_hired=False) == []


def test_setbacks_are_learned_and_pooled_with_what_is_assumed() -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    seen = [Left(1, "interview", 0, None, at)] * 15 + [Left(1, "interview", 2, None, at)] * 5
    found = learned(seen)["interview"]
    common = (5 + 0.15 * 5) / 25
    assert found.chance == pytest.approx((5 + common * 5) / 25)
    assert found.falls.count(2) == 6
    assert learned([])["offer"].chance == pytest.approx(0.15)


def test_a_type_of_which_little_is_known_leans_on_the_others() -> None:
    """The pooled chances beside sums written out by hand, on random falls."""
    at, rng = datetime(2026, 3, 2, tzinfo=UTC), Random(7)
    kinds = ("screening", "interview", "decision", "offer")
    for _ in range(50):
        seen = [Left(1, rng.choice(kinds), rng.choice((0, 0, 0, 0, 1, 3)), None, at) for _ in range(rng.randint(0, 90))]
        common = (sum(one.fell > 0 for one in seen) + 0.75) / (len(seen) + 5)
        found = learned(seen)
        for kind in (*kinds, "signing"):
            own = [one.fell for one in seen if one.type == kind]
            assert found[kind].chance == pytest.approx((sum(fell > 0 for fell in own) + 5 * common) / (len(own) + 5))
            assert sorted(found[kind].falls) == sorted([*(fell for fell in own if fell), 1, 2])
    seldom = [Left(1, "interview", 0, None, at)] * 200 + [Left(1, "interview", 1, None, at)] * 10
    assert learned(seldom)["decision"].chance < 0.06, "ten types would otherwise keep ten shares of the assumption"


def test_where_the_front_has_been_before_is_told_apart() -> None:
    """Beside a naive reading of the same random walk."""
    rng = Random(3)
    for _ in range(100):
        places = [rng.randint(0, 5) for _ in range(rng.randint(1, 9))]
        stood = [
            Stood(place, datetime(2026, 3, 2, n, tzinfo=UTC), datetime(2026, 3, 2, n + 1, tzinfo=UTC))
            for n, place in enumerate(places)
        ]
        told, reached = [], set[int]()
        for n, place in enumerate(places):
            if n and places[n - 1] == place:
                continue
            told.append((place, any(one >= place for one in reached)))
            reached.add(place)
        until = datetime(2026, 3, 2, len(places), tzinfo=UTC)
        assert [(one.place, one.is_again) for one in spells(stood, until=until)] == told


def test_the_second_time_has_a_length_of_its_own() -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    first = [Left(1, "interview", 0, 0.4, at)] * 20
    again = [Left(1, "interview", 0, -0.6, at, is_again=True)] * 20
    known = Past((*first, *again), (), {}, DAYS).by(at)
    level = 20 * 0.4 / 25
    assert known.spreads["interview"].level == pytest.approx(level), "the second time does not shorten the first"
    assert known.anew.level == pytest.approx(20 * (-0.6 - level) / 25)
    assert spread_of("interview", known, is_again=False) == known.spreads["interview"]
    assert spread_of("interview", known, is_again=True).level == pytest.approx(level + known.anew.level)
    assert spread_of("offer", known, is_again=True).level == pytest.approx(known.anew.level), "of every type"
