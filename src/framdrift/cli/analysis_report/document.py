"""The JSON document of `framdrift analyse`, with the keys of the contract."""

from __future__ import annotations

from typing import Any

from framdrift.science.eventlog.analysis import Analysis
from framdrift.science.eventlog.instants import iso_utc
from framdrift.science.eventlog.outcomes import Outcomes
from framdrift.science.eventlog.stays import Pair, Step

Document = dict[str, Any]


def document_of(analysis: Analysis) -> Document:
    """Durations in days, instants ISO 8601 in UTC, None where a value does not exist."""
    document: Document = {
        "log": _log(analysis),
        "throughput_days": {
            "median": analysis.throughput.median,
            "mean": analysis.throughput.mean,
            "p90": analysis.throughput.p90,
            "includes_open": analysis.throughput.includes_open,
        },
        "steps": [_step(step) for step in analysis.steps],
        "pairs": [_pair(pair) for pair in analysis.pairs],
        "variants": [{"steps": list(variant.steps), "n": variant.n} for variant in analysis.variants],
    }
    if analysis.outcomes is not None:
        document["outcomes"] = _outcomes(analysis.outcomes)
    return document


def _log(analysis: Analysis) -> Document:
    log = analysis.log
    return {
        "events": log.events,
        "cases": log.cases,
        "activities": log.activities,
        "variants": log.variants,
        "pairs": log.pairs,
        "first": iso_utc(log.first),
        "last": iso_utc(log.last),
        "exact_duplicates": log.exact_duplicates,
        "ends": list(log.ends),
        "as_of": iso_utc(log.as_of),
    }


def _step(step: Step) -> Document:
    finished = step.completed_only
    return {
        "step": step.step,
        "entered": step.entered,
        "open": step.open,
        "median_days": step.median_days,
        "ci95": list(step.ci95),
        "completed_only": {
            "n": finished.n,
            "mean_days": finished.mean_days,
            "median_days": finished.median_days,
            "p90_days": finished.p90_days,
        },
        "open_days_total": step.open_days_total,
    }


def _pair(pair: Pair) -> Document:
    return {
        "from": pair.from_step,
        "to": pair.to_step,
        "n": pair.n,
        "mean_days": pair.mean_days,
        "median_days": pair.median_days,
        "total_days": pair.total_days,
    }


def _outcomes(outcomes: Outcomes) -> Document:
    return {
        "n": outcomes.n,
        "without_start": outcomes.without_start,
        "open": outcomes.open,
        "causes": dict(outcomes.causes),
        "median_days_any": outcomes.median_days_any,
        "ci95": list(outcomes.ci95),
        "at_days": [int(day) if day == int(day) else day for day in outcomes.at_days],
        "cif": {cause: list(values) for cause, values in outcomes.cif.items()},
        "survival": list(outcomes.survival),
    }
