"""How far two people who coded the same passages agree on one theme: Krippendorff's alpha for nominal data.

Each passage has the theme or not, once by each coder: n passages make 2n values, n1 of them "has it", n0 "has it not".
Observed disagreement is the share of passages d/n on which the two differ; expected is what two values drawn at random
from all would do, 2 n0 n1 / (2n (2n - 1)). Alpha = 1 - observed / expected: 1 is full agreement, 0 what chance gives.
Where all values are alike nothing can be expected, and alpha does not exist.

Passages of one person are alike, so the interval is a bootstrap over persons, 2.5 to 97.5 per cent of the alphas that
exist. Source: Krippendorff 2019, *Content Analysis*, ch. 12; Efron & Tibshirani 1993, ch. 8 (clusters). Tested against
the library `krippendorff`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

REPLICATES = 1000
_LEAST_REPLICATES = REPLICATES // 2


@dataclass(frozen=True, slots=True)
class TwiceCoded:
    """One passage as two people coded it: `person` is whose it is, the sets hold the codes that each gave."""

    person: Hashable
    first: frozenset[str]
    second: frozenset[str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Alpha of one theme over `passages`; `both` gave it, `one` only one of them. None where it does not exist."""

    theme: str
    passages: int
    both: int
    one: int
    alpha: float | None
    interval: tuple[float, float] | None


@dataclass(slots=True)
class _Tally:
    both: int = 0
    one: int = 0


def alpha(*, passages: int, both: int, one: int) -> float | None:
    """Krippendorff's alpha of one theme; None where every value is alike or there is no passage."""
    values = 2 * passages
    has = 2 * both + one
    expected = 2 * has * (values - has)
    if not expected:
        return None
    return 1 - (one / passages) * values * (values - 1) / expected


def agreements(
    coded: Sequence[TwiceCoded], themes: Iterable[str], *, seed: int, replicates: int = REPLICATES
) -> list[Agreement]:
    """One line a theme, in their order. The same seed gives the same intervals."""
    sizes = Counter(one.person for one in coded)
    draws = _draws(sorted(sizes, key=repr), seed=seed, replicates=replicates)
    totals = [sum(times * sizes[person] for person, times in draw.items()) for draw in draws]
    return [_of_theme(theme, coded, draws, totals) for theme in themes]


def _draws(persons: Sequence[Hashable], *, seed: int, replicates: int) -> list[Mapping[Hashable, int]]:
    if not persons:
        return []
    rng = Random(seed)
    return [Counter(rng.choices(persons, k=len(persons))) for _ in range(replicates)]


def _of_theme(
    theme: str, coded: Sequence[TwiceCoded], draws: Sequence[Mapping[Hashable, int]], totals: Sequence[int]
) -> Agreement:
    tallies: dict[Hashable, _Tally] = {}
    for passage in coded:
        given = (theme in passage.first) + (theme in passage.second)
        if given:
            tally = tallies.setdefault(passage.person, _Tally())
            tally.both += given == 2
            tally.one += given == 1
    both, one = sum(tally.both for tally in tallies.values()), sum(tally.one for tally in tallies.values())
    found = alpha(passages=len(coded), both=both, one=one)
    interval = _interval(tallies, draws, totals) if found is not None else None
    return Agreement(theme, len(coded), both, one, found, interval)


def _interval(
    tallies: Mapping[Hashable, _Tally], draws: Sequence[Mapping[Hashable, int]], totals: Sequence[int]
) -> tuple[float, float] | None:
    found = []
    for draw, passages in zip(draws, totals, strict=True):
        both = sum(draw.get(person, 0) * tally.both for person, tally in tallies.items())
        one = sum(draw.get(person, 0) * tally.one for person, tally in tallies.items())
        drawn = alpha(passages=passages, both=both, one=one)
        if drawn is not None:
            found.append(drawn)
    if len(found) < min(_LEAST_REPLICATES, len(draws) / 2):
        return None
    found.sort()
    return found[int(0.025 * (len(found) - 1))], found[round(0.975 * (len(found) - 1))]
