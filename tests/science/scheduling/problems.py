"""Small problems at random, with everything the contract knows in them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

# A quiet day, and the two nights on which clocks change in Stockholm.
DAYS = ["2026-03-02", "2026-03-28", "2026-10-24"]


@st.composite
def _windows(draw: st.DrawFn, day: str) -> list[list[str]]:
    found = []
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(16, 30))
        end = start + draw(st.integers(2, 12))
        found.append([_time(day, start), _time(day, end)])
    return found


def _time(day: str, half_hours: int) -> str:
    """Half hours from eight in the evening on, so that windows cross midnight and the change of clocks; in UTC."""
    hour, minute = divmod((half_hours - 16) * 30 + 20 * 60, 60)
    date = f"{day[:8]}{int(day[8:]) + hour // 24:02}"
    return f"{date}T{hour % 24:02}:{minute:02}+00:00"


@st.composite
def problems(draw: st.DrawFn) -> dict[str, Any]:
    """Up to four interviews of up to three candidates with up to three interviewers."""
    day = draw(st.sampled_from(DAYS))
    people = [f"p{one}" for one in range(draw(st.integers(1, 3)))]
    candidates = [f"c{one}" for one in range(draw(st.integers(1, 3)))]
    free = st.one_of(*[_windows(day)] * 7, st.none(), st.none(), st.just([]))
    problem: dict[str, Any] = {
        "zone": "Europe/Stockholm",
        "grid_minutes": draw(st.sampled_from([15, 30, 50, 60])),
        "minimise": draw(st.sampled_from(["sum_of_ends", "makespan"])),
        "interviewers": [{"id": "p0", "free": draw(_windows(day))}]
        + [{"id": one, "free": draw(free)} for one in people[1:]],
        "candidates": [{"id": one, "free": draw(free)} for one in candidates],
        "interviews": [],
    }
    for person in problem["interviewers"]:
        if draw(st.integers(0, 2)) == 2:
            person["max_per_day"] = draw(st.sampled_from([2, 1, 1, 0]))
    for place in range(draw(st.sampled_from([4, 3, 2, 1]))):
        problem["interviews"].append(draw(_interview(place, people, candidates, day)))
    return problem


@st.composite
def _interview(draw: st.DrawFn, place: int, people: list[str], candidates: list[str], day: str) -> dict[str, Any]:
    interview: dict[str, Any] = {
        "id": f"i{place}",
        "candidate": draw(st.sampled_from(candidates)),
        "minutes": draw(st.sampled_from([20, 30, 45, 60])),
        "panel": [draw(_group(people)) for _ in range(draw(st.sampled_from([1, 1, 1, 2])))],
    }
    if draw(st.integers(0, 4)) == 4:
        interview["free"] = draw(_windows(day))
    if place and draw(st.booleans()):
        interview["after"] = draw(st.lists(st.sampled_from([f"i{one}" for one in range(place)]), max_size=2))
        interview["gap_minutes"] = draw(st.sampled_from([0, 10, 60, 300]))
    return interview


@st.composite
def _group(draw: st.DrawFn, people: list[str]) -> dict[str, Any]:
    members = draw(st.lists(st.sampled_from(people), min_size=1, max_size=3, unique=True))
    return {"from": members, "pick": min(len(members), draw(st.sampled_from([1, 1, 1, 2])))}
