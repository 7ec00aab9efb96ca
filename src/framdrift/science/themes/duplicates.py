"""Passages that say nearly the same in nearly the same words: a corpus of them teaches little and measures nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from framdrift.science.themes.features import Floats, Spelling

ALIKE_SPELT = 0.8
"""Cosine of character and word parts, from 0 to 1, above which two texts are variants of each other."""
ALIKE_MEANT = 0.96
"""Cosine of raw embeddings (multilingual-e5-small, where unrelated texts lie at 0.75-0.85), within one language."""

_ROWS = 256


def spelt_alike(texts: Sequence[str], *, above: float = ALIKE_SPELT) -> list[tuple[int, int]]:
    """Pairs of places of texts that are spelt nearly alike, the earlier one first."""
    rows = Spelling(np.ones_like(Spelling.of([""]).weights)).rows(texts)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return list(_near(rows, above))


def meant_alike(embedded: Floats, languages: Sequence[str], *, above: float = ALIKE_MEANT) -> list[tuple[int, int]]:
    """Pairs of places of texts in one language that mean nearly the same; (n, dimensions) rows of length 1."""
    return [(one, other) for one, other in _near(embedded, above) if languages[one] == languages[other]]


def _near(rows: Floats, above: float) -> Iterator[tuple[int, int]]:
    for start in range(0, len(rows), _ROWS):
        cosines = rows[start : start + _ROWS] @ rows.T
        for one, other in np.argwhere(cosines > above):
            if start + one < other:
                yield int(start + one), int(other)
