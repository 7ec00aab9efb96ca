"""The rules of advice in their order, and what they never say; the risk of another day beside a naive simulation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from math import exp
from random import Random

import pytest

from framdrift.momentum.advising.judging import Came, Given, record
from framdrift.momentum.advising.log import Log, Seen
from framdrift.momentum.advising.losing import Lost, assumed, compared
from framdrift.momentum.advising.rules import Facts, Lacks, Option, Risk, Rule, suggest
from framdrift.momentum.risk.rules import POOLED_SD, State, ahead
from framdrift.planning.waiting_risk import Leaving
from framdrift.science.hazards.terms import FRAILTY_SD
from framdrift.science.hazards.verdicts import Verdict

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
TODAY = AT.date()
ME = "candidacy:7"


def event(seq: int, code: str, **data: object) -> Seen:
    """One of Lea's."""
    return Seen(seq, AT - timedelta(days=10 - seq), code, ME, data)


LOG = Log(
    [
        Seen(1, AT - timedelta(days=30), "assignment-opened", "assignment:1", {}),
        event(2, "candidacy-entered", plan_step_id=4),
        event(3, "scorecard-submitted", scorecard_id=1),
        event(4, "scorecard-submitted", scorecard_id=2),
        event(5, "reference-received", reference_id=1),
        event(6, "evidence-completed", plan_step_id=5),
        event(
            7,
            "promise-made",
            promise_id=1,
            kind="decision",
            to_side="agency",
            due_at=(AT + timedelta(days=2)).isoformat(),
        ),
    ],
    ME,
)


def lost(share: float) -> Lost:
    """So much more is lost later."""
    return Lost(
        Leaving(0.1, 0.2, 0.3), Leaving(0.1 + share, 0.2 + share, 0.3 + share), Leaving(share / 2, share, share * 2)
    )


FACTS = Facts(
    log=LOG,
    lacks=(),
    apart=("Ledarskap",),
    waits_since=LOG.events[5].at,
    waited=2,
    as_of=AT,
    today=TODAY,
    decision_on=date(2026, 12, 4),
    decision_in=8,
    end_on=date(2026, 12, 15),
    plan=(1,),
    sooner=Option(date(2026, 11, 26), date(2026, 12, 7), 2),
    one_more=Option(date(2026, 12, 11), date(2026, 12, 22), 13),
    risk=Risk(Verdict.BETTER, lambda _sooner, _later: lost(0.1), (2,)),
)


def rules(facts: Facts) -> list[Rule]:
    """Which fired, in order."""
    return [one.rule for one in suggest(facts).sentences]


def test_the_rules_fire_in_their_documented_order() -> None:
    fired = rules(FACTS)
    assert fired == [
        Rule.IN_HAND,
        Rule.COMPLETE,
        Rule.APART,
        Rule.WAITS,
        Rule.PROMISED,
        Rule.HOLDS,
        Rule.SOONER,
        Rule.ONE_MORE,
    ]
    assert [place for place, rule in enumerate(Rule) if rule in fired] == sorted(list(Rule).index(one) for one in fired)


def test_the_counterfactual_tells_days_and_persons_with_the_interval_of_the_difference() -> None:
    sooner = next(one for one in suggest(FACTS).sentences if one.rule is Rule.SOONER)
    assert sooner.value("decision_on") == "2026-11-26"
    assert sooner.value("instead_of_on") == "2026-12-04"
    assert sooner.value("work_days") == 6
    assert [sooner.value(f"more_{limit}") for limit in ("low", "middle", "high")] == [1, 2, 4]
    assert sooner.value("later_middle_percent") == 30
    draft = suggest(FACTS)
    assert (draft.proposed_on, draft.expected_on) == (date(2026, 11, 26), date(2026, 12, 4))


def test_a_decision_is_never_hurried_past_its_evidence() -> None:
    fired = rules(replace(FACTS, lacks=(Lacks("reference", "outside", 1),)))
    assert Rule.MISSING in fired
    assert Rule.SOONER not in fired
    assert Rule.COMPLETE not in fired


@pytest.mark.parametrize("verdict", [Verdict.NO_BETTER, Verdict.WORSE])
def test_no_risk_is_told_where_the_model_is_no_better_than_the_base_rate(verdict: Verdict) -> None:
    assert FACTS.risk is not None
    said = suggest(replace(FACTS, risk=replace(FACTS.risk, verdict=verdict)))
    assert [one.rule for one in said.sentences] == rules(FACTS), "dates and promises are still told"
    assert not any(one.tells("more_middle") for one in said.sentences)


def test_before_anything_is_learned_the_risk_is_called_general_experience() -> None:
    assert FACTS.risk is not None
    said = suggest(replace(FACTS, risk=replace(FACTS.risk, verdict=Verdict.TOO_FEW)))
    assert next(one for one in said.sentences if one.rule is Rule.SOONER).terms == ("general",)


def test_where_it_changes_little_it_says_that_there_is_no_hurry() -> None:
    assert FACTS.risk is not None
    fired = rules(replace(FACTS, risk=replace(FACTS.risk, compare=lambda _sooner, _later: lost(0.01))))
    assert Rule.NO_HURRY in fired
    assert Rule.SOONER not in fired


@pytest.mark.parametrize(
    ("change", "gone"),
    [
        ({"plan": ()}, {Rule.HOLDS, Rule.SOONER, Rule.ONE_MORE}),
        ({"waited": 0}, {Rule.WAITS}),
        ({"waits_since": AT - timedelta(hours=3)}, {Rule.WAITS}),
        ({"sooner": Option(date(2026, 12, 3), date(2026, 12, 14), 7)}, {Rule.SOONER}),
        ({"sooner": None, "one_more": None}, {Rule.SOONER, Rule.ONE_MORE}),
        ({"apart": ()}, {Rule.APART}),
        ({"decision_on": date(2026, 11, 20)}, {Rule.HOLDS}),
        ({"log": Log((), ME)}, {Rule.IN_HAND, Rule.COMPLETE, Rule.APART, Rule.WAITS, Rule.PROMISED}),
    ],
)
def test_a_rule_without_its_ground_says_nothing(change: dict[str, object], gone: set[Rule]) -> None:
    assert set(rules(FACTS)) - set(rules(replace(FACTS, **change))) == gone  # type: ignore[arg-type]


def test_what_was_taken_back_is_not_counted() -> None:
    back = [*LOG.events, event(8, "reference-taken-back", reference_id=1), event(9, "promise-kept", promise_id=1)]
    log = Log(back, ME)
    assert log.references() == ()
    assert log.promises() == []
    made = next(one for one in LOG.events if one.code == "promise-made")
    opened = Log([*back, event(10, "promise-reopened", **made.data)], ME).promises()
    assert [(one.due_at, one.seq) for one in opened] == [(datetime.fromisoformat(made.data["due_at"]), 10)]
    again = Log([*back, event(10, "reference-received", reference_id=1)], ME)
    assert again.references() == (10,)


def test_another_candidates_events_are_not_evidence() -> None:
    other = Seen(8, AT, "scorecard-submitted", "candidacy:8", {"scorecard_id": 9})
    assert Log([*LOG.events, other], ME).assessments() == (3, 4)


# --- what another day does to the risk -----------------------------------------------------------
STATE = State(days_in=12, silent_days=1, is_date_known=True)


def test_the_middles_are_the_summed_hazards_and_the_difference_never_gains() -> None:
    model = assumed()
    found = compared(model, STATE, sooner=2, later=8)
    effects = dict(zip(model.names, model.mean, strict=True))
    days = [exp(sum(effects[name] for name in state.terms())) for state in ahead(STATE, 8)]
    assert found.sooner.middle == pytest.approx(1 - exp(-sum(days[:2])))
    assert found.later.middle == pytest.approx(1 - exp(-sum(days)))
    assert found.more.middle == pytest.approx(found.later.middle - found.sooner.middle)
    assert 0 < found.more.low < found.more.middle < found.more.high
    assert found.more.high - found.more.low < found.later.high - found.later.low
    same = compared(model, STATE, sooner=5, later=5)
    assert (same.more.low, same.more.high) == (0, 0)


def test_the_interval_of_the_difference_is_that_of_a_naive_simulation() -> None:
    model, rng = assumed(), Random(3)
    found = compared(model, STATE, sooner=3, later=15)
    paths = ahead(STATE, 15)
    drawn = []
    for _ in range(6000):
        effect = {
            name: rng.gauss(mean, model.covariance[place][place] ** 0.5)
            for place, (name, mean) in enumerate(zip(model.names, model.mean, strict=True))
        }
        common = rng.gauss(0, (FRAILTY_SD**2 + POOLED_SD**2) ** 0.5)
        days = [exp(common + sum(effect[name] for name in state.terms())) for state in paths]
        drawn.append(exp(-sum(days[:3])) - exp(-sum(days)))
    drawn.sort()
    assert found.more.low == pytest.approx(drawn[600], rel=0.12)
    assert found.more.high == pytest.approx(drawn[5400], rel=0.12)


def test_a_later_day_cannot_be_sooner() -> None:
    with pytest.raises(ValueError, match="sooner"):
        compared(assumed(), STATE, sooner=3, later=2)


# --- what came after -----------------------------------------------------------------------------
def given(number: int, **change: object) -> Given:
    """Advice of the first, for the fifth instead of the tenth."""
    first = date(2026, 6, 1)
    return replace(
        Given(number, number, first, True, False, first.replace(day=5), first.replace(day=10), None, None, None),
        **change,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("change", "came"),
    [
        ({"decided_on": date(2026, 6, 5)}, Came.BY_PROPOSED),
        ({"decided_on": date(2026, 6, 6)}, Came.BY_PLANNED),
        ({"decided_on": date(2026, 6, 11)}, Came.LATER),
        ({"left_on": date(2026, 6, 4), "ended_on": date(2026, 6, 4)}, Came.LOST),
        ({"left_on": date(2026, 6, 9), "decided_on": date(2026, 6, 5)}, Came.BY_PROPOSED),
        ({"ended_on": date(2026, 6, 4)}, Came.ENDED),
        ({}, Came.LATER),
        ({"expected_on": date(2026, 7, 1)}, Came.OPEN),
    ],
)
def test_what_came_after_advice(change: dict[str, object], came: Came) -> None:
    assert given(1, **change).came(date(2026, 6, 20)) is came


def test_what_is_not_known_is_in_no_share() -> None:
    several = [
        given(1, decided_on=date(2026, 6, 5)),
        given(2, decided_on=date(2026, 6, 9), is_changed=True),
        given(3, expected_on=date(2026, 7, 1)),
        given(4, ended_on=date(2026, 6, 3), is_suggested=False, proposed_on=None, expected_on=None),
    ]
    found = record(several, today=date(2026, 6, 20))
    assert (found.n, found.open, found.as_suggested, found.changed, found.own_words) == (4, 1, 2, 1, 1)
    assert (found.in_time.hits, found.in_time.n) == (2, 2)
    assert (found.by_proposed.hits, found.by_proposed.n) == (1, 2)
    assert (found.lost.hits, found.lost.n) == (0, 2)


# --- for time, and for other reasons --------------------------------------------------------------
def apart(share: float) -> Lost:
    """As `lost`, a fifth of them known to leave for time."""
    whole = lost(share)
    parts = {
        name: replace(value, for_time=Leaving(value.low / 5, value.middle / 5, value.high / 5, n=30))
        for name, value in (("sooner", whole.sooner), ("later", whole.later), ("more", whole.more))
    }
    return replace(whole, **parts)


@pytest.mark.parametrize(
    ("verdict", "compare", "terms", "middle", "of_them"),
    [
        (Verdict.BETTER, apart, ("own",), 8, 2),
        (Verdict.BETTER, lost, ("own",), 8, None),
        (Verdict.TOO_FEW, lost, ("general",), 8, None),
        (Verdict.NO_BETTER, apart, ("own", "time"), 2, None),
        (Verdict.WORSE, apart, ("own", "time"), 2, None),
        (Verdict.NO_BETTER, lost, (), None, None),
    ],
)
def test_each_loss_is_told_only_where_its_own_forecasts_were_better(
    verdict: Verdict, compare: Callable[[float], Lost], terms: tuple[str, ...], middle: int | None, of_them: int | None
) -> None:
    said = suggest(replace(FACTS, risk=Risk(verdict, lambda _sooner, _later: compare(0.4), (2,))))
    sooner = next(one for one in said.sentences if one.rule is Rule.SOONER)
    assert sooner.terms == terms
    assert (sooner.value("more_middle") if sooner.tells("more_middle") else None) == middle
    assert (sooner.value("time_middle") if sooner.tells("time_middle") else None) == of_them


def test_no_hurry_is_said_of_what_is_told() -> None:
    risk = Risk(Verdict.NO_BETTER, lambda _sooner, _later: apart(0.1), (2,))
    hurry = next(one for one in suggest(replace(FACTS, risk=risk)).sentences if one.rule is Rule.NO_HURRY)
    assert hurry.terms == ("own", "time"), "a tenth more leave, but not for time"
