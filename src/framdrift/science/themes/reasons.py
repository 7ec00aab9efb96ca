"""Which words of a text speak most for a code: the part of a suggestion that can be pointed at.

A word's weight is the sum, over the word and its parts, of what each counts in the code's log odds. The meaning of the
text as a whole counts beside that and lies in no word: what is shown here explains the spelling's share alone.
"""

from __future__ import annotations

from zlib import crc32

from framdrift.science.themes.features import BUCKETS, Floats, clean, parts_of, words_in
from framdrift.science.themes.model import Model
from framdrift.science.themes.passages import COMMON

MOST = 3
LEAST_LETTERS = 4
"""Shorter words, and the commonest ones, explain nothing to a reader, whatever they weigh."""


def speaking_words(model: Model, text: str, code: str, *, most: int = MOST) -> list[tuple[int, int]]:
    """(start, end) in code points of the words that speak most for the code, in the text's order; none that speak
    against it."""
    own = model.weights[model.codes.index(code), len(model.centre) :] * model.spelling.weights
    telling = [(start, end) for start, end in words_in(text) if _tells(text[start:end])]
    weighed = [(_weight(text[start:end], own), start, end) for start, end in telling]
    best = sorted((one for one in weighed if one[0] > 0), reverse=True)[:most]
    return sorted((start, end) for _weight_, start, end in best)


def _tells(word: str) -> bool:
    return len(word) >= LEAST_LETTERS and not any(word.casefold() in common for common in COMMON.values())


def _weight(word: str, own: Floats) -> float:
    plain = clean(word).casefold()
    hashes = [crc32(part.encode()) for part in [plain, *parts_of(plain)]]
    return float(sum((1 if hashed >> 31 else -1) * own[hashed % BUCKETS] for hashed in hashes))
