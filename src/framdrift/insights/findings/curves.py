"""The curve of how long people stay, with the number at risk beside it. Imported when one is asked for: numpy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from framdrift.insights.findings.tenures import LEAST, YEAR_DAYS, Curve, Mark, Tenure, seen_from
from framdrift.science.survival import Counts, SurvivalCurve, kaplan_meier_entering

_MARKS = (0.5, 1, 2, 3, 5, 7, 10)
_LONGEST = 10 * YEAR_DAYS


def curve_of(tenures: Sequence[Tenure], *, on: date) -> Curve | None:
    """How long people stay, as seen on a day; None where nobody is known to have left, or too few are at risk at once.

    Whoever began before the roster could tell of leavers counts from there on. The curve ends where fewer than LEAST
    are at risk, and after ten years.
    """
    since = seen_from(tenures, on=on)
    seen = [
        one
        for one in tenures
        if one.started_on <= on and (one.ended_on is None or since is None or one.ended_on >= since)
    ]
    if since is None or not seen:
        return None
    entries = np.array([max((since - one.started_on).days, 0) for one in seen], dtype=np.int64)
    durations = np.array([one.days_until(on) for one in seen], dtype=np.int64)
    has_left = np.array([one.left_by(on) for one in seen], dtype=np.bool_)
    found = kaplan_meier_entering(entries, durations, has_left)
    shown = _enough(found)
    if not shown:
        return None
    end = _end(found, shown, entries, durations)
    return Curve(
        people=len(seen),
        left=int(has_left.sum()),
        since=since,
        points=tuple(
            (int(time), float(share)) for time, share in zip(found.times[:shown], found.survival[:shown], strict=True)
        ),
        end=end,
        marks=tuple(_mark(found, years, entries, durations) for years in _MARKS if years * YEAR_DAYS <= end),
        median_days=_median(found, end),
    )


def _enough(found: SurvivalCurve) -> int:
    """So many steps of the curve have enough at risk, from the first on."""
    few = np.flatnonzero((found.at_risk < LEAST) | (found.times > _LONGEST))
    return int(few[0]) if len(few) else len(found.times)


def _end(found: SurvivalCurve, shown: int, entries: Counts, durations: Counts) -> int:
    """The last day on which enough are at risk, from the last step shown on."""
    stop = int(found.times[shown]) - 1 if shown < len(found.times) else int(durations.max())
    later = np.unique(durations[(durations >= found.times[shown - 1]) & (durations <= min(stop, _LONGEST))])
    enough = [int(day) for day in later if _at_risk(day, entries, durations) >= LEAST]
    return max(enough, default=int(found.times[shown - 1]))


def _at_risk(day: float, entries: Counts, durations: Counts) -> int:
    return int(((entries < day) & (durations >= day)).sum())


def _mark(found: SurvivalCurve, years: float, entries: Counts, durations: Counts) -> Mark:
    day = years * YEAR_DAYS
    passed = int(np.searchsorted(found.times, day, side="right"))
    at_risk = _at_risk(day, entries, durations)
    if not passed:
        return Mark(years, at_risk, 1.0, None, None)
    low, high = float(found.lower[passed - 1]), float(found.upper[passed - 1])
    known = not np.isnan(low)
    return Mark(years, at_risk, float(found.survival[passed - 1]), low if known else None, high if known else None)


def _median(found: SurvivalCurve, end: int) -> int | None:
    middle = found.median()
    return round(middle) if middle is not None and middle <= end else None
