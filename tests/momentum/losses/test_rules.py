"""Which ends and answers are losses, of how many; checked against a naive count on random cases."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest

from framdrift.momentum.losses.rules import (
    TOO_FEW,
    Case,
    Cause,
    cause_of,
    declines_of,
    ever_of,
    is_declined_for_time,
    slowness_of,
)
from framdrift.recruiting.kinds import TIME_REASONS, CandidacyStatus, OfferAnswer, ToldReason
from framdrift.science.proportions import wilson

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)


def _end(
    status: str = "withdrew", reason: str = "not_told", *, overdue: str = "", assignment: int = 1, company: int = 1
) -> Case:
    return Case(1, AT, 1, assignment, company, reason, status=status, overdue_side=overdue)


@pytest.mark.parametrize(
    ("case", "cause"),
    [
        (_end(reason="took_too_long"), Cause.TOLD),
        (_end(reason="other_offer_first"), Cause.TOLD),
        (_end(reason="silence", overdue="client"), Cause.TOLD),
        (_end(reason="pay", overdue="client"), Cause.OVERDUE_CLIENT),
        (_end(overdue="agency"), Cause.OVERDUE_AGENCY),
        (_end(reason="pay"), None),
        (_end("declined", "took_too_long", overdue="client"), None),
        (_end("rejected", "requirements", overdue="agency"), None),
        (_end("expired", "position_withdrawn", overdue="agency"), None),
        (_end("hired", "accepted", overdue="client"), None),
    ],
)
def test_why_an_end_counts(case: Case, cause: Cause | None) -> None:
    assert cause_of(case) is cause


def test_an_assignment_counts_once_and_a_told_reason_comes_first() -> None:
    ends = [_end(overdue="client"), _end(reason="silence"), _end("hired", "accepted"), _end("hired", assignment=2)]
    found = slowness_of(ends)
    assert (found.told.hits, found.overdue.hits, found.either.hits, found.either.n) == (1, 0, 1, 2)


def test_what_ended_by_itself_is_in_neither_part() -> None:
    assert slowness_of([_end("expired", overdue="client")]).either == wilson(0, 0)


def test_an_offer_taken_back_is_not_among_the_answers() -> None:
    answers = [
        Case(1, AT, 1, 1, 1, "took_too_long", answer="declined"),
        Case(2, AT, 2, 1, 1, "pay", answer="declined"),
        Case(3, AT, 3, 1, 1, "", answer="accepted"),
        Case(4, AT, 4, 1, 1, "", answer="taken_back"),
    ]
    assert declines_of(answers) == wilson(1, 3)


def test_too_few_means_an_interval_of_more_than_half_the_scale() -> None:
    def widest(n: int) -> float:
        return max((share.high or 0) - (share.low or 0) for share in (wilson(hits, n) for hits in range(n + 1)))

    assert widest(TOO_FEW - 1) > 0.5
    assert widest(TOO_FEW + 1) < 0.52


def test_random_cases_against_a_naive_count() -> None:
    chance = random.Random(4)
    for _ in range(200):
        ends = [
            _end(
                chance.choice(list(CandidacyStatus)[1:]),
                chance.choice(list(ToldReason)),
                overdue=chance.choice(["", "agency", "client"]),
                assignment=chance.randint(1, 6),
                company=chance.randint(1, 3),
            )
            for _ in range(chance.randint(0, 12))
        ]
        counted = [end for end in ends if end.status != "expired"]
        by_time = {end.assignment_id for end in counted if end.status == "withdrew" and end.reason in TIME_REASONS}
        by_date = {end.assignment_id for end in counted if end.status == "withdrew" and end.overdue_side} - by_time
        found = slowness_of(ends)
        n = len({end.assignment_id for end in counted})
        assert (found.told, found.overdue) == (wilson(len(by_time), n), wilson(len(by_date), n))
        assert found.either.hits <= found.either.n
        clients = {end.company_id for end in counted}
        lost = {
            end.company_id
            for end in counted
            if end.status == "withdrew" and (end.reason in TIME_REASONS or end.overdue_side)
        }
        assert ever_of(ends) == wilson(len(lost), len(clients))


def test_only_a_told_reason_of_time_declines_for_time() -> None:
    assert [
        reason.value
        for reason in ToldReason
        if is_declined_for_time(Case(1, AT, 1, 1, 1, reason, answer=OfferAnswer.DECLINED))
    ] == ["took_too_long", "other_offer_first", "silence"]
