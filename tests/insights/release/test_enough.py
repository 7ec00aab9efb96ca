"""Whether enough have been heard is told from size classes and bands alone; the interviewers' own measure is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from django.utils import translation

from framdrift.insights.release.enough import heard_enough
from framdrift.insights.release.reading import CompanyLevel, Figures, Group, least_people
from framdrift.science.disclosure.bands import band
from framdrift.science.saturation import saturation

NAMES = {"T01": "Tasks", "T06": "Manager", "T11": "Pay", "T12": "Load"}


def _figures(sizes: Mapping[str, str], bands: Mapping[tuple[str, str, str], str]) -> Figures:
    return Figures(
        kind="stay",
        programme="Talks",
        opened_on="2026-09-01",
        closed_on="2026-10-01",
        made_on="2026-10-05",
        least=10,
        groups=tuple(Group(code, ((code,),), size) for code, size in sizes.items()),
        names=NAMES,
        bands=bands,
        company={("T01", "holds"): CompanyLevel(0, 1, 0)},
        coverage=(),
        level="C",
        has_rest=False,
        agreed={},
    )


def _said(figures: Figures) -> tuple[str, ...]:
    with translation.override("en"):
        return heard_enough(figures)


def test_a_size_class_counts_with_its_smallest() -> None:
    assert least_people(["10-15", "16-59", "60+"]) == 86


@pytest.mark.parametrize(
    ("sizes", "begins", "share"),
    [
        (["10-15"], "More talks could still bring up new themes: among 10 people", "about 65 cases"),  # 1 - 0.9 ** 10
        (["10-15", "16-59"], "More talks could still bring up new themes: among 26 people", "about 93 cases"),
        (["16-59", "16-59"], "Enough have been heard to know the common themes: among 32 people", "96 cases"),
        (["60+"], "Enough have been heard to know the common themes: among 60 people", "99 cases"),
    ],
)
def test_how_surely_a_theme_has_been_heard_follows_from_the_size_classes(
    sizes: list[str], begins: str, share: str
) -> None:
    first = _said(_figures({f"L{number}": size for number, size in enumerate(sizes)}, {}))[0]
    assert first.startswith(begins)
    assert share in first


def test_what_was_answered_does_not_move_it() -> None:
    sizes = {"L0": "10-15"}
    told = {_said(_figures(sizes, {("L0", "T01", "holds"): level})) for level in ("low", "mixed", "high")}
    assert len(told) == 1


def test_whether_what_stands_out_returns_in_another_group() -> None:
    bands = {
        ("L0", "T01", "holds"): "high",
        ("L1", "T01", "pulls"): "mixed",
        ("L0", "T06", "pulls"): "mixed",
        ("L1", "T06", "pulls"): "low",
        ("L0", "T11", "pulls"): "very_low",
        ("L0", "T12", "decisive"): "high",
    }
    figures = _figures({"L0": "16-59", "L1": "10-15"}, bands)
    assert _said(figures)[1] == ("2 themes stand out somewhere; in one group alone: 1. The groups speak of the same.")
    apart = _said(replace(figures, bands={key: one for key, one in bands.items() if key[0] == "L0"}))
    assert apart[1].endswith("in one group alone: 2. Another group could well have added more.")


def test_nothing_is_said_of_nobody() -> None:
    assert _said(_figures({}, {})) == ()


def _ten(counts: Mapping[str, int], *, reader: frozenset[str]) -> list[set[str]]:
    """Ten people of whom `counts` name each theme; the first is the reader, who names all of `reader`."""
    people: list[set[str]] = [set(reader), *(set() for _ in range(9))]
    for theme, count in counts.items():
        others = count - (theme in reader)
        for who in range(1, others + 1):
            people[who].add(theme)
    return people


def test_told_yes_or_no_the_interviewers_coverage_would_tell_what_nobody_else_said() -> None:
    """The reason for telling something else. Ten people in one group; five themes few speak of, nine some, eight many.
    Somebody who named all five and reads that coverage is below 95 % knows that no colleague named any of them."""
    rare = frozenset(f"R{number}" for number in range(5))
    fewest = dict.fromkeys((f"M{number}" for number in range(9)), 4) | dict.fromkeys((f"H{n}" for n in range(8)), 7)
    below = []
    for named_by_another in range(6):
        counts = fewest | {one: 1 + (place < named_by_another) for place, one in enumerate(sorted(rare))}
        coverage = saturation(_ten(counts, reader=rare)).coverage
        assert coverage is not None
        below.append(coverage < 0.95)
    assert below == [True, False, False, False, False, False]  # more mentions of any other theme only raise it


def test_told_after_how_many_talks_nothing_new_came_would_tell_of_one_person() -> None:
    """Two worlds with the same bands that differ in what the last but one said: the number differs."""
    talks = [{"A", "B", "C", "D"}] * 10
    other = [*talks[:8], talks[8] | {"E"}, talks[9]]
    for theme in "ABCDE":
        assert len({band(sum(theme in one for one in world), 10) for world in (talks, other)}) == 1
    assert saturation(talks, run=10 - 8, base=8).enough_after == 10
    assert saturation(other, run=10 - 8, base=8).enough_after is None
