"""The trained model: margins from features, confidences from margins, suggestions from confidences."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framdrift.science.themes.codebook import SERIOUS
from framdrift.science.themes.features import BUCKETS, Embedder, Floats, Spelling, has_words

Margins = NDArray[np.float64]
SHIPPED = Path(__file__).resolve().parent / "model.npz"
SHIPPED_SPELLING = Path(__file__).resolve().parent / "model_spelling.npz"

EVEN = 0.5
SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The likeliest codes with their confidences, the codes assigned, and whether the model abstains."""

    themes: tuple[tuple[str, float], ...]
    assigned: tuple[str, ...]
    abstain: bool


@dataclass(frozen=True)
class Model:
    """K codes, D = dimensions of the embedding (0 without one) + BUCKETS features.

    `weights` (K, D) and `bias` (K,) give log odds of each code by itself; `precision` (K, D + 1) says how firmly each
    weight was learnt; `centre` (dimensions,) is the corpus's mean embedding; `calibration` is what a margin, its lead
    over the best of the other codes, and 1 count in the log odds of a code.
    """

    codes: tuple[str, ...]
    weights: Floats
    bias: Floats
    precision: Floats
    centre: Floats
    spelling: Spelling
    calibration: tuple[float, float, float]
    threshold: float
    report: dict[str, Any]

    def features(self, texts: Sequence[str], embedder: Embedder | None) -> Floats:
        """(n, D) of the texts. A model with an embedding needs the embedder."""
        spelt = self.spelling.rows(texts)
        if not len(self.centre):
            return spelt
        if embedder is None:
            raise ValueError("this model reads meaning, and needs an embedder")
        return np.hstack([meaning(embedder.embed(texts), self.centre), spelt])

    def margins(self, features: Floats) -> Margins:
        """(n, K) log odds before calibration."""
        return np.asarray(features @ self.weights.T + self.bias, dtype=np.float64)

    def confidences(self, margins: Margins) -> Margins:
        """(n, K) calibrated probabilities."""
        margin, lead, one = self.calibration
        return np.asarray(1 / (1 + np.exp(-(margin * margins + lead * leads(margins) + one))))

    def suggest(self, texts: Sequence[str], embedder: Embedder | None) -> list[Suggestion]:
        """One suggestion a text, in order; none for a text without words."""
        return self.told(texts, self.confidences(self.margins(self.features(texts, embedder))))

    def told(self, texts: Sequence[str], confidences: Margins) -> list[Suggestion]:
        """What is suggested of the texts with these confidences, (n, K)."""
        rows = np.round(confidences, 4)
        return [self._suggestion(row) if has_words(text) else NOTHING for text, row in zip(texts, rows, strict=True)]

    def _suggestion(self, row: Margins) -> Suggestion:
        order = sorted(range(len(self.codes)), key=lambda place: (-row[place], self.codes[place]))
        abstain = bool(row[order[0]] < EVEN)
        assigned = [
            self.codes[place]
            for place in order
            if row[place] >= self.threshold and (not abstain or self.codes[place] == SERIOUS)
        ]
        likeliest = tuple((self.codes[place], float(row[place])) for place in order[:SUGGESTED])
        return Suggestion(likeliest, tuple(assigned), abstain)

    def with_weights(self, weights: Floats, bias: Floats) -> Model:
        """The same model with other weights."""
        return replace(self, weights=weights, bias=bias)


NOTHING = Suggestion(themes=(), assigned=(), abstain=True)
"""What is suggested for a text without words."""


def leads(margins: Margins) -> Margins:
    """(n, K) how far each margin lies before the best of the others: codes compete for a passage."""
    order = np.sort(margins, axis=1)
    best, second = order[:, -1:], order[:, -2:-1]
    return np.asarray(margins - np.where(margins == best, second, best))


def meaning(embedded: Floats, centre: Floats) -> Floats:
    """Embeddings seen from the corpus's middle, rows of length 1: raw ones all lie close together."""
    seen = embedded - centre
    return np.asarray(seen / np.maximum(np.linalg.norm(seen, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def save(model: Model, path: Path) -> None:
    """Write the model; the same model gives the same bytes."""
    told = {
        "codes": model.codes,
        "calibration": model.calibration,
        "threshold": model.threshold,
        "report": model.report,
    }
    np.savez_compressed(
        path,
        weights=model.weights.astype(np.float16),
        bias=model.bias,
        precision=model.precision.astype(np.float16),
        centre=model.centre,
        spelling=model.spelling.weights.astype(np.float16),
        told=np.frombuffer(json.dumps(told, sort_keys=True).encode(), dtype=np.uint8),
    )


def load(path: Path = SHIPPED) -> Model:
    """The model that ships with the product, or another."""
    with np.load(path, allow_pickle=False) as kept:
        told = json.loads(kept["told"].tobytes())
        spelling = kept["spelling"].astype(np.float32)
        if spelling.shape != (BUCKETS,):
            raise ValueError(f"{path.name} was made for {spelling.shape} buckets")
        return Model(
            codes=tuple(told["codes"]),
            weights=kept["weights"].astype(np.float32),
            bias=kept["bias"],
            precision=kept["precision"].astype(np.float32),
            centre=kept["centre"],
            spelling=Spelling(spelling),
            calibration=tuple(told["calibration"]),
            threshold=told["threshold"],
            report=told["report"],
        )
