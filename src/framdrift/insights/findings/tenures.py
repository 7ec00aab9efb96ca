"""Employments as spans of days, and which of a company's people stayed a year: the grounds of retention. Pure.

A roster tells of leavers only from some day on: before the first last day in it nobody is known to have left, however
many did. Who stayed is therefore asked of those alone who began since then, and a curve lets people in as they stood
on that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from framdrift.science.disclosure.answers import ItemKind, Limits, Round
from framdrift.science.disclosure.partition import partition
from framdrift.science.disclosure.release import release
from framdrift.science.proportions import Share, wilson

LEAST: Final = 10
"""Fewer at risk, or in a group, say nothing: the same limit as themes have."""
YEAR_DAYS: Final = 365.25
STAYS: Final = frozenset({"internal_move"})
"""An end that is no leaving: the person is still with the company."""
COMPANY: Final = "company"
_STAYED: Final = "stayed"
_YES, _NO = 5, 1


@dataclass(frozen=True, slots=True)
class Tenure:
    """One employment. `unit`: where the person works or last worked; `ended_on` is the last day."""

    unit: str | None
    started_on: date
    ended_on: date | None
    exit_type: str

    def left_by(self, on: date) -> bool:
        """Whether the person has left the company, seen on a day."""
        return self.ended_on is not None and self.ended_on < on and self.exit_type not in STAYS

    def days_until(self, on: date) -> int:
        """Days employed, first and last included, as far as is known on a day."""
        return (min(self.ended_on or on, on) - self.started_on).days + 1

    def stayed(self, days: int) -> bool:
        """Whether the person was there for so many days; for those who have had the time."""
        if self.ended_on is None or self.exit_type in STAYS:
            return True
        return (self.ended_on - self.started_on).days + 1 >= days


@dataclass(frozen=True, slots=True)
class Mark:
    """After so many years: how many are at risk, and the share still there with its limits, None where undefined."""

    years: float
    at_risk: int
    share: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Curve:
    """The share still there by days employed: `points` are its falls, up to day `end`; `since` is the day from which
    leavers are known."""

    people: int
    left: int
    since: date
    points: tuple[tuple[int, float], ...]
    end: int
    marks: tuple[Mark, ...]
    median_days: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """People of one published group who have had a year: the units they are of, size class and band for everybody,
    `share` for the agency alone."""

    units: tuple[str, ...]
    size: str
    band: str
    share: Share


def seen_from(tenures: Iterable[Tenure], *, on: date) -> date | None:
    """The day from which leavers are known: after the first last day; None where nobody has left by then."""
    first = min((one.ended_on for one in tenures if one.ended_on is not None and one.ended_on < on), default=None)
    return first + timedelta(days=1) if first is not None else None


def had_a_year(tenures: Sequence[Tenure], *, on: date) -> tuple[Tenure, ...]:
    """Those of whom it is known whether they stayed a year: begun since leavers are known, and a year ago at least."""
    since, latest = seen_from(tenures, on=on), on - timedelta(days=round(YEAR_DAYS))
    return tuple(one for one in tenures if since is not None and since <= one.started_on <= latest)


def groups_of(tenures: Sequence[Tenure], parents: Mapping[str, str | None]) -> tuple[Group, ...]:
    """How many stayed a year, in groups that the gate makes: bands for whoever is told, shares for the agency.

    `parents` is a tree under COMPANY. Raises AuditFailed, and then nothing is told.
    """
    people = {f"{place:06}": one for place, one in enumerate(tenures)}
    stayed = {key: _YES if one.stayed(round(YEAR_DAYS)) else _NO for key, one in people.items()}
    asked = Round(
        parents={COMPANY: None, **parents},
        placed={
            key: one.unit if one.unit in parents and one.unit is not None else COMPANY for key, one in people.items()
        },
        kinds={_STAYED: ItemKind.SCORE},
        values={_STAYED: stayed},
    )
    limits = Limits(n_min=LEAST, n_themes=LEAST)
    made = release(asked, limits)
    bands = {cell.atom: cell.band for cell in made.cells}
    of_atom = {atom.code: atom.respondents for atom in partition(asked, limits).atoms}
    return tuple(
        Group(atom.units, atom.size, bands[atom.atom], _share(of_atom[atom.atom], stayed)) for atom in made.atoms
    )


def by_year(tenures: Iterable[Tenure]) -> tuple[list[Tenure], dict[str, str | None]]:
    """The same people placed in the year they began, and the tree of those years: cohorts for `groups_of`."""
    those = [Tenure(str(one.started_on.year), one.started_on, one.ended_on, one.exit_type) for one in tenures]
    return those, {str(one.started_on.year): COMPANY for one in those}


def _share(people: Iterable[str], stayed: Mapping[str, int]) -> Share:
    marks = [stayed[key] for key in people]
    return wilson(sum(mark == _YES for mark in marks), len(marks))
