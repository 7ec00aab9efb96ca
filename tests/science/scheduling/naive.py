"""The contract read once more, slowly and independently: a checker of answers, and a search through everything.

It works on the documents as they stand in the files and shares no code with the product.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import combinations
from typing import Any
from zoneinfo import ZoneInfo

Document = dict[str, Any]
Row = tuple[str, int, int, tuple[str, ...]]
"""(interview, start, end in minutes from zero, panel)."""


class Reading:
    """A problem in minutes from zero."""

    def __init__(self, problem: Document) -> None:
        self.problem, self.zone = problem, ZoneInfo(problem["zone"])
        things = [*problem["interviewers"], *problem["candidates"], *problem["interviews"]]
        starts = [self.instant(start) for thing in things for start, _ in thing.get("free") or []]
        day = min(starts).astimezone(self.zone).date()
        self.zero = datetime.combine(day, time(0), tzinfo=self.zone).astimezone(UTC)
        self.grid = problem.get("grid_minutes", 5)
        self.people = {one["id"]: one for one in problem["interviewers"]}
        self.candidates = {one["id"]: one for one in problem["candidates"]}
        self.interviews = {one["id"]: one for one in problem["interviews"]}

    def instant(self, text: str) -> datetime:
        found = datetime.fromisoformat(text)
        return (found if found.tzinfo else found.replace(tzinfo=self.zone)).astimezone(UTC)

    def minute(self, instant: datetime) -> float:
        return (instant - self.zero) / timedelta(minutes=1)

    def day(self, minute: int) -> object:
        return (self.zero + timedelta(minutes=minute)).astimezone(self.zone).date()

    def windows(self, thing: Document) -> list[tuple[float, float]] | None:
        """Merged windows; None for always."""
        if thing.get("free") is None:
            return None
        found: list[list[float]] = []
        for start, end in sorted(
            (self.minute(self.instant(a)), self.minute(self.instant(b))) for a, b in thing["free"]
        ):
            if found and start <= found[-1][1]:
                found[-1][1] = max(found[-1][1], end)
            else:
                found.append([start, end])
        return [(start, end) for start, end in found]

    def allows(self, thing: Document, start: int, end: int) -> bool:
        windows = self.windows(thing)
        return windows is None or any(first <= start and end <= past for first, past in windows)

    def panels(self, interview: Document) -> set[tuple[str, ...]]:
        """Every set of distinct people that fills all groups."""
        found: set[tuple[str, ...]] = {()}
        for group in interview["panel"]:
            found = {
                tuple(sorted((*panel, *more)))
                for panel in found
                for more in combinations(sorted(set(group["from"])), group["pick"])
                if not set(panel) & set(more)
            }
        return found


def faults(problem: Document, rows: list[Row]) -> Iterator[str]:
    """Everything that is wrong with a plan."""
    reading = Reading(problem)
    by_id = {row[0]: row for row in rows}
    if len(by_id) < len(rows):
        yield "an interview is held twice"
    for row in rows:
        one, start, end, panel = row
        interview = reading.interviews[one]
        candidate = reading.candidates[interview["candidate"]]
        if start < 0 or start % reading.grid or end - start != interview["minutes"]:
            yield f"{one}: off the grid or of the wrong length"
        if tuple(sorted(panel)) not in reading.panels(interview):
            yield f"{one}: wrong panel"
        for thing in (candidate, interview, *(reading.people[person] for person in panel)):
            if not reading.allows(thing, start, end):
                yield f"{one}: outside the windows of {thing['id']}"
        yield from _beside(reading, [other for other in rows if other is not row], row)


def _beside(reading: Reading, rows: list[Row], row: Row) -> Iterator[str]:
    """What is wrong with a row beside the others."""
    one, start, end, panel = row
    interview = reading.interviews[one]
    for before in interview.get("after") or []:
        ends = [other[2] for other in rows if other[0] == before]
        if not ends or start < ends[0] + interview.get("gap_minutes", 0):
            yield f"{one}: not after {before}"
    for other in rows:
        shared = set(panel) & set(other[3])
        if reading.interviews[other[0]]["candidate"] == interview["candidate"]:
            shared.add("the candidate")
        if shared and start < other[2] and other[1] < end:
            yield f"{one} and {other[0]} overlap for {shared}"
    for person in panel:
        limit = reading.people[person].get("max_per_day")
        if limit is not None:
            days = [reading.day(other[1]) for other in [*rows, row] if person in other[3]]
            if days.count(reading.day(start)) > limit:
                yield f"{person}: too many on one day"


def objective(problem: Document, rows: list[Row]) -> int:
    ends = [row[2] for row in rows]
    return max(ends, default=0) if problem.get("minimise") == "makespan" else sum(ends)


def rows_of(problem: Document, answer: Document) -> list[Row]:
    """The held interviews of an answer document, as rows."""
    reading = Reading(problem)
    return [
        (
            one["interview"],
            int(reading.minute(datetime.fromisoformat(one["start"]))),
            int(reading.minute(datetime.fromisoformat(one["end"]))),
            tuple(one["interviewers"]),
        )
        for one in answer["held"]
    ]


class TooMany(Exception):
    """Going through every plan would take too long."""


def best(problem: Document, *, steps: int = 4000) -> tuple[int, int]:
    """(most held, least objective) by going through every plan; a branch is left when it cannot be better any more.

    Raises `TooMany` after so many steps.
    """
    reading = Reading(problem)
    order: list[Document] = []
    while len(order) < len(reading.interviews):
        placed = {one["id"] for one in order}
        order += [
            one
            for one in reading.interviews.values()
            if one["id"] not in placed and placed.issuperset(one.get("after") or [])
        ]
    choices = [list(_choices(reading, one)) for one in order]
    found = (0, 0)

    def better(held: int, value: int) -> bool:
        return held > found[0] or (held == found[0] and value < found[1])

    def search(depth: int, rows: list[Row]) -> None:
        nonlocal found, steps
        steps -= 1
        if steps < 0:
            raise TooMany
        value = objective(problem, rows)
        if not better(len(rows) + len(order) - depth, value):
            return
        if depth == len(order):
            found = (len(rows), value)
            return
        for row in choices[depth]:
            if not any(_beside(reading, rows, row)):
                search(depth + 1, [*rows, row])
        search(depth + 1, rows)

    search(0, [])
    return found


def _choices(reading: Reading, interview: Document) -> Iterator[Row]:
    """Every start and panel that calendars alone allow, early ones first."""
    things = [*reading.people.values(), *reading.candidates.values(), *reading.interviews.values()]
    last = max(end for thing in things for _, end in reading.windows(thing) or [])
    work = sum(one["minutes"] + one.get("gap_minutes", 0) + 2 * reading.grid for one in reading.interviews.values())
    limited = any(person.get("max_per_day") is not None for person in reading.people.values())
    horizon = last + work + (len(reading.interviews) * 1500 if limited else 0)
    candidate = reading.candidates[interview["candidate"]]
    for start in range(0, int(horizon), reading.grid):
        end = start + interview["minutes"]
        if reading.allows(candidate, start, end) and reading.allows(interview, start, end):
            for panel in sorted(reading.panels(interview)):
                if all(reading.allows(reading.people[person], start, end) for person in panel):
                    yield interview["id"], start, end, panel
