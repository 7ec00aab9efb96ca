"""Who sits where: a panel is found whenever there is one, beside trying every combination."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from framdrift.science.scheduling.greedy import seated
from framdrift.science.scheduling.tasks import Group, Task

groups = st.lists(
    st.lists(st.integers(0, 5), min_size=1, max_size=5, unique=True).flatmap(
        lambda members: st.tuples(st.just(tuple(members)), st.integers(1, len(members)))
    ),
    min_size=1,
    max_size=3,
)


def task(panel: list[Group]) -> Task:
    return Task(
        number=0,
        candidate=9,
        minutes=30,
        groups=tuple(panel),
        own=(),
        starts=(),
        seats={},
        room=(),
        length=1,
        occupies={},
        after=(),
    )


def fills(panel: list[Group], people: set[int]) -> bool:
    if not panel:
        return True
    members, pick = panel[0]
    return any(fills(panel[1:], people - set(few)) for few in combinations(people & set(members), pick))


@given(groups, st.sets(st.integers(0, 5)), st.permutations(range(6)))
def test_a_panel_is_found_whenever_there_is_one(panel: list[Group], free: set[int], order: list[int]) -> None:
    free &= {member for members, _ in panel for member in members}
    found = seated(task(panel), sorted(free), dict(enumerate(map(float, order))))
    assert (found is not None) == fills(panel, free)
    if found is not None:
        assert set(found) <= free
        assert len(found) == len(set(found)) == sum(pick for _, pick in panel)
        assert fills(panel, set(found))


def test_low_ranks_are_taken_first_in_any_size() -> None:
    people = tuple(range(4000))
    ranks = {person: float(-person) for person in people}
    assert seated(task([(people, 2)]), people, ranks) == (3998, 3999)
    halves: list[Group] = [(people[:1500], 700), (people, 1500)]
    found = seated(task(halves), people, {})
    assert found is not None
    assert len(found) == 2200
