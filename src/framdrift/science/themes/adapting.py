"""Lets a model learn from what people in one house have coded, and says whether that made it better.

Only what a text means is learnt from, and how often each code is given: weights on the embedding and the bias of each
code move from where the corpus left them, whose posterior (Laplace, diagonal) is their prior. Parts of words keep the
weights they have, so that nothing learnt names a word of what was said. A serious matter is learnt nothing about: it
is taken out of what may be learnt from, and must never become less likely for that.

Better is judged on people of whom the learning had seen nothing (cross-validation over persons): log loss, with an
interval from bootstrap over persons (Efron 1979), and the likeliest code no more seldom right.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from framdrift.science.themes.codebook import SERIOUS
from framdrift.science.themes.features import Embedder, Floats
from framdrift.science.themes.limits import SURE
from framdrift.science.themes.measures import assigned_at, micro_f1, top
from framdrift.science.themes.model import Margins, Model, Suggestion

Labels = NDArray[np.bool_]

FOLDS: Final = 5
_DRAWS = 1000
_STEPS = 200


@dataclass(frozen=True)
class Moves:
    """What was learnt: (K, E) and (K,), to be added to a model's weights on meaning and to its bias."""

    weights: Floats
    bias: Floats

    def as_bytes(self) -> bytes:
        """Both, as little-endian float32."""
        return np.hstack([self.weights, self.bias[:, None]]).astype("<f4").tobytes()

    @classmethod
    def of_bytes(cls, kept: bytes, model: Model) -> Moves:
        """What `as_bytes` wrote for this model. Raises ValueError where it was made for another."""
        table = np.frombuffer(kept, dtype="<f4").reshape(len(model.codes), len(model.centre) + 1)
        return cls(table[:, :-1].astype(np.float32), table[:, -1].astype(np.float32))


@dataclass(frozen=True)
class Adapted:
    """A model with what it has learnt."""

    model: Model
    moves: Moves

    def suggest(self, texts: Sequence[str], embedder: Embedder | None) -> list[Suggestion]:
        """As `Model.suggest`. A serious matter is at least as likely as the model says by itself."""
        features = self.model.features(texts, embedder)
        before = self.model.margins(features)
        found = self.model.confidences(before + shifts(features, self.moves))
        place = self.model.codes.index(SERIOUS)
        found[:, place] = np.maximum(found[:, place], self.model.confidences(before)[:, place])
        return self.model.told(texts, found)


@dataclass(frozen=True, slots=True)
class Measured:
    """Shares from 0 to 1, and the mean log loss of a decision in nats.

    `first` and `three`: of passages with a code, those where the likeliest, or one of three, is right. `sure_right`: of
    the codes told with `SURE` confidence or more (`sure` of them), those that a person had given; None where none was.
    """

    first: float
    three: float
    micro_f1: float
    log_loss: float
    sure: int
    sure_right: float | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """How the model did by itself and with what it learnt, on the same passages of people unknown to the learning.

    `gain` is how much smaller the log loss became, with its 95 % interval.
    """

    passages: int
    persons: int
    before: Measured
    after: Measured
    gain: float
    low: float
    high: float

    @property
    def is_better(self) -> bool:
        """Whether what was learnt is to be used."""
        return self.low > 0 and self.after.first >= self.before.first

    def as_data(self) -> dict[str, Any]:
        """Numbers and names alone."""
        return {**asdict(self), "is_better": self.is_better}


def learnt(model: Model, features: Floats, labels: Labels) -> Moves:
    """What these passages teach; (n, D) and (n, K). The same passages teach the same."""
    from scipy.optimize import minimize

    width = len(model.centre)
    seen = np.hstack([features[:, :width], np.ones((len(features), 1))]).astype(np.float64)
    margins = model.margins(features)
    moved = np.zeros((len(model.codes), width + 1))
    for place, code in enumerate(model.codes):
        if code == SERIOUS:
            continue
        firm = np.append(model.precision[place, :width], model.precision[place, -1]).astype(np.float64)
        cost = _cost(seen, margins[:, place], labels[:, place], firm)
        moved[place] = minimize(cost, moved[place], jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}).x
    return Moves(moved[:, :-1].astype(np.float32), moved[:, -1].astype(np.float32))


def judged(model: Model, features: Floats, labels: Labels, persons: Sequence[int], *, seed: int) -> Judgement:
    """Learn from four fifths of the persons, five times, and judge on the fifth. Needs FOLDS persons or more."""
    who = np.asarray(persons)
    names = np.unique(who)
    fold_of = dict(zip(np.random.default_rng(seed).permutation(names), np.arange(len(names)) % FOLDS, strict=True))
    folds = np.array([fold_of[one] for one in who])
    before = model.margins(features)
    after = before.copy()
    for fold in range(FOLDS):
        here, rest = folds == fold, folds != fold
        after[here] += shifts(features[here], learnt(model, features[rest], labels[rest]))
    old, new = model.confidences(before), model.confidences(after)
    fewer = _losses(old, labels) - _losses(new, labels)
    low, high = _interval(fewer, who, names, seed=seed)
    return Judgement(
        passages=len(labels),
        persons=len(names),
        before=_measured(old, labels, model.threshold),
        after=_measured(new, labels, model.threshold),
        gain=float(fewer.mean()),
        low=low,
        high=high,
    )


def shifts(features: Floats, moves: Moves) -> Margins:
    """(n, K) to be added to the margins of these features."""
    width = moves.weights.shape[1]
    return np.asarray(features[:, :width] @ moves.weights.T + moves.bias, dtype=np.float64)


def _cost(
    seen: NDArray[np.float64], offset: NDArray[np.float64], given: NDArray[np.bool_], firm: NDArray[np.float64]
) -> Callable[[NDArray[np.float64]], tuple[float, NDArray[np.float64]]]:
    """Log loss of one code with the prior's penalty, and its slope."""
    sign = 2.0 * given - 1

    def cost(moved: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = sign * (offset + seen @ moved)
        loss = np.logaddexp(0, -margin).sum() + (firm * moved * moved).sum() / 2
        return float(loss), seen.T @ (-sign / (1 + np.exp(margin))) + firm * moved

    return cost


def _losses(confidences: Margins, labels: Labels) -> NDArray[np.float64]:
    """(n,) the mean over codes of a passage's log loss."""
    certain = np.clip(confidences, 1e-6, 1 - 1e-6)
    return np.asarray(-np.where(labels, np.log(certain), np.log(1 - certain)).mean(axis=1))


def _measured(confidences: Margins, labels: Labels, threshold: float) -> Measured:
    coded = labels.any(axis=1)
    sure = confidences >= SURE
    return Measured(
        first=top(confidences[coded], labels[coded], among=1) if coded.any() else 0.0,
        three=top(confidences[coded], labels[coded], among=3) if coded.any() else 0.0,
        micro_f1=micro_f1(assigned_at(confidences, threshold), labels),
        log_loss=float(_losses(confidences, labels).mean()),
        sure=int(sure.sum()),
        sure_right=float(labels[sure].mean()) if sure.any() else None,
    )


def _interval(
    fewer: NDArray[np.float64], who: NDArray[np.int64], names: NDArray[np.int64], *, seed: int
) -> tuple[float, float]:
    """The 2.5 and 97.5 % points of the mean, persons drawn with replacement."""
    place = np.searchsorted(names, who)
    sums = np.bincount(place, weights=fewer, minlength=len(names))
    counts = np.bincount(place, minlength=len(names))
    drawn = np.random.default_rng(seed).integers(0, len(names), size=(_DRAWS, len(names)))
    means = sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return float(low), float(high)
