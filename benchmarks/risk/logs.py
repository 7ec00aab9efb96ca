"""Public logs as the histories that the risk model learns from: who they are is left behind, only the process stays.

The model counts in working days. A log that runs in hours or months is told on the same scale: each tick of it (an
hour, thirty days) becomes one working day of a calendar without holidays, so that nothing of the model is changed.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from framdrift.integrations.xes.attributes import Attributes
from framdrift.integrations.xes.log import read_xes
from framdrift.momentum.risk.causes import FAMILIES, HIRED, LEFT_UNTOLD, REJECTED_BY_US, WITHDREW
from framdrift.momentum.risk.judging import Foretold, Scheme, foretell
from framdrift.momentum.risk.rules import History, Spell
from framdrift.recruiting.kinds import StepType
from framdrift.science.calendars import WorkingDays

CALENDAR = WorkingDays()
_FIRST = date(1990, 1, 1)
"""A Monday; tick 0."""
_HOUR = 3_600_000_000
"""Microseconds."""


@dataclass(frozen=True)
class Line:
    """A log as histories, the tick it is seen from, which ends are asked for, and how."""

    histories: Sequence[History]
    seen_at: int
    asked: tuple[str, ...]
    scheme: Scheme

    def foretold(self) -> dict[str, list[Foretold]]:
        """Every forecast from every origin, by end."""
        return foretell(
            self.histories,
            today=day_of(self.seen_at),
            calendar=CALENDAR,
            asked=self.asked,
            scheme=self.scheme,
        )


def day_of(tick: int) -> date:
    """The working day that stands for a tick."""
    weeks, rest = divmod(tick, 5)
    return _FIRST + timedelta(weeks=weeks, days=rest)


# --- applicants ----------------------------------------------------------------------------------
STEPS = {
    "Hand In Job Application": StepType.SEARCH,
    "Telephonic Screening": StepType.SCREENING,
    "Screening Interview": StepType.INTERVIEW,
    "Background Check": StepType.REFERENCES,
    "Extensive Background Check": StepType.REFERENCES,
    "Coding Interview": StepType.TEST,
    "Frontend Interview": StepType.CLIENT_INTERVIEW,
    "Backend Interview": StepType.CLIENT_INTERVIEW,
    "ML Interview": StepType.CLIENT_INTERVIEW,
    "Behavioral Interview": StepType.CLIENT_PRESENTATION,
    "Application Rejected": StepType.DECISION,
    "Make Job Offer": StepType.OFFER,
}
ENDS = {"Application Rejected": REJECTED_BY_US, "Make Job Offer": HIRED}
EVERY_CASE, AN_HOUR = 5, 20
"""Every fifth applicant, and so many of them begin each hour."""


def applicants(path: Path, *, every_case: int = EVERY_CASE) -> Line:
    """The hiring log, in hours. All its applicants begin within the same minute, so that no earlier one could be
    learned from: they are let in one after another in the order of the file, each with its own times unchanged."""
    with gzip.open(path) as packed:
        log = read_xes(io.BytesIO(packed.read()), attributes=Attributes(), zone=ZoneInfo("UTC"), file_name=path.name)
    rows = zip(log.cases.tolist(), log.instants.tolist(), log.activities.tolist(), strict=True)
    cases = [list(group) for _, group in groupby(sorted(rows, key=lambda row: row[0]), key=lambda row: row[0])]
    chosen = cases[::every_case]
    found = [
        _applicant(number, [(instant, log.activity_names[code]) for _, instant, code in sorted(case, key=_instant)])
        for number, case in enumerate(chosen)
    ]
    return Line(
        [history for history, _ in found],
        max(last for _, last in found),
        ("rejected", HIRED),
        Scheme(horizon=10, every=10, news_every=24),
    )


def _instant(row: tuple[int, int, int]) -> int:
    return row[1]


def _applicant(number: int, events: Sequence[tuple[int, str]]) -> tuple[History, int]:
    """One applicant, and the tick of the last event. Each step reached counts as news."""
    begun = number // AN_HOUR
    ticks = [begun + (instant - events[0][0]) // _HOUR for instant, _ in events]
    spells = [
        Spell(STEPS[name].value, day_of(tick), day_of(until))
        for (tick, until), (_, name) in zip(pairwise(ticks), events, strict=False)
    ]
    history = History(
        candidacy_id=number,
        assignment_id=number,
        company_id=0,
        first_on=day_of(begun),
        last_on=day_of(ticks[-1]),
        ending=ENDS[events[-1][1]],
        news_on=tuple(sorted(day_of(tick) for tick in ticks)),
        steps=tuple(spells),
    )
    return history, ticks[-1]


# --- tenures -------------------------------------------------------------------------------------
INAUGURATIONS = {
    "Carter": date(1977, 1, 20),
    "Reagan": date(1981, 1, 20),
    "Bush 41": date(1989, 1, 20),
    "Clinton": date(1993, 1, 20),
    "Bush 43": date(2001, 1, 20),
    "Obama": date(2009, 1, 20),
    "Trump": date(2017, 1, 20),
    "Biden": date(2021, 1, 20),
}
TENURES_SEEN_ON = date(2023, 2, 10)
_TICK_DAYS = 30
_NEAR = timedelta(days=45)
_YEARS = (StepType.SCREENING, StepType.INTERVIEW, StepType.CLIENT_INTERVIEW, StepType.DECISION)
"""The year of the four-year term stands where a step would."""


@dataclass(frozen=True, slots=True)
class Tenure:
    """Somebody's time in an office: under which administration it began, and when it ended (None: still)."""

    administration: str
    began_on: date
    ended_on: date | None


def tenures_of(path: Path) -> list[Tenure]:
    """The tenures of the original file, without names, offices or anything about the persons. One that went on under
    the next administration is two lines there and one here."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["start_date"]]
    went_on = {_who(row): row for row in rows if row["start_date"].endswith("admin")}
    return [_tenure(row, went_on) for row in rows if _is_day(row["start_date"])]


def _who(row: dict[str, str]) -> tuple[str, str]:
    return row["appointee"], row["position"]


def _is_day(text: str) -> bool:
    return text.count("/") == 2


def _tenure(row: dict[str, str], went_on: dict[tuple[str, str], dict[str, str]]) -> Tenure:
    last = row["end_date"] if not row["end_date"].endswith("admin") else went_on[_who(row)]["end_date"]
    return Tenure(row["president"], _day(row["start_date"]), _day(last) if _is_day(last) else None)


def _day(text: str) -> date:
    month, day, year = (int(part) for part in text.split("/"))
    return date(year + (1900 if year >= 77 else 2000), month, day)


def read_excerpt(path: Path) -> list[Tenure]:
    """Tenures from the columns administration, began, ended (empty: still); see `write_excerpt`."""
    with path.open(newline="") as file:
        return [
            Tenure(row["administration"], date.fromisoformat(row["began"]), _iso(row["ended"]))
            for row in csv.DictReader(file)
        ]


def write_excerpt(path: Path, tenures: Iterable[Tenure]) -> None:
    """The same columns, in order of the beginnings."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["administration", "began", "ended"])
        for one in sorted(tenures, key=lambda one: (one.began_on, one.ended_on or date.max)):
            writer.writerow([one.administration, one.began_on, one.ended_on or ""])


def _iso(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def offices(tenures: Sequence[Tenure]) -> Line:
    """Tenures in ticks of thirty days. Leaving within 45 days of a new administration is nobody's choice: censored."""
    administrations = list(INAUGURATIONS)
    found = [
        History(
            candidacy_id=number,
            assignment_id=number,
            company_id=administrations.index(one.administration),
            first_on=_tick_day(one.began_on),
            last_on=_tick_day(one.ended_on) if one.ended_on else None,
            ending=LEFT_UNTOLD if one.ended_on and not _is_change(one.ended_on) else "",
            news_on=tuple(_every_tick(one)),
            steps=tuple(_years(one)),
        )
        for number, one in enumerate(tenures)
    ]
    return Line(found, _tick(TENURES_SEEN_ON), (WITHDREW,), Scheme(horizon=10, every=10, news_every=0))


def _is_change(day: date) -> bool:
    return any(abs(day - began) <= _NEAR for began in INAUGURATIONS.values())


def _tick(day: date) -> int:
    return (day - INAUGURATIONS["Carter"]).days // _TICK_DAYS + 1


def _tick_day(day: date) -> date:
    return day_of(_tick(day))


def _every_tick(one: Tenure) -> Iterator[date]:
    """Nothing is known of news: as if it came all the time, so that silence says nothing."""
    for tick in range(_tick(one.began_on), _tick(one.ended_on or TENURES_SEEN_ON) + 1):
        yield day_of(tick)


def _years(one: Tenure) -> Iterator[Spell]:
    """The years of the term that a tenure goes through."""
    last = one.ended_on or TENURES_SEEN_ON
    term = max(day for day in INAUGURATIONS.values() if day <= one.began_on)
    for year in range(last.year - term.year + 1):
        first, following = (term.replace(year=term.year + more) for more in (year, year + 1))
        if first <= last and following > one.began_on:
            yield Spell(_YEARS[year % 4].value, _tick_day(first), _tick_day(following - timedelta(days=1)))


# --- what both tell ------------------------------------------------------------------------------
def ended(line: Line) -> dict[str, int]:
    """How often each end that is asked for came in the whole log."""
    causes = {end: set(FAMILIES.get(end, {end: 1.0})) for end in line.asked}
    return {end: sum(one.ending in parts for one in line.histories) for end, parts in causes.items()}
