"""The analysis of an event log: fast columns against a slow reading of the contract, on random logs."""

import itertools
from collections import Counter, defaultdict
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framdrift.science.eventlog import ordering, variants
from framdrift.science.eventlog.analysis import Question, analyse
from framdrift.science.eventlog.log import TICKS_PER_DAY, LogBuilder
from framdrift.science.eventlog.outcomes import OutcomeQuestion
from framdrift.science.eventlog.refusals import LogRefused
from framdrift.science.survival import kaplan_meier

DAY = TICKS_PER_DAY

events = st.lists(
    st.tuples(
        st.sampled_from("pqrs"),
        st.sampled_from(["apply", "call", "meet", "no", "yes"]),
        st.integers(0, 6),
        st.sampled_from([None, "ann", "bo"]),
    ),
    min_size=1,
    max_size=40,
)


def log_of(rows, *, unit=DAY // 4):
    builder = LogBuilder()
    for case, activity, time, who in rows:
        builder.add(case=case, activity=activity, at_ticks=time * unit, resource=who)
    return builder.log()


def by_case(rows, as_of):
    cases = defaultdict(list)
    for case, activity, time, _ in sorted((r for r in rows if r[2] <= as_of), key=lambda r: r[2]):
        cases[case].append((activity, time))
    return cases


@settings(max_examples=150, deadline=None)
@given(events, st.integers(0, 7), st.sets(st.sampled_from(["no", "yes", "never"])))
def test_against_a_slow_reading_of_the_contract(rows, as_of, ends):
    seen = [row for row in rows if row[2] <= as_of]
    if not seen:
        with pytest.raises(LogRefused):
            analyse(log_of(rows), Question(as_of=as_of * DAY // 4))
        return
    found = analyse(log_of(rows), Question(as_of=as_of * DAY // 4, ends=tuple(ends)))
    cases = by_case(rows, as_of)
    follows = {a for events in cases.values() for a, _ in events[:-1]}
    real_ends = ends or {row[1] for row in seen} - follows
    assert found.log.ends == tuple(sorted(real_ends))
    assert found.log.exact_duplicates == len(seen) - len(set(seen))
    assert (found.log.events, found.log.cases) == (len(seen), len(cases))

    paths = Counter(tuple(a for a, _ in events) for events in cases.values())
    expected = sorted(paths.items(), key=lambda item: (-item[1], item[0]))[:10]
    assert [(v.steps, v.n) for v in found.variants] == expected
    assert found.log.variants == len(paths)

    pairs, finished, still = defaultdict(list), defaultdict(list), defaultdict(list)
    for case_events in cases.values():
        for (a, t), (b, u) in itertools.pairwise(case_events):
            pairs[a, b].append(u - t)
            finished[a].append(u - t)
        last, t = case_events[-1]
        if last not in real_ends:
            still[last].append(as_of - t)
    order = sorted(pairs, key=lambda pair: (-sum(pairs[pair]), pair))
    assert [(p.from_step, p.to_step, p.n) for p in found.pairs] == [(*p, len(pairs[p])) for p in order]
    assert [p.total_days for p in found.pairs] == [sum(pairs[p]) / 4 for p in order]
    assert [p.median_days for p in found.pairs] == [float(np.median(pairs[p])) / 4 for p in order]

    first = {}
    for row in sorted(seen, key=lambda r: r[2]):
        first.setdefault(row[1], len(first))
    assert [s.step for s in found.steps] == list(first)
    for step in found.steps:
        curve = kaplan_meier(np.array(finished[step.step]) * 1.0, np.array(still[step.step]) * 1.0)
        median = curve.median()
        assert step.entered == sum(row[1] == step.step for row in seen)
        assert step.open == len(still[step.step])
        assert step.median_days == (None if median is None else median / 4)
        assert step.ci95 == tuple(None if v is None else v / 4 for v in curve.median_limits())
        assert step.open_days_total == sum(still[step.step]) / 4
        assert step.completed_only.n == len(finished[step.step])
    throughput = [events[-1][1] - events[0][1] for events in cases.values()]
    assert found.throughput.median == pytest.approx(float(np.median(throughput)) / 4)
    assert found.throughput.includes_open == sum(map(len, still.values()))


@settings(max_examples=150, deadline=None)
@given(events)
def test_outcomes_against_a_slow_reading_of_the_contract(rows):
    question = OutcomeQuestion("apply", {"declined": ("no", "apply"), "hired": ("yes",), "lost": ("gone",)})
    found = analyse(
        log_of(rows), Question(outcomes=question, at_days=[Decimal(0), Decimal("0.5"), Decimal(30)])
    ).outcomes
    last = max(row[2] for row in rows)
    cause_of = {"no": "declined", "apply": "declined", "yes": "hired"}
    counts, without = Counter(), 0
    for case_events in by_case(rows, last).values():
        places = [i for i, (a, _) in enumerate(case_events) if a == "apply"]
        if not places:
            without += 1
            continue
        after = [(cause_of[a], t) for a, t in case_events[places[0] :] if a in cause_of]
        counts[after[0][0]] += 1
    assert found.without_start == without
    assert found.n == sum(counts.values())
    assert dict(found.causes) == {"declined": counts["declined"], "hired": counts["hired"], "lost": 0}
    # the start is a cause itself here, so everybody ends at day 0
    if found.n:
        assert found.cif["declined"] == pytest.approx((1, 1, 1))
        assert found.survival == (0.0, 0.0, 0.0)
    else:
        assert found.survival == (None, None, None)


def test_a_terminal_event_before_the_start_does_not_count_even_at_the_same_instant():
    rows = [("p", "no", 3, None), ("p", "apply", 3, None), ("p", "yes", 5, None), ("q", "apply", 1, None)]
    outcomes = analyse(
        log_of(rows, unit=DAY),
        Question(outcomes=OutcomeQuestion("apply", {"no": ("no",), "yes": ("yes",)}), at_days=[Decimal(2), Decimal(9)]),
    ).outcomes
    assert (outcomes.n, outcomes.open, outcomes.causes) == (2, 1, {"no": 0, "yes": 1})
    assert outcomes.cif == {"no": (0.0, None), "yes": (0.5, None)}
    assert outcomes.survival == (0.5, None)


def test_an_event_at_the_as_of_instant_is_seen_and_one_after_is_not():
    rows = [("p", "apply", 0, None), ("p", "call", 2, None), ("p", "no", 3, None)]
    found = analyse(log_of(rows, unit=DAY), Question(as_of=2 * DAY, ends=("no",)))
    assert [s.step for s in found.steps] == ["apply", "call"]
    assert (found.steps[1].open, found.steps[1].open_days_total, found.log.last) == (1, 0.0, 2 * DAY)


def test_an_end_met_earlier_is_an_ordinary_stay():
    rows = [("p", "no", 0, None), ("p", "no", 2, None)]
    step = analyse(log_of(rows, unit=DAY), Question(ends=("no",))).steps[0]
    assert (step.entered, step.open, step.completed_only.n, step.median_days) == (2, 0, 1, 2.0)


def test_equal_totals_of_centuries_are_seen_as_equal():
    """Sums beyond 2**63 ticks must neither overflow nor lose the last tick."""
    century = 36525 * DAY
    rows = []
    for name in ("b", "a"):
        for i in range(4000):
            rows += [(f"{name}{i}", name, 0, None), (f"{name}{i}", "end", century - (i == 0), None)]
    pairs = analyse(log_of(rows, unit=1), Question()).pairs
    assert [p.from_step for p in pairs] == ["a", "b"]
    assert pairs[0].total_days == pytest.approx(4000 * 36525, rel=1e-12)


def test_one_activity_under_two_causes_is_refused():
    with pytest.raises(LogRefused, match="'no' stands under two causes, 'a' and 'b'"):
        OutcomeQuestion("apply", {"a": ("no",), "b": ("yes", "no")})


def test_sequences_that_share_a_fingerprint_are_counted_one_by_one(monkeypatch):
    rows = [("p", "apply", 0, None), ("p", "no", 1, None), ("q", "apply", 0, None), ("q", "yes", 1, None)]
    monkeypatch.setattr(variants, "_fingerprints", lambda ordered, *_: np.zeros(len(ordered.starts), dtype=np.uint64))
    assert variants.count_variants(ordering.in_order(log_of(rows))).distinct == 2


def test_many_unique_ways_through_tie_by_name():
    names = [f"step {i:03}" for i in range(60)]
    rows = [(str(i), names[(7 * i) % 60], 0, None) for i in range(60)]
    rows += [(str(i), names[i], 1, None) for i in range(60)]
    found = analyse(log_of(rows), Question())
    assert found.log.variants == 60
    assert [v.steps[0] for v in found.variants] == names[:10]


def test_wide_numbers_take_the_slow_road_to_the_same_answer(monkeypatch):
    numbers = np.random.default_rng(3)
    rows = [(str(numbers.integers(9)), "abc"[numbers.integers(3)], int(numbers.integers(50)), None) for _ in range(400)]
    quick = analyse(log_of(rows), Question())
    for module in ("ordering", "stays"):
        monkeypatch.setattr(f"framdrift.science.eventlog.{module}.bits_for", lambda _: 40)
    assert analyse(log_of(rows), Question()) == quick


def test_an_empty_log_is_refused():
    with pytest.raises(LogRefused, match="no events"):
        analyse(log_of([]), Question())
