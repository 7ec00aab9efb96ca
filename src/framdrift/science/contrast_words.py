"""Which words mark one side against another: weighted log-odds with an informative Dirichlet prior.

A word's odds are compared between two sides, each side's counts first filled up with what the word's use in all texts
leads one to expect (the prior). Rare words are drawn to no difference, where a plain ratio would make them shine; the
difference over its standard deviation orders the words. Counted are persons: somebody who says a word ten times says
it once, so no one voice makes a mark. The interval is a bootstrap over persons of each side, since the words of one
person hang together; a word marks a side where the interval leaves zero and the difference stands among all words
that were looked at (Benjamini & Hochberg).

Source: Monroe, B. L., Colaresi, M. P. & Quinn, K. M. (2008), "Fightin' words: lexical feature selection and evaluation
for identifying the content of political conflict", Political Analysis 16:372-403, eq. 15-22.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import erfc, sqrt

import numpy as np
import numpy.typing as npt

from framdrift.science.comparisons import standing
from framdrift.science.themes.passages import COMMON

REPLICATES = 500
MADE_UP = 5
"""The prior counts as so many persons more on each side: enough that a word nobody of a side says has odds there."""
_LETTERS = 3
"""A word of fewer letters says nothing by itself."""
_LIKELY = 0.5
"""Added to every word's count in the background, so that no prior is zero."""
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_EMPTY = COMMON["sv"] | COMMON["en"]

Floats = npt.NDArray[np.float64]
Said = npt.NDArray[np.float64]
"""Shape (persons, words): 1 where the person says the word."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A word with its log-odds difference (above 0: the second side's), the limits of its bootstrap, and how many
    persons of each side say it. `marks`: it marks its side beyond what chance explains."""

    word: str
    log_odds: float
    z: float
    low: float
    high: float
    one: int
    other: int
    marks: bool


def words_of(text: str) -> frozenset[str]:
    """The words that may mark something, in lower case: no figures, no words that every text is full of."""
    return frozenset(word for word in _WORD.findall(text.casefold()) if len(word) >= _LETTERS and word not in _EMPTY)


def contrast(
    one: Sequence[Collection[str]],
    other: Sequence[Collection[str]],
    *,
    background: Sequence[Collection[str]],
    least: int,
    seed: int,
    replicates: int = REPLICATES,
) -> tuple[Marked, ...]:
    """Words by how strongly they mark a side, the first side's foremost first (log-odds below 0), then upwards.

    Each collection is one person's words. Only words that at least `least` persons of both sides together say are
    looked at. `background`: more persons whose words say what is usual; may be empty. The same seed, the same answer.
    Nothing where a side has nobody, or fewer than two words are left.
    """
    kept = _kept(one, other, least)
    if not (one and other and len(kept) > 1):  # one word alone has no odds against others
        return ()
    first, second = _matrix(one, kept), _matrix(other, kept)
    prior = _prior(first, second, _matrix(background, kept))
    found, z = log_odds(first.sum(axis=0), second.sum(axis=0), prior)
    low, high = _limits(first, second, prior, seed=seed, replicates=replicates)
    stands = standing([erfc(abs(value) / sqrt(2)) for value in z])
    rows = zip(kept, found, z, low, high, first.sum(axis=0), second.sum(axis=0), stands, strict=True)
    marked = [
        Marked(word, float(d), float(s), float(lo), float(hi), int(a), int(b), bool(ok and (lo > 0 or hi < 0)))
        for word, d, s, lo, hi, a, b, ok in rows
    ]
    return tuple(sorted(marked, key=lambda row: (row.z, row.word)))


def log_odds(one: Floats, other: Floats, prior: Floats) -> tuple[Floats, Floats]:
    """(difference of log-odds, the same over its standard deviation), second side less first; arrays of w words."""
    first, second = one + prior, other + prior
    difference: Floats = np.log(second / (second.sum(axis=-1, keepdims=True) - second)) - np.log(
        first / (first.sum(axis=-1, keepdims=True) - first)
    )
    score: Floats = difference / np.sqrt(1 / first + 1 / second)
    return difference, score


def _kept(one: Sequence[Collection[str]], other: Sequence[Collection[str]], least: int) -> list[str]:
    said = Counter(word for words in (*one, *other) for word in set(words))
    return sorted(word for word, persons in said.items() if persons >= least)


def _matrix(people: Sequence[Collection[str]], words: Sequence[str]) -> Said:
    place = {word: number for number, word in enumerate(words)}
    found = np.zeros((len(people), len(words)))
    for row, said in enumerate(people):
        found[row, [place[word] for word in set(said) if word in place]] = 1.0
    return found


def _prior(first: Said, second: Said, background: Said) -> Floats:
    """So many more persons on each side, who say of every word as much as is usual in everything."""
    usual = first.sum(axis=0) + second.sum(axis=0) + background.sum(axis=0) + _LIKELY
    prior: Floats = MADE_UP * usual / (len(first) + len(second) + len(background))
    return prior


def _limits(first: Said, second: Said, prior: Floats, *, seed: int, replicates: int) -> tuple[Floats, Floats]:
    """2.5 and 97.5 per cent of the difference when persons are drawn anew within each side."""
    rng = np.random.default_rng(seed)
    drawn = np.array([_drawn(rng, first, second, prior) for _ in range(replicates)])
    low, high = np.quantile(drawn, (0.025, 0.975), axis=0)
    return low, high


def _drawn(rng: np.random.Generator, first: Said, second: Said, prior: Floats) -> Floats:
    one, other = (rng.multinomial(len(side), np.full(len(side), 1 / len(side))) @ side for side in (first, second))
    return log_odds(one, other, prior)[0]


def marking(found: Sequence[Marked], *, most: int) -> tuple[tuple[Marked, ...], tuple[Marked, ...]]:
    """(the words that mark the first side, those that mark the second), the strongest first, at most so many each."""
    marks: Iterator[Marked] = (row for row in found if row.marks)
    ordered = list(marks)
    return (
        tuple(row for row in ordered if row.z < 0)[:most],
        tuple(row for row in reversed(ordered) if row.z > 0)[:most],
    )
