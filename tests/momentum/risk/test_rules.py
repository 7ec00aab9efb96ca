"""The state of a day, days counted, forecasts of the past that see nothing of the future."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from math import exp

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framdrift.momentum.risk.causes import (
    CAUSES,
    DECLINED_FOR_TIME,
    DECLINED_OTHERWISE,
    FAMILIES,
    HIRED,
    LEFT_FOR_OWN,
    LEFT_FOR_TERMS,
    LEFT_FOR_TIME,
    LEFT_UNTOLD,
    REJECTED_BY_CLIENT,
    REJECTED_BY_US,
    WITHDREW,
    cause_of,
    ends_of,
)
from framdrift.momentum.risk.incidence import ENDS, taken_by
from framdrift.momentum.risk.judging import Scheme, foretell, origins, recorded
from framdrift.momentum.risk.keeping import _leaving
from framdrift.momentum.risk.learned import LearnedRisk
from framdrift.momentum.risk.learning import Tally, fitted, tally_of
from framdrift.momentum.risk.rules import (
    History,
    Ordinals,
    Spell,
    State,
    Told,
    ahead,
    days_of,
    state_on,
    waiting_path,
)
from framdrift.planning.waiting_risk import ASSUMED, Waiting
from framdrift.recruiting.kinds import ToldReason
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
    ended = _history(last_on=MONDAY + timedelta(days=2), ending=LEFT_FOR_TIME)
    assert len(days_of(ended, until=until, ordinals=ORDINALS)) == 3
    sunday = MONDAY + timedelta(days=6)
    assert len(days_of(_history(first_on=sunday, last_on=sunday, steps=()), until=until, ordinals=ORDINALS)) == 1
    assert days_of(_history(first_on=until + timedelta(days=1)), until=until, ordinals=ORDINALS) == []


def test_an_end_counts_once_it_has_come_and_open_ones_are_kept() -> None:
    gone = _history(last_on=MONDAY + timedelta(days=9), ending=LEFT_FOR_TIME)
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


def _other_cause(numbers: np.random.Generator) -> str:
    """Why somebody leaves who has not waited in silence."""
    return str(numbers.choice([LEFT_FOR_TIME, LEFT_FOR_TERMS, LEFT_FOR_OWN]))


def test_the_worked_example() -> None:
    """docs/science/risk.md."""
    state = State(days_in=20, silent_days=5, is_date_known=True)
    fit = fitted(Tally())
    effects = dict(
        zip((term.name for term in fit.posteriors[WITHDREW].terms), fit.posteriors[WITHDREW].mean, strict=True)
    )
    assert exp(sum(effects[name] for name in state.terms())) == pytest.approx(0.0122, abs=5e-5)
    within = fit.along(ahead(state, 10))
    whole = within.chance(WITHDREW)
    assert [round(100 * share) for share in (whole.low, whole.middle, whole.high)] == [2, 7, 21]
    assert [round(100 * within.chance(cause).middle) for cause in FAMILIES[WITHDREW]] == [3, 2, 1, 1]


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
                ending = LEFT_FOR_TIME if silence > 4 else _other_cause(numbers)
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
    plain = foretell(histories, today=today, calendar=CALENDAR)[WITHDREW]
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

    changed = foretell([blurred(one) for one in histories], today=today, calendar=CALENDAR)[WITHDREW]
    first = [(one.candidacy_id, one.chance) for one in plain if one.origin_on == cut]
    assert first == [(one.candidacy_id, one.chance) for one in changed if one.origin_on == cut]
    assert len(first) > 5


def test_a_record_tells_better_only_when_it_is() -> None:
    said = foretell(_agency(3, count=700, silent=0.01, by_client=0.12), today=date(2026, 10, 1), calendar=CALENDAR)
    foretold = said[WITHDREW]
    assert set(said) == {WITHDREW, *FAMILIES[WITHDREW]}
    assert sum(one.came for one in foretold) == sum(one.came for end in FAMILIES[WITHDREW] for one in said[end])
    assert not any(one.came for one in said[LEFT_UNTOLD])
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


@pytest.mark.parametrize(
    ("status", "reason", "side", "cause"),
    [
        ("withdrew", "silence", "candidate", LEFT_FOR_TIME),
        ("withdrew", "other_offer_first", "candidate", LEFT_FOR_TIME),
        ("withdrew", "location", "candidate", LEFT_FOR_TERMS),
        ("withdrew", "counter_offer", "candidate", LEFT_FOR_OWN),
        ("withdrew", "not_told", "candidate", LEFT_UNTOLD),
        ("withdrew", "", "", LEFT_UNTOLD),
        ("declined", "took_too_long", "candidate", DECLINED_FOR_TIME),
        ("declined", "pay", "candidate", DECLINED_OTHERWISE),
        ("rejected", "requirements", "client", REJECTED_BY_CLIENT),
        ("rejected", "requirements", "agency", REJECTED_BY_US),
        ("hired", "accepted", "candidate", HIRED),
        ("expired", "position_withdrawn", "agency", ""),
        ("active", "", "", ""),
    ],
)
def test_an_end_has_the_cause_that_was_told(status: str, reason: str, side: str, cause: str) -> None:
    assert cause_of(status, reason, side) == cause
    assert ends_of(cause) == ({cause, status} if cause else frozenset())


def test_every_reason_of_leaving_has_its_cause_and_what_is_believed_adds_up() -> None:
    assert {cause_of("withdrew", reason.value, "candidate") for reason in ToldReason} == set(FAMILIES[WITHDREW])
    for shares in FAMILIES.values():
        assert sum(shares.values()) == pytest.approx(1)


def test_a_cause_with_few_ends_stays_near_what_was_believed() -> None:
    day = Tally()
    day.days["level",] = 1000
    day.endings[("level",), LEFT_FOR_TERMS] = 2
    few = fitted(day)
    day.endings[("level",), LEFT_FOR_TERMS] = 200
    many = fitted(day)
    path = [State(0, 0)]
    for fit in (few, many):
        drawn = fit.along(path)
        whole = drawn.by_cause[WITHDREW]
        assert sum(drawn.by_cause[cause] for cause in FAMILIES[WITHDREW]) == pytest.approx(whole)
    told = [fit.chance(LEFT_FOR_TERMS, path).middle / fit.chance(WITHDREW, path).middle for fit in (few, many)]
    assert 0.25 < told[0] < 0.5 < 0.9 < told[1] < 1
    assert few.chance(LEFT_FOR_OWN, path).middle > 0, "what has not come is not impossible"


def test_days_counted_bit_by_bit_are_those_counted_at_once() -> None:
    histories, until = _agency(5, count=60), date(2026, 8, 1)
    whole, bits, cuts = Tally(), Tally(), [date(2026, 1, 10), date(2026, 3, 6), date(2026, 3, 8), until]
    for one in histories:
        whole.add(one, until=until, ordinals=ORDINALS)
    for after, cut in pairwise([date.min, *cuts]):
        for one in histories:
            bits.add(one, until=cut, after=after, ordinals=ORDINALS)
    assert bits == whole


def test_shares_taken_follow_what_was_counted_and_leave_room_for_the_rest() -> None:
    histories, until = _agency(6, count=900), date(2026, 11, 1)
    fit = fitted(tally_of(histories, until=until, calendar=CALENDAR))
    taken = taken_by(histories, fit, until=until, calendar=CALENDAR)
    by_end = {(one.end, one.by_day): one for one in taken}
    assert {one.end for one in taken} == set(ENDS)
    last = max(one.by_day for one in taken)
    for end in (WITHDREW, LEFT_FOR_TIME, LEFT_FOR_TERMS):
        one = by_end[end, last]
        assert one.share.middle == pytest.approx(one.counted, abs=0.03), end
        assert one.share.low < one.share.middle < one.share.high
        assert by_end[end, 5].share.middle < one.share.middle
    assert sum(by_end[cause, last].share.middle for cause in CAUSES) <= 1
    parts = sum(by_end[cause, last].counted for cause in FAMILIES[WITHDREW])
    assert by_end[WITHDREW, last].counted == pytest.approx(parts)
    assert by_end[LEFT_UNTOLD, last].counted == 0 < by_end[LEFT_UNTOLD, last].share.middle < 0.02
    assert taken_by([], fit, until=until, calendar=CALENDAR) == []
    assert taken_by(histories[:5], fit, until=until, calendar=CALENDAR) == []


def test_what_came_of_one_origin_is_known_at_the_next() -> None:
    with pytest.raises(ValueError, match="next"):
        Scheme(horizon=10, every=5)


def test_origins_leave_the_whole_horizon() -> None:
    found = origins(MONDAY, MONDAY + timedelta(days=200), calendar=CALENDAR)
    assert CALENDAR.add(found[-1], 10) <= MONDAY + timedelta(days=200)
    assert [CALENDAR.between(a, b) for a, b in pairwise(found)] == [20] * (len(found) - 1)
