"""Which kind an ending is, of those that belong together: the shares of a cause's kinds, from the terms that are on.

The idea in prose. People leave because it took too long, because of the terms, or for reasons of their own. How often
they leave at all is one question, with all the endings to answer it; which of the kinds it is, given that they leave,
is another, with the same endings told apart. The likelihood of the kinds as competing Poisson counts is exactly the
product of the two, so they are fitted apart, and the kinds' hazards add up to the cause's. Each kind's share starts
from what is believed of it; a term that is on moves the shares only as far as endings say so. A kind with few endings
so stays near what was believed, instead of at nothing.

With kinds k and terms x on: share of k = exp(sum of g_kx) / sum over kinds l of exp(sum of g_lx), each g normal before
the data; Newton's method and Laplace as in `fitting`. Sources: McCullagh & Nelder (1989), 6.4, for the Poisson as a
total and a multinomial; Gelman & Hill (2007), ch. 15, for the pooling.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from framdrift.science.hazards.fitting import Floats, Indexes, linear, mode_of, squared, summed
from framdrift.science.hazards.terms import Term


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """What is believed of K kinds: `mean` (K, p) and `covariance` (K p, K p), kind after kind; `events` (K) is what it
    rests on, none of them: the prior."""

    names: tuple[str, ...]
    kinds: tuple[str, ...]
    mean: Floats
    covariance: Floats
    events: Floats

    def drawn(self, numbers: np.random.Generator, draws: int) -> Floats:
        """Effects on the shares, shape (K, draws, p)."""
        root = np.linalg.cholesky(self.covariance)
        flat = self.mean.ravel() + numbers.standard_normal((draws, self.mean.size)) @ root.T
        found: Floats = flat.reshape(draws, *self.mean.shape).transpose(1, 0, 2)
        return found


def fit_shares(terms: Mapping[str, Sequence[Term]], on: Indexes, events: Floats) -> Shares:
    """From the priors of each kind, all with the same names in the same order; `on` has shape (m, k), the terms that
    were on (-1 for none), and `events` (K, m): endings of each kind while they were.

    Raises ValueError where lengths differ, names differ between kinds, or a number is negative.
    """
    names = {tuple(term.name for term in each) for each in terms.values()}
    if len(names) != 1 or events.shape != (len(terms), len(on)):
        raise ValueError("kinds differ in their terms, or terms and events in length")
    if (events < 0).any():
        raise ValueError("a kind has negative events")
    every = [term for each in terms.values() for term in each]
    shape = (len(terms), len(every) // len(terms))

    def slopes(flat: Floats) -> tuple[Floats, Floats]:
        return _slopes(shares_on(flat.reshape(shape), on), on, events, shape[1])

    mean, covariance = mode_of(every, slopes)
    return Shares(names.pop(), tuple(terms), mean.reshape(shape), covariance, events.sum(axis=1))


def shares_on(effects: Floats, on: Indexes) -> Floats:
    """The share of each kind, first axis, for each row of `on`, last axis. `effects`: (K, p) or (K, draws, p)."""
    logs = linear(effects, on)
    raised = np.exp(logs - logs.max(axis=0))
    shares: Floats = raised / raised.sum(axis=0)
    return shares


def against_the_rest(shares: Shares, kind: str, *, on: Sequence[int]) -> tuple[Floats, Floats]:
    """One kind against all others, on the log odds: effects (p) and their covariance (p, p).

    The others are taken together as they share what is left where the terms `on` are on: exact there, and to first
    order elsewhere. What their sum has more than its parts stands in the first effect, which must be the level.
    """
    place = shares.kinds.index(kind)
    there = shares_on(shares.mean, np.array([on], dtype=np.int64))[:, 0]
    rest = np.delete(there, place) / (1 - there[place])
    weights = np.insert(-rest, place, 1.0)
    mean = weights @ shares.mean
    mean[0] += rest @ np.log(rest)
    count = shares.mean.shape[1]
    across = np.kron(weights, np.eye(count))
    return mean, across @ shares.covariance @ across.T


def _slopes(shares: Floats, on: Indexes, events: Floats, count: int) -> tuple[Floats, Floats]:
    """How the multinomial log likelihood rises (K p) and bends, negated (K p, K p)."""
    total = events.sum(axis=0)
    rise = np.concatenate([summed(on, each, count) for each in events - total * shares])
    return rise, np.block([list(_bends(share, place, shares, total, on, count)) for place, share in enumerate(shares)])


def _bends(share: Floats, place: int, shares: Floats, total: Floats, on: Indexes, count: int) -> Iterator[Floats]:
    """One kind's row of blocks."""
    for number, other in enumerate(shares):
        yield squared(on, total * share * ((number == place) - other), count)
