"""Trains the model on coded passages, and fits it on a person's own examples in addition.

Each code is a logistic regression by itself, on spelling and meaning. Margins are calibrated by one Platt curve over
all codes, from passages of authors that the fit had not seen (Platt 1999; grouped cross-validation). Own examples move
the shipped weights from where the corpus left them: the corpus's posterior (Laplace, diagonal) is their prior.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from framdrift.science.themes.features import Embedder, Floats, Spelling, clean
from framdrift.science.themes.measures import best_threshold
from framdrift.science.themes.model import Margins, Model, leads, meaning
from framdrift.science.themes.passages import Passage

Labels = NDArray[np.bool_]

FOLDS = 10
_EXAMPLE_STEPS = 200


STRENGTH = 2.0
"""Inverse of the penalty on weights; chosen by cross-validation over authors."""


def labels_of(passages: Sequence[Passage], codes: Sequence[str]) -> Labels:
    """(n, K): which codes each passage has."""
    return np.array([[code in passage.codes for code in codes] for passage in passages], dtype=bool).reshape(
        len(passages), len(codes)
    )


def train(
    passages: Sequence[Passage], codes: Sequence[str], embedded: Floats | None, *, unseen: Margins | None = None
) -> Model:
    """A calibrated model; `embedded` (n, dimensions) are the passages' embeddings, None for spelling alone.

    `unseen` are the margins `held_out` by author, where they are at hand. The same passages give the same model.
    Raises ValueError where a code has fewer than two authors.
    """
    if unseen is None:
        unseen = held_out(passages, codes, embedded, [passage.author for passage in passages])
    labels = labels_of(passages, codes)
    model = _fitted([passage.text for passage in passages], labels, tuple(codes), embedded)
    calibrated = replace(model, calibration=platt(unseen, labels))
    return replace(calibrated, threshold=best_threshold(calibrated.confidences(unseen), labels))


def held_out(
    passages: Sequence[Passage],
    codes: Sequence[str],
    embedded: Floats | None,
    groups: Sequence[str],
) -> Margins:
    """(n, K) margins of each passage by a model that has seen nothing of its group (its author, or its topic)."""
    names = sorted(set(groups))
    fold = {name: place % min(FOLDS, len(names)) for place, name in enumerate(names)}
    folds = np.array([fold[group] for group in groups])
    labels = labels_of(passages, codes)
    texts = [passage.text for passage in passages]
    found = np.zeros((len(passages), len(codes)))
    for number in sorted(set(fold.values())):
        here, rest = np.flatnonzero(folds == number), np.flatnonzero(folds != number)
        part = None if embedded is None else embedded[rest]
        model = _fitted([texts[place] for place in rest], labels[rest], tuple(codes), part)
        there = model.spelling.rows([texts[place] for place in here])
        if embedded is not None:
            there = np.hstack([meaning(embedded[here], model.centre), there])
        found[here] = model.margins(there)
    return found


def platt(margins: Margins, labels: Labels) -> tuple[float, float, float]:
    """One curve over all codes, from margins and their leads to probabilities: `Model.calibration`."""
    from sklearn.linear_model import LogisticRegression

    table = np.stack([margins.ravel(), leads(margins).ravel()], axis=1)
    curve = LogisticRegression(C=1e6).fit(table, labels.ravel())
    return float(curve.coef_[0, 0]), float(curve.coef_[0, 1]), float(curve.intercept_[0])


def with_examples(model: Model, examples: Sequence[Passage], embedder: Embedder | None) -> Model:
    """The model fitted on these too. The same examples give the same model; none give the same as before."""
    from scipy.optimize import minimize

    if not examples:
        return model
    features = model.features([example.text for example in examples], embedder).astype(np.float64)
    features = np.hstack([features, np.ones((len(examples), 1))])
    labels = labels_of(examples, model.codes)
    moved = np.hstack([model.weights, model.bias[:, None]]).astype(np.float64)
    for place in range(len(model.codes)):
        start, firm, sign = moved[place].copy(), model.precision[place].astype(np.float64), 2.0 * labels[:, place] - 1

        def cost(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
            margin = sign * (features @ weights)  # noqa: B023 - used at once
            away = weights - start  # noqa: B023
            loss = np.logaddexp(0, -margin).sum() + (firm * away * away).sum() / 2  # noqa: B023
            slope = features.T @ (-sign / (1 + np.exp(margin))) + firm * away  # noqa: B023
            return float(loss), slope

        moved[place] = minimize(cost, start, jac=True, method="L-BFGS-B", options={"maxiter": _EXAMPLE_STEPS}).x
    return model.with_weights(moved[:, :-1].astype(np.float32), moved[:, -1].astype(np.float32))


def _fitted(texts: Sequence[str], labels: Labels, codes: tuple[str, ...], embedded: Floats | None) -> Model:
    """An uncalibrated model."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    spelling = Spelling.of([clean(text) for text in texts])
    rows = csr_matrix(spelling.rows(texts))
    centre = np.zeros(0, np.float32) if embedded is None else embedded.mean(axis=0)
    table = rows if embedded is None else hstack([csr_matrix(meaning(embedded, centre)), rows]).tocsr()
    weights, bias, precision = [], [], []
    for place, code in enumerate(codes):
        if labels[:, place].all() or not labels[:, place].any():
            raise ValueError(f"{code}: all or none of the passages have it")
        # The dual converges four times sooner here, to the same weights within 1e-4.
        fit = LogisticRegression(C=STRENGTH, solver="liblinear", dual=True, random_state=0, tol=1e-4, max_iter=1000)
        fit.fit(table, labels[:, place])
        chance = fit.predict_proba(table)[:, 1]
        spread = np.asarray(table.multiply(table).T @ (chance * (1 - chance)))
        weights.append(fit.coef_[0])
        bias.append(fit.intercept_[0])
        precision.append([*(spread + 1 / STRENGTH), (chance * (1 - chance)).sum() + 1 / STRENGTH])
    return Model(
        codes=codes,
        weights=np.array(weights, dtype=np.float32),
        bias=np.array(bias, dtype=np.float32),
        precision=np.array(precision, dtype=np.float32),
        centre=centre.astype(np.float32),
        spelling=spelling,
        calibration=(1.0, 0.0, 0.0),
        threshold=0.5,
        report={},
    )
