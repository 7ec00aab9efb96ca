"""The benchmark's results as a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import Any

_COLUMNS = (
    ("lost_to_slowness", "lost", 3),
    ("declined_for_time", "of which declined", 3),
    ("filled", "filled", 3),
    ("fit_of_hires", "fit of hires", 3),
    ("days_to_hire", "days to hire", 1),
    ("early_decisions", "decided early", 3),
    ("consultant_minutes", "minutes", 0),
    ("nudges", "reminders", 1),
    ("messages", "messages", 1),
)
_INTRODUCTION = """# The open benchmark of ways of working

Simulated, under the assumptions of `src/framdrift/science/simulation/scenarios/`; what the model is stands in
`docs/science/simulation.md`, how it was fitted in `FIT.md`. It shows which mechanism can matter; it predicts no
agency's percentage. 95 % intervals over replications (Student t), differences paired in the same worlds, seed 1.

Run again with `python -m benchmarks.simulation.measure`; one table with, for instance,
`framdrift simulate --replications 60 --scenario hot`.
"""


def report(results: Mapping[str, Any]) -> str:
    """The whole page, in Markdown."""
    parts = [_INTRODUCTION]
    if {"hot", "calm", "ablations", "worlds"} <= set(results):
        parts.append("\n".join(_goals(results)))
    for name, title in (
        ("hot", "Hot market"),
        ("calm", "Calm market"),
        ("ablations", "Framdrift and its variants, hot"),
    ):
        if name in results:
            parts.append("\n".join(_table(title, results[name])))
    if "worlds" in results:
        parts.append("\n".join(_worlds(results["worlds"])))
    return "\n".join(parts)


def _goals(results: Mapping[str, Any]) -> Iterator[str]:
    hot, calm = (results[name]["policies"]["framdrift"] for name in ("hot", "calm"))
    fit = results["hot"]["versus"]["framdrift"]["fit_of_hires"]
    cards = results["ablations"]["policies"]["framdrift_scorecards"]["fit_of_hires"]
    name, least = min(
        ((name, part["fewer"]["framdrift"]) for name, part in results["worlds"].items()), key=itemgetter(1)
    )
    rows = (
        ("favourites lost, hot: at most 0.27 (stretch 0.25)", hot["lost_to_slowness"][0], "<=", 0.27),
        ("favourites lost, calm: at most 0.11", calm["lost_to_slowness"][0], "<=", 0.11),
        ("fit of hires against alerts, hot: lower limit above 0", fit[1], ">=", 0.0),
        ("early decisions: none", hot["early_decisions"][0], "<=", 0.0),
        ("reminders an assignment: at most 4", hot["nudges"][0], "<=", 4),
        ("messages an assignment: at most 8", hot["messages"][0], "<=", 8),
        (f"fewer lost in each of 19 worlds: at least 0.30 (least in: {name})", least, ">=", 0.3),
        ("fit of hires with client scorecards: at least 0.78", cards[0], ">=", 0.78),
    )
    yield "## Goals of the product's policy\n"
    yield "| goal | reached | |"
    yield "|---|---|---|"
    for goal, value, sense, limit in rows:
        is_met = value <= limit if sense == "<=" else value >= limit
        yield f"| {goal} | {value:.3f} | {'met' if is_met else 'missed'} |"
    yield ""


def _table(title: str, part: Mapping[str, Any]) -> Iterator[str]:
    yield f"## {title} ({part['replications']} replications)\n"
    yield (
        "| policy | "
        + " | ".join(column for _, column, _ in _COLUMNS)
        + " | lost, against alerts | fit, against alerts |"
    )
    yield "|---" * (len(_COLUMNS) + 3) + "|"
    for name, row in part["policies"].items():
        cells = [_cell(row[key], digits, key) for key, _, digits in _COLUMNS]
        against = part["versus"].get(name)
        cells += [_signed(against[key]) if against else "" for key in ("lost_to_slowness", "fit_of_hires")]
        yield f"| {name} | " + " | ".join(cells) + " |"
    yield ""


def _worlds(worlds: Mapping[str, Any]) -> Iterator[str]:
    count = next(iter(worlds.values()))["replications"]
    yield f"## Nineteen worlds ({count} replications each)\n"
    yield "| world | alerts lose | framdrift loses | fewer | fit of hires, difference |"
    yield "|---|---|---|---|---|"
    for name, part in worlds.items():
        ours, theirs = (part["policies"][one]["lost_to_slowness"][0] for one in ("framdrift", "alert5"))
        fit = _signed(part["versus"]["framdrift"]["fit_of_hires"])
        yield f"| {name} | {theirs:.3f} | {ours:.3f} | {part['fewer']['framdrift']:.0%} | {fit} |"
    yield ""


def _cell(values: list[float | None], digits: int, key: str) -> str:
    mean, low, high = values
    if mean is None:
        return "-"
    told = f"{mean:.{digits}f}"
    return f"{told} ({low:.{digits}f}-{high:.{digits}f})" if key in ("lost_to_slowness", "fit_of_hires") else told


def _signed(values: list[float]) -> str:
    return "{:+.3f} ({:+.3f} to {:+.3f})".format(*values)
