"""Talks spread over weeks and interviewers: nobody over the limit, everybody placed or listed. Pure.

First each talk, the one with the shortest span first, gets the least loaded place that it may have. Those left over are
tried by augmenting paths (Kuhn 1955; Hopcroft & Karp 1973 for the idea of matching in bipartite graphs): others move to
make room. After that nobody who is listed could be placed without taking somebody else's place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Place = tuple[int, int]
"""An interviewer's id and the number of a week."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A talk with one person in one of the weeks `first_week` to `last_week`, with one of `holders`."""

    person_id: int
    first_week: int
    last_week: int
    holders: frozenset[int]


@dataclass(frozen=True, slots=True)
class Seat:
    """An interviewer and how many talks fit in each week, first week first."""

    id: int
    room: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """`placed`: person -> place. `left`: those for whom there is no room, in the order they were given."""

    placed: Mapping[int, Place]
    left: tuple[int, ...]

    def load(self) -> dict[Place, int]:
        """Talks at each place."""
        found: dict[Place, int] = defaultdict(int)
        for place in self.placed.values():
            found[place] += 1
        return dict(found)


def spread(wishes: Sequence[Wish], seats: Sequence[Seat]) -> Spread:
    """Place the talks. The same input gives the same places; each person may stand in `wishes` once."""
    work = _Work({(seat.id, week): room for seat in seats for week, room in enumerate(seat.room) if room > 0})
    for wish in sorted(wishes, key=lambda one: (one.last_week - one.first_week, one.last_week, one.person_id)):
        work.settle(wish)
    left = [wish for wish in wishes if wish.person_id not in work.place_of]
    still = tuple(wish.person_id for wish in left if not work.make_room(wish, set()))
    return Spread(dict(work.place_of), still)


class _Work:
    """The places as they fill up."""

    def __init__(self, room: Mapping[Place, int]) -> None:
        self._room = room
        self._at: dict[Place, list[Wish]] = defaultdict(list)
        self.place_of: dict[int, Place] = {}

    def settle(self, wish: Wish) -> None:
        """The least loaded free place, earliest first; nothing where all are full."""
        free = [place for place in self._may_have(wish) if len(self._at[place]) < self._room[place]]
        if free:
            self._put(wish, min(free, key=self._load))

    def make_room(self, wish: Wish, tried: set[Place]) -> bool:
        """Place the talk, moving others where that helps; whether it could be done."""
        for place in self._may_have(wish):
            if place in tried:
                continue
            tried.add(place)
            if len(self._at[place]) < self._room[place]:
                self._put(wish, place)
                return True
            for other in list(self._at[place]):
                if self.make_room(other, tried):
                    self._at[place].remove(other)
                    self._put(wish, place)
                    return True
        return False

    def _may_have(self, wish: Wish) -> list[Place]:
        weeks = range(wish.first_week, wish.last_week + 1)
        return [(holder, week) for week in weeks for holder in sorted(wish.holders) if (holder, week) in self._room]

    def _load(self, place: Place) -> tuple[float, int, int]:
        return (len(self._at[place]) / self._room[place], place[1], place[0])

    def _put(self, wish: Wish, place: Place) -> None:
        self._at[place].append(wish)
        self.place_of[wish.person_id] = place
