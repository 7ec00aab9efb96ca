"""What is taken from a text: its parts of words, hashed, and its meaning where an embedding model is at hand."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log1p
from typing import Protocol
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

BUCKETS = 1 << 14
"""Parts of words fall into so many buckets; two in the same one are told apart by nothing."""

SHARE = 0.8
"""How much spelling counts beside meaning, whose vectors have length 1; chosen by cross-validation over authors."""

_WORD = re.compile(r"[^\W\d_]+")
_PARTS = (3, 4, 5)
_LONGEST = 4000
"""Characters read of a passage; a longer one is not a passage."""


class Embedder(Protocol):
    """Turns texts into vectors of length 1 in which nearness is nearness of meaning, across languages."""

    dimensions: int

    def embed(self, texts: Sequence[str]) -> Floats:
        """(n, dimensions), one row a text."""
        ...


@dataclass(frozen=True, slots=True)
class Spelling:
    """Weights of the buckets, (BUCKETS,), from how many texts of the corpus each occurs in."""

    weights: Floats

    @classmethod
    def of(cls, texts: Sequence[str]) -> Spelling:
        """Inverse document frequency, smoothed (Sparck Jones 1972)."""
        seen = np.ones(BUCKETS, dtype=np.float64)
        for text in texts:
            seen[list({bucket for bucket, _sign in _buckets(text)})] += 1
        return cls((np.log((1 + len(texts)) / seen) + 1).astype(np.float32))

    def rows(self, texts: Sequence[str]) -> Floats:
        """(n, BUCKETS), rows of length SHARE, or 0 for a text without letters."""
        found = np.zeros((len(texts), BUCKETS), dtype=np.float32)
        for row, text in zip(found, texts, strict=True):
            for (bucket, sign), times in Counter(_buckets(text)).items():
                row[bucket] += sign * log1p(times)
            row *= self.weights
            row *= SHARE / (np.linalg.norm(row) or 1)
        return found


def clean(text: str) -> str:
    """One form for what looks the same; halves of surrogate pairs, which are no text, are dropped."""
    return unicodedata.normalize("NFC", text[:_LONGEST].encode("utf-8", "ignore").decode())


def has_words(text: str) -> bool:
    """Whether there is anything to read."""
    return _WORD.search(text) is not None


def words_in(text: str) -> list[tuple[int, int]]:
    """(start, end) of the words, in code points."""
    return [match.span() for match in _WORD.finditer(text)]


def parts_of(word: str) -> list[str]:
    """Its parts of three to five letters, its ends marked."""
    padded = f"<{word}>"
    return [padded[start : start + size] for size in _PARTS for start in range(len(padded) - size + 1)]


def _buckets(text: str) -> Iterator[tuple[int, int]]:
    """Words, neighbours and parts of words, as (bucket, sign); the sign lets collisions cancel (Weinberger 2009)."""
    words = _WORD.findall(clean(text).casefold())
    terms = [*words, *(f"{one} {two}" for one, two in pairwise(words))]
    for word in words:
        terms += parts_of(word)
    for term in terms:
        hashed = crc32(term.encode())
        yield hashed % BUCKETS, 1 if hashed >> 31 else -1
