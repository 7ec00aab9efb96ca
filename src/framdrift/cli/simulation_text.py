"""The benchmark's result as a table for a terminal."""

from __future__ import annotations

from typing import Any

from framdrift.cli.language import Language

_COLUMNS = (
    ("lost_to_slowness", 3),
    ("filled", 3),
    ("fit_of_hires", 3),
    ("days_to_hire", 1),
    ("early_decisions", 3),
    ("consultant_minutes", 0),
    ("nudges", 1),
    ("messages", 1),
)


def text_report(document: dict[str, Any], words: Language) -> str:
    """The table, what its numbers are, and what they are not."""
    scenario = document["scenario"]
    heading = words.gettext("Scenario {name}, {n} worlds, seed {seed}. Simulated under stated assumptions.").format(
        name=scenario["name"], n=scenario["replications"], seed=scenario["seed"]
    )
    lines = [heading, "", *_table(document, words), ""]
    lines += [words.gettext("Lost: share of favourites who left or declined because it took too long.")]
    lines += [_against(name, row, words) for name, row in document["versus"].items()]
    return "\n".join(lines)


def _table(document: dict[str, Any], words: Language) -> list[str]:
    names = (
        words.gettext("Policy"),
        words.gettext("Lost"),
        words.gettext("95 % interval"),
        words.gettext("Filled"),
        words.gettext("Fit of hires"),
        words.gettext("Days to hire"),
        words.gettext("Decided early"),
        words.gettext("Minutes"),
        words.gettext("Reminders"),
        words.gettext("Messages"),
    )
    rows = [names, *(_row(one, words) for one in document["policies"])]
    widths = [max(len(row[column]) for row in rows) for column in range(len(names))]
    return [
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]


def _row(one: dict[str, Any], words: Language) -> tuple[str, ...]:
    cells = [_number(one[key]["mean"], digits) for key, digits in _COLUMNS]
    return (one["policy"], cells[0], _interval(one["lost_to_slowness"], 3, words), *cells[1:])


def _against(name: str, row: dict[str, Any], words: Language) -> str:
    told = words.gettext("{policy} against five-day alerts: lost {lost} ({lost_interval}), fit {fit} ({fit_interval}).")
    return told.format(
        policy=name,
        lost=_signed(row["lost_to_slowness"]["mean"]),
        lost_interval=_interval(row["lost_to_slowness"], 3, words),
        fit=_signed(row["fit_of_hires"]["mean"]),
        fit_interval=_interval(row["fit_of_hires"], 3, words),
    )


def _interval(one: dict[str, Any], digits: int, words: Language) -> str:
    low, high = one["ci95"]
    if low is None or high is None:
        return "-"
    return words.gettext("{low} to {high}").format(low=_number(low, digits), high=_number(high, digits))


def _number(value: float | None, digits: int) -> str:
    return "-" if value is None else f"{value:.{digits}f}"


def _signed(value: float | None) -> str:
    return "-" if value is None else f"{value:+.3f}"
