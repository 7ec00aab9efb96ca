"""Changes put together: each does its own, in any company, and leaves the rest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framdrift.planning.outlook import Basis, look
from framdrift.planning.rules import NOTHING_YET, Notice, Progress
from framdrift.planning.waiting_risk import ASSUMED, SPREAD, Waiting, hazard_of_day, total_hazard
from framdrift.planning.what_if import (
    AGAIN,
    AnswersWithin,
    Beside,
    Change,
    JulyRests,
    NoticeOf,
    OnceMore,
    Shape,
    Situation,
    StartOn,
    Without,
    may_be_left_out,
    may_run_beside,
    with_changes,
)
from framdrift.recruiting.kinds import EvidenceKind, Side, StepType
from framdrift.science.calendars import WorkingDays
from framdrift.science.durations import ASSUMED as ASSUMED_SPREAD
from framdrift.science.durations import Spread

KICKOFF = date(2026, 3, 2)
STEPS = [
    (StepType.INTAKE, "assignment", Side.AGENCY, 2),
    (StepType.SCREENING, "candidacy", Side.AGENCY, 3),
    (StepType.CLIENT_INTERVIEW, "candidacy", Side.CLIENT, 7),
    (StepType.TEST, "candidacy", Side.CANDIDATE, 3),
    (StepType.REFERENCES, "candidacy", Side.OUTSIDE, 4),
    (StepType.DECISION, "candidacy", Side.CLIENT, 6),
]


@dataclass(frozen=True)
class Need:
    kind: str
    optional: bool = False


def situation(**changes: object) -> Situation:
    rows = tuple(
        Shape(n, n, kind, scope, side, length, 5, False, date(2026, 6, 1))
        for n, (kind, scope, side, length) in enumerate(STEPS, start=1)
    )
    first = Situation(rows, frozenset(row.id for row in rows), None, Notice(3), False)
    return replace(first, **changes)  # type: ignore[arg-type]


def ends_on(found: Situation, **more: object) -> date:
    basis = Basis(days=WorkingDays(), today=KICKOFF, kickoff_on=KICKOFF, **more)  # type: ignore[arg-type]
    return look(found.rows, {}, basis, start_on=found.start_on, notice=found.notice).plan.expected_on


def won(*changes: Change) -> int:
    before = situation()
    return WorkingDays().between(ends_on(with_changes(before, changes)), ends_on(before))


def test_a_client_that_answers_in_two_days_instead_of_five_saves_three_at_each_of_its_steps() -> None:
    assert won(AnswersWithin(Side.CLIENT, 2)) == 2 * 3
    assert won(AnswersWithin(Side.AGENCY, 5)) == 0


def test_one_more_interview_takes_as_long_as_the_last_one() -> None:
    assert won(OnceMore()) == -7
    rows = with_changes(situation(), [OnceMore()]).rows
    assert [row.id for row in rows] == [1, 2, 3, AGAIN, 4, 5, 6]


def test_what_ran_beside_an_interview_runs_beside_the_new_one() -> None:
    assert won(Beside(4), OnceMore()) == 3 - 7


def test_without_the_test_and_with_references_beside() -> None:
    assert won(Without(4)) == 3
    assert won(Beside(5)) == 3  # the four days of references run beside the three of the test
    assert won(Without(4), Beside(5)) == 7


def test_left_out_is_only_what_nobody_has_come_to() -> None:
    begun = situation(open_ids=frozenset({5, 6}))
    assert with_changes(begun, [Without(4), Beside(4), AnswersWithin(Side.CLIENT, 1)]).rows[3] == begun.rows[3]


def test_what_ran_beside_a_step_that_is_left_out_does_not_run_beside_what_is_done() -> None:
    found = with_changes(situation(), [Beside(5), Without(4)])
    assert [row.parallel for row in found.rows] == [False] * 5


def test_another_start_another_notice_another_july() -> None:
    found = with_changes(situation(), [StartOn(date(2027, 3, 1)), NoticeOf(Notice(1)), JulyRests(True)])
    assert (found.start_on, found.notice, found.rests_in_july) == (date(2027, 3, 1), Notice(1), True)


@pytest.mark.parametrize(
    ("step_id", "needs", "may_go"),
    [
        (4, [], True),
        (4, [Need(EvidenceKind.TEST, optional=True)], True),
        (4, [Need(EvidenceKind.TEST)], False),
        (5, [Need(EvidenceKind.REFERENCE)], False),
        (6, [], False),
        (1, [], False),
    ],
)
def test_what_the_decision_rests_on_cannot_be_left_out(step_id: int, needs: list[Need], may_go: bool) -> None:
    found = situation()
    assert may_be_left_out(found.rows[step_id - 1], needs, open_ids=found.open_ids) is may_go


def test_only_evidence_runs_beside_and_never_beside_a_step_of_another_kind() -> None:
    found = situation()
    may = [row.id for row in found.rows if may_run_beside(row, found.rows, open_ids=found.open_ids)]
    assert may == [4, 5]


@given(st.permutations([AnswersWithin(Side.CLIENT, 2), Without(4), OnceMore(), StartOn(date(2027, 3, 1))]))
def test_the_order_of_such_changes_does_not_matter(changes: list[Change]) -> None:
    ordered = with_changes(situation(), [AnswersWithin(Side.CLIENT, 2), Without(4), OnceMore()])
    found = with_changes(situation(), changes)
    assert ends_on(found) == ends_on(ordered)


def test_the_reserve_lies_at_the_end_and_history_moves_it() -> None:
    basis = Basis(days=WorkingDays(), today=KICKOFF, kickoff_on=KICKOFF)
    assumed = look(situation().rows, {}, basis)
    assert assumed.n == 0
    assert assumed.reserve_work_days == WorkingDays().between(assumed.plan.expected_on, assumed.promise_on) > 0
    slow = {kind: Spread(0.7, 0.5, 12) for kind, *_ in STEPS}
    learned = look(situation().rows, {}, replace(basis, spreads=slow))
    assert learned.n == 12 * len(STEPS)
    assert learned.promise_on > assumed.promise_on
    assert learned.plan == assumed.plan


def test_what_was_promised_is_judged_by_its_chance() -> None:
    basis = Basis(days=WorkingDays(), today=KICKOFF, kickoff_on=KICKOFF)
    promise = look(situation().rows, {}, basis).promise_on
    kept = look(situation().rows, {}, replace(basis, promised_on=promise)).promise_holds
    early = look(situation().rows, {}, replace(basis, promised_on=KICKOFF)).promise_holds
    assert kept is not None
    assert early is not None
    assert 0.8 <= kept.middle < 0.9
    assert early.middle < 0.01
    assert look(situation().rows, {}, basis).promise_holds is None


def test_the_range_of_a_chance_is_wide_without_history_and_narrow_with_much() -> None:
    basis = Basis(days=WorkingDays(), today=KICKOFF, kickoff_on=KICKOFF)
    basis = replace(basis, promised_on=look(situation().rows, {}, basis).promise_on)
    assumed = look(situation().rows, {}, basis).promise_holds
    many = {kind: replace(ASSUMED_SPREAD, n=400) for kind, *_ in STEPS}
    known = look(situation().rows, {}, replace(basis, spreads=many)).promise_holds
    assert assumed is not None
    assert known is not None
    assert assumed.low < known.low < known.middle < known.high < assumed.high
    assert assumed.high - assumed.low > 0.3
    assert known.high - known.low < 0.1
    assert known.middle == pytest.approx(assumed.middle)


def test_a_shorter_plan_raises_the_chance_and_a_longer_one_lowers_it() -> None:
    basis = Basis(days=WorkingDays(), today=KICKOFF, kickoff_on=KICKOFF)
    basis = replace(basis, promised_on=look(situation().rows, {}, basis).plan.expected_on)
    shares = []
    for changes in ([AnswersWithin(Side.CLIENT, 1)], [], [OnceMore()]):
        holds = look(with_changes(situation(), changes).rows, {}, basis).promise_holds
        assert holds is not None
        shares.append(holds.middle)
    assert shares[0] > shares[1] > shares[2]


def test_a_later_start_is_easier_to_sign_for() -> None:
    basis = Basis(days=WorkingDays(), today=KICKOFF, kickoff_on=KICKOFF)
    ends_on = look(situation().rows, {}, basis).plan.expected_on
    soon, later = (
        look(situation().rows, {}, basis, start_on=ends_on + timedelta(days=days), notice=Notice(0)).start_holds
        for days in (0, 21)
    )
    assert soon is not None
    assert later is not None
    assert soon.middle < 0.7 < later.middle
    assert look(situation().rows, {}, basis).start_holds is None


def test_a_step_that_is_done_leaves_less_to_fear() -> None:
    basis = Basis(days=WorkingDays(), today=KICKOFF, kickoff_on=KICKOFF)
    fresh = look(situation().rows, {}, basis)
    done = {1: Progress(KICKOFF, KICKOFF), 2: Progress(KICKOFF, KICKOFF)}
    assert look(situation().rows, done, basis).reserve_work_days <= fresh.reserve_work_days
    assert NOTHING_YET.done_on is None


# --- how many leave ------------------------------------------------------------------------------
def test_the_first_day_with_fresh_news_is_the_documented_level_less_the_known_date() -> None:
    assert hazard_of_day(0, silent_days=0) == pytest.approx(0.010 * 0.6065, rel=1e-3)


@given(st.integers(0, 40), st.integers(1, 60))
def test_more_days_lose_more_and_the_range_holds_the_middle(so_far: int, to_come: int) -> None:
    waiting = Waiting(so_far, to_come, 5)
    found = ASSUMED.leaving(waiting)
    assert 0 < found.low < found.middle < found.high < 1
    assert total_hazard(waiting) < total_hazard(replace(waiting, days_to_come=to_come + 1))
    assert found.middle <= ASSUMED.leaving(replace(waiting, days_so_far=so_far + 30)).middle


def test_the_range_is_as_wide_as_the_prior_says() -> None:
    assert pytest.approx(0.886, abs=1e-3) == SPREAD
    assert ASSUMED.leaving(Waiting(0, 30, 5)).of_twenty() == (1, 4, 10)
