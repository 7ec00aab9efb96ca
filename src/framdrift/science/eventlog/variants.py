"""The distinct sequences of activities, and how often each occurs.

Every case is given a 64-bit fingerprint of its sequence; equal fingerprints are then *compared event by
event* with one representative, so the answer is exact. Should two different sequences ever share a
fingerprint, the sequences are counted one by one instead.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framdrift.science.eventlog.log import Rows
from framdrift.science.eventlog.ordering import OrderedLog

SHOWN = 10

Fingerprints = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Variant:
    """One sequence of activities and the number of cases that took it."""

    steps: tuple[str, ...]
    n: int


@dataclass(frozen=True, slots=True)
class Variants:
    """How many distinct ones there are, and the most frequent: by n, ties by names in code point order."""

    distinct: int
    most_frequent: tuple[Variant, ...]


def count_variants(ordered: OrderedLog) -> Variants:
    """The variants of a log with at least one event; exact, see above."""
    lengths = ordered.lasts - ordered.starts + 1
    places = np.arange(len(ordered), dtype=np.int64) - np.repeat(ordered.starts, lengths)
    prints = _fingerprints(ordered, places, lengths)
    _, examples, group, sizes = np.unique(prints, return_index=True, return_inverse=True, return_counts=True)
    if not _all_equal_to_example(ordered, places, lengths, examples[group]):
        return _count_one_by_one(ordered)
    chosen = _most_frequent(ordered, examples, sizes)
    names = [Variant(_steps(ordered, int(examples[i])), int(sizes[i])) for i in chosen]
    names.sort(key=lambda variant: (-variant.n, variant.steps))
    return Variants(distinct=len(sizes), most_frequent=tuple(names[:SHOWN]))


def _fingerprints(ordered: OrderedLog, places: Rows, lengths: Rows) -> Fingerprints:
    """A sum over the events of (a random number of the activity) x (a random odd number of the place)."""
    numbers = np.random.default_rng(20150105)
    of_activity = numbers.integers(1, 2**63, len(ordered.activity_names), dtype=np.uint64)
    of_place = numbers.integers(1, 2**63, int(lengths.max()), dtype=np.uint64) | np.uint64(1)
    terms = of_activity[ordered.activities]
    terms *= of_place[places]
    return np.add.reduceat(terms, ordered.starts)


def _all_equal_to_example(ordered: OrderedLog, places: Rows, lengths: Rows, example: Rows) -> bool:
    if not bool((lengths == lengths[example]).all()):
        return False
    counterpart = np.repeat(ordered.starts[example], lengths)
    counterpart += places
    return bool((ordered.activities == ordered.activities[counterpart]).all())


def _most_frequent(ordered: OrderedLog, examples: Rows, sizes: Rows) -> list[int]:
    """Indices of the ten most frequent; of those that tie at the border, the first by name."""
    if len(sizes) <= SHOWN:
        return list(range(len(sizes)))
    border = int(np.partition(sizes, len(sizes) - SHOWN)[len(sizes) - SHOWN])
    above = np.flatnonzero(sizes > border)
    tied = np.flatnonzero(sizes == border)
    wanted = SHOWN - len(above)
    return [*above.tolist(), *_first_by_name(ordered, examples, tied, wanted)]


def _first_by_name(ordered: OrderedLog, examples: Rows, tied: Rows, wanted: int) -> list[int]:
    """The `wanted` first sequences in the order of their names, narrowing down place by place."""
    names = ordered.activity_names
    rank = np.zeros(len(names) + 1, dtype=np.int64)
    rank[sorted(range(len(names)), key=names.__getitem__)] = np.arange(1, len(names) + 1)
    chosen: list[int] = []
    place = 0
    while len(tied) > wanted:
        first = ordered.starts[examples[tied]] + place
        exists = first <= ordered.lasts[examples[tied]]
        ranks = np.where(exists, rank[ordered.activities[np.where(exists, first, 0)]], 0)
        border = int(np.partition(ranks, wanted - 1)[wanted - 1])
        chosen.extend(tied[ranks < border].tolist())
        wanted -= int(np.count_nonzero(ranks < border))
        tied = tied[ranks == border]
        place += 1
    return [*chosen, *tied.tolist()]


def _steps(ordered: OrderedLog, case: int) -> tuple[str, ...]:
    events = ordered.activities[ordered.starts[case] : ordered.lasts[case] + 1]
    return tuple(ordered.activity_names[code] for code in events.tolist())


def _count_one_by_one(ordered: OrderedLog) -> Variants:
    counts = Counter(_steps(ordered, case) for case in range(len(ordered.starts)))
    top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]
    return Variants(distinct=len(counts), most_frequent=tuple(Variant(steps, n) for steps, n in top))
