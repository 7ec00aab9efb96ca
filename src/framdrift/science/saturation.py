"""Have enough people been heard? How much the last ones added, and how much is likely to be unheard.

New information: after a base of interviews the themes heard are counted; each run of further interviews adds new ones;
their number over the base's is the new information of the run. Heard enough: the first run at or below the threshold.
Source: Guest, G., Namey, E. & Chen, M. (2020), "A simple method to assess and report thematic saturation in qualitative
research", PLoS ONE 15(5): e0232076. Coverage: the chance that the next mention is of a theme already heard, 1 - f1 / n
with f1 themes heard once among n mentions. Source: Good, I. J. (1953), Biometrika 40:237-264. Before anybody has been
heard: the chance that a theme of a given share is heard at all. Source: Fugard, A. J. B. & Potts, H. W. W. (2015),
International Journal of Social Research Methodology 18(6):669-684.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

BASE, RUN, THRESHOLD = 4, 2, 0.05


@dataclass(frozen=True, slots=True)
class Saturation:
    """`interviews` heard, `themes` met. `enough_after` is the number of interviews at which the run's new information
    was at most the threshold; None where that has not happened. `last_run` is the latest run's share; None before the
    first run or with an empty base. `coverage` is None without mentions."""

    interviews: int
    themes: int
    enough_after: int | None
    last_run: float | None
    coverage: float | None


def saturation(
    heard: Sequence[Collection[str]], *, base: int = BASE, run: int = RUN, threshold: float = THRESHOLD
) -> Saturation:
    """Of the themes of each interview in the order in which they were held. base, run >= 1; ValueError otherwise."""
    if base < 1 or run < 1:
        raise ValueError("base and run are at least 1")
    known: set[str] = set().union(*heard[:base])
    size, enough, last = len(known), None, None
    for start in range(base, len(heard) - run + 1, run):
        new = set().union(*heard[start : start + run]) - known
        known |= new
        last = len(new) / size if size else None
        if enough is None and last is not None and last <= threshold:
            enough = start + run
    return Saturation(len(heard), len(set().union(*heard)), enough, last, _coverage(heard))


def heard_once(share: float, *, people: int) -> float:
    """The chance that at least one of `people` speaks of a theme that `share` (0 to 1) of all would speak of.

    They are taken as drawn by chance. ValueError for a share outside 0 to 1 or a negative number.
    """
    if not 0 <= share <= 1 or people < 0:
        raise ValueError(f"{share} of {people}")
    return float(1 - (1 - share) ** people)


def _coverage(heard: Sequence[Collection[str]]) -> float | None:
    times = Counter(theme for themes in heard for theme in set(themes))
    mentions = sum(times.values())
    return 1 - sum(count == 1 for count in times.values()) / mentions if mentions else None
