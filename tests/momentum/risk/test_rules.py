"""The state of a day, days counted, forecasts of the past that see nothing of the future."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framdrift.momentum.risk.judging import foretell, origins, recorded
from framdrift.momentum.risk.keeping import _leaving
from framdrift.momentum.risk.learned import LearnedRisk
from framdrift.momentum.risk.learning import Tally, fitted, tally_of
from framdrift.momentum.risk.rules import (
    HIRED,
    WITHDREW,
    History,
    Ordinals,
    Spell,
    State,
    Told,
    days_of,
    state_on,
    waiting_path,
)
from framdrift.planning.waiting_risk import ASSUMED, Waiting
from framdrift.science.calendars import WorkingDays
from framdrift.science.hazards.verdicts import Verdict

MONDAY = date(2026, 3, 2)
CALENDAR = WorkingDays(frozenset({date(2026, 4, 3), date(2026, 4, 6)}))
ORDINALS = Ordinals(CALENDAR, date(2025, 1, 1), date(2027, 1, 1))

days = st.dates(date(2025, 6, 1), date(2026, 12, 1))


@given(days, days)
def test_spans_are_those_of_the_calendar(one: date, other: date) -> None:
    assert ORDINALS.span(one, other) == CALENDAR.between(one, other)


def _history(**changes: object) -> History:
    plain = History(1, 1, 7, MONDAY, None, news_on=(), steps=(Spell("screening", MONDAY, None),))
    return replace(plain, **changes)  # type: ignore[arg-type]


def _on(day: date, **changes: object) -> State:
    return state_on(_history(**changes), day, ordinals=ORDINALS)


def test_news_ends_the_silence_and_days_off_do_not_count() -> None:
    friday = MONDAY + timedelta(days=4)
    assert _on(friday).silent_days == 4
    assert _on(friday, news_on=(MONDAY + timedelta(days=3),)).silent_days == 1
    assert _on(MONDAY + timedelta(days=7)).days_in == 5


def test_a_date_is_known_until_it_passes_and_broken_after_for_ten_days() -> None:
    due = MONDAY + timedelta(days=2)
    told = (Told(MONDAY, due, None),)
    assert _on(due, told=told).is_date_known
    after = _on(due + timedelta(days=1), told=told)
    assert (after.is_date_known, after.is_promise_broken) == (False, True)
    assert not _on(due + timedelta(days=20), told=told).is_promise_broken
    in_time = (Told(MONDAY, due, due),)
    assert not _on(due + timedelta(days=1), told=in_time).is_promise_broken
    late = (Told(MONDAY, due, due + timedelta(days=1)),)
    assert _on(due + timedelta(days=2), told=late).is_promise_broken


def test_a_ball_weighs_after_a_week_with_us_or_the_client_only() -> None:
    for side, named in (("client", "client"), ("agency", "agency"), ("candidate", ""), ("outside", "")):
        balls = (Spell(side, MONDAY, None),)
        assert _on(MONDAY + timedelta(days=7), balls=balls).waits_on == ""
        assert _on(MONDAY + timedelta(days=8), balls=balls).waits_on == named


def test_days_are_counted_without_pauses_and_up_to_the_end() -> None:
    until = MONDAY + timedelta(days=30)
    open_days = days_of(_history(), until=until, ordinals=ORDINALS)
    assert [one.days_in for one in open_days] == list(range(23))
    paused = _history(pauses=(Spell("pause", MONDAY + timedelta(days=1), MONDAY + timedelta(days=4)),))
    assert len(days_of(paused, until=until, ordinals=ORDINALS)) == 19
    ended = _history(last_on=MONDAY + timedelta(days=2), ending=WITHDREW)
    assert len(days_of(ended, until=until, ordinals=ORDINALS)) == 3
    sunday = MONDAY + timedelta(days=6)
    assert len(days_of(_history(first_on=sunday, last_on=sunday, steps=()), until=until, ordinals=ORDINALS)) == 1
    assert days_of(_history(first_on=until + timedelta(days=1)), until=until, ordinals=ORDINALS) == []


def test_an_end_counts_once_it_has_come_and_open_ones_are_kept() -> None:
    gone = _history(last_on=MONDAY + timedelta(days=9), ending=WITHDREW)
    open_one = _history(candidacy_id=2)
    for until, endings in ((MONDAY + timedelta(days=8), 0), (MONDAY + timedelta(days=9), 1)):
        tally = tally_of([gone, open_one], until=until, calendar=CALENDAR)
        assert (tally.candidacies, tally.endings.total()) == (2, endings)


def test_without_history_the_risk_is_the_assumption() -> None:
    fit = fitted(Tally())
    learned = LearnedRisk.of(_leaving(fit.posteriors[WITHDREW]))
    for waiting in (Waiting(0, 35, 4), Waiting(10, 12, 2), Waiting(0, 0, 4)):
        own, assumed = learned.leaving(waiting), ASSUMED.leaving(waiting)
        assert own.middle == pytest.approx(assumed.middle, rel=1e-6)
        assert own.n == 0


def _agency(seed: int, *, count: int = 240, silent: float = 0.05, by_client: float = 0.0) -> list[History]:
    """True hazards: 0.4 % a day, `silent` after four days without news, and more with one client in five."""
    numbers = np.random.default_rng(seed)
    found = []
    for key in range(count):
        first = CALENDAR.on_or_after(date(2025, 9, 1) + timedelta(days=int(numbers.integers(0, 330))))
        day, heard, news, ending = first, first, [], HIRED
        rhythm = int(numbers.integers(2, 9))
        for _ in range(int(numbers.integers(10, 40))):
            silence = ORDINALS.span(heard, day)
            if numbers.random() < (silent if silence > 4 else 0.004) + by_client * (key % 5 == 0):
                ending = WITHDREW
                break
            if silence >= rhythm:
                heard = day
                news.append(day)
            day = CALENDAR.add(day, 1)
        found.append(History(key, key // 4, key % 5, first, day, ending, news_on=tuple(news)))
    return found


def test_silence_is_found_to_matter_and_the_draws_agree_with_the_short_way() -> None:
    fit = fitted(tally_of(_agency(1, count=800), until=date(2026, 11, 1), calendar=CALENDAR))
    posterior = fit.posteriors[WITHDREW]
    assert posterior.effect("silent over 4")[0] + posterior.effect("silent over 2")[0] > 1.2
    learned = LearnedRisk.of(_leaving(posterior))
    for waiting in (Waiting(0, 30, 3), Waiting(5, 20, 6)):
        drawn, told = fit.leaving(waiting), learned.leaving(waiting)
        assert told.middle == pytest.approx(drawn.middle, rel=0.06)
        assert told.low == pytest.approx(drawn.low, rel=0.2)
        assert told.high == pytest.approx(drawn.high, rel=0.2)
    often, seldom = (learned.leaving(Waiting(0, 30, every)).middle for every in (2, 8))
    assert seldom > 1.5 * often


def test_the_past_foretells_without_seeing_the_future() -> None:
    histories = _agency(2)
    today = date(2026, 10, 1)
    plain = foretell(histories, today=today, calendar=CALENDAR)
    cut = plain[0].origin_on

    def blurred(one: History) -> History:
        if one.last_on and one.last_on > cut:
            return replace(
                one,
                last_on=one.last_on + timedelta(days=40),
                ending="",
                news_on=tuple(day for day in one.news_on if day <= cut),
            )
        return one

    changed = foretell([blurred(one) for one in histories], today=today, calendar=CALENDAR)
    first = [(one.candidacy_id, one.chance) for one in plain if one.origin_on == cut]
    assert first == [(one.candidacy_id, one.chance) for one in changed if one.origin_on == cut]
    assert len(first) > 5


def test_a_record_tells_better_only_when_it_is() -> None:
    foretold = foretell(_agency(3, count=700, silent=0.01, by_client=0.12), today=date(2026, 10, 1), calendar=CALENDAR)
    record = recorded(foretold, seed=1)
    assert record.judgement.n == len(foretold) > 300
    assert record.judgement.verdict is Verdict.BETTER
    assert sum(band.n for band in record.bands) == len(foretold)
    flat = recorded([replace(one, chance=one.base) for one in foretold], seed=1)
    assert flat.judgement.verdict is Verdict.NO_BETTER
    assert recorded([], seed=1).judgement.verdict is Verdict.TOO_FEW


@settings(max_examples=30)
@given(st.integers(0, 30), st.integers(0, 40), st.integers(1, 10))
def test_a_path_keeps_its_rhythm(so_far: int, to_come: int, every: int) -> None:
    path = waiting_path(days_so_far=so_far, days_to_come=to_come, news_every=every)
    assert [state.days_in for state in path] == list(range(so_far, so_far + to_come))
    assert all(state.silent_days < every and state.is_date_known for state in path)


def test_origins_leave_the_whole_horizon() -> None:
    found = origins(MONDAY, MONDAY + timedelta(days=200), calendar=CALENDAR)
    assert CALENDAR.add(found[-1], 10) <= MONDAY + timedelta(days=200)
    assert [CALENDAR.between(a, b) for a, b in pairwise(found)] == [20] * (len(found) - 1)
