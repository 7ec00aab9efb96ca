"""The page of results: which log, what was asked of it, how it held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any

VERDICTS = {
    "better": "better than the base rate",
    "no_better": "no better than the base rate",
    "worse": "worse than the base rate",
    "too_few": "too few to say",
}
ASKED = {
    ("cabinet-tenure", "withdrew"): "left within 300 days, before the administration did",
    ("hiring-log", "rejected"): "rejected within 10 hours",
    ("hiring-log", "hired"): "offered the job within 10 hours",
    ("demonstration", "withdrew"): "withdrew within 10 working days",
    ("demonstration", "withdrew_time"): "the same, for time",
    ("demonstration", "withdrew_terms"): "the same, for the terms",
    ("demonstration", "withdrew_own"): "the same, for own reasons",
    ("demonstration", "withdrew_untold"): "the same, no reason told",
}
TEMPLATE = Path(__file__).with_name("page.md")


def page(results: Sequence[Mapping[str, Any]], *, on: date) -> str:
    """The whole page, in Markdown: the words of page.md, with the run's numbers."""
    parts = {"on": on.isoformat(), "plainly": plainly(results), "table": "\n".join(_table(results))}
    for log in dict.fromkeys(one["log"] for one in results):
        shown = [one for one in results if one["log"] == log][:2]
        parts[log] = "\n\n".join("\n".join(_bands(one)) for one in shown)
    return reduce(lambda text, part: text.replace(f"{{{part}}}", parts[part]), parts, TEMPLATE.read_text())


def plainly(results: Sequence[Mapping[str, Any]]) -> str:
    """Where the forecasts are better than the base rate and where they are not."""
    told: dict[str, list[str]] = {words: [] for words in VERDICTS.values()}
    for one in results:
        asked = ASKED[one["log"], one["end"]].replace("the same", "withdrew")
        told[VERDICTS[one["verdict"]]].append(f"{asked} ({one['log']})")
    return "\n".join(f"- **{words.capitalize()}**: {'; '.join(told[words]) or 'nowhere'}." for words in told)


def _table(results: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield "| log | asked | cases | forecasts | came | foretold on average | Brier | base rate | gain | verdict |"
    yield "|---|---|---:|---:|---:|---:|---:|---:|---|---|"
    for one in results:
        yield " | ".join(_cells(one)).join(("| ", " |"))


def _cells(one: Mapping[str, Any]) -> Iterator[str]:
    yield one["log"]
    yield ASKED[one["log"], one["end"]]
    yield f"{one['cases']:,}"
    yield f"{one['n']:,} from {one['origins']} days"
    yield f"{one['came'] / one['n']:.1%}"
    yield f"{one['foretold']:.1%}"
    yield f"{one['brier']:.4f}"
    yield f"{one['base_brier']:.4f}"
    yield f"{one['gain_low']:.4f} to {one['gain_high']:.4f}"
    yield VERDICTS[one["verdict"]]


def _bands(one: Mapping[str, Any]) -> Iterator[str]:
    """Calibration: cases in the order of the chance foretold, in five parts."""
    yield f"Calibration, {ASKED[one['log'], one['end']]}:\n"
    yield "| foretold on average | came | of |"
    yield "|---:|---:|---:|"
    for band in one["bands"]:
        yield f"| {band['foretold']:.1%} | {band['came']:.1%} | {band['n']:,} |"
