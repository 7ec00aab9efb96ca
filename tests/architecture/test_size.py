"""Size is a budget: function median at most 10 lines, 90th percentile at most 30, a module at most 400."""

from __future__ import annotations

import statistics

from tests.architecture import source
from tests.architecture.source import Module, expect_none, planted

MEDIAN, NINETIETH, MODULE = 10, 30, 400


def lengths(modules: tuple[Module, ...]) -> list[tuple[int, str]]:
    """Lines of every function with its place, longest first."""
    found = [
        ((one.end_lineno or one.lineno) - one.lineno + 1, f"{module.at(one)} {one.name}")
        for module in modules
        for one in source.functions(module.tree)
    ]
    return sorted(found, reverse=True)


def over_budget(modules: tuple[Module, ...]) -> list[str]:
    """What exceeds the budget, with the longest functions where the quantiles do."""
    found = lengths(modules)
    lines = [length for length, _ in found]
    wrong = [f"{m.place}: {m.text.count(chr(10))} lines" for m in modules if m.text.count("\n") > MODULE]
    longest = "; ".join(f"{place} {length}" for length, place in found[:10])
    if statistics.median(lines) > MEDIAN:
        wrong.append(f"median {statistics.median(lines)} > {MEDIAN}")
    ninetieth = sorted(lines)[int(len(lines) * 0.9)]
    if ninetieth > NINETIETH:
        wrong.append(f"90th percentile {ninetieth} > {NINETIETH}: {longest}")
    return wrong


def test_the_product_keeps_its_budget() -> None:
    expect_none(over_budget(source.modules()))


def test_too_long_is_seen() -> None:
    long = "def one():\n" + "    x = 1\n" * 40
    assert len(over_budget((planted(long),))) == 2
    assert over_budget((planted(long + "\n" * 400),))[0].endswith("lines")
