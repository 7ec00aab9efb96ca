"""What in a retold quote may point somebody out: numbers, addresses, names, days, "the only one".

It helps those who read before a release; that it finds nothing clears no text. Names are matched in any case, with a
genitive and with one slip of spelling (Damerau 1964: a letter more, less, other, or two swapped), against the names
that are passed in. The Swedish personal number has the form of Skatteverket SKV 704.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Sign(StrEnum):
    """What was found. The first four are never released; the others are for the readers to judge. `near_name`: a slip
    away from a name, or a name written as a common word ("sten")."""

    PERSONAL_NUMBER = "personal_number"
    EMAIL = "email"
    PHONE = "phone"
    NAME = "name"
    NEAR_NAME = "near_name"
    DAY = "day"
    ONLY_ONE = "only_one"
    NUMBER = "number"


STOPS = frozenset({Sign.PERSONAL_NUMBER, Sign.EMAIL, Sign.PHONE, Sign.NAME})


@dataclass(frozen=True, slots=True)
class Found:
    """A sign and the words in which it was found."""

    sign: Sign
    words: str


_MONTHS = (
    "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|"
    "january|february|march|may|june|july|august|october|jan|feb|apr|aug|sept|sep|okt|oct|nov|dec"
)
_WEEKDAYS = "måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_PATTERNS: tuple[tuple[Sign, re.Pattern[str]], ...] = (
    (Sign.PERSONAL_NUMBER, re.compile(r"(?<!\d)(?:19|20)?\d{6}[-+ ]?\d{4}(?!\d)")),
    (Sign.EMAIL, re.compile(r"[^\s@,;]+\s?@\s?[^\s@,;]+\.\w+|\b\w+ (?:at|snabel-?a) \w+ (?:dot|punkt) \w+", re.I)),
    (Sign.PHONE, re.compile(r"(?<!\w)(?:\+|00?)\s?\d(?:[\s()-]{0,2}\d){6,13}(?!\d)")),
    (
        Sign.DAY,
        re.compile(
            rf"\b\d{{4}}-\d{{1,2}}-\d{{1,2}}\b|\b\d{{1,2}}[/.]\d{{1,2}}\b|"
            rf"\b(?:den )?\d{{1,2}}\.?(?:st|nd|rd|th|:e|:a)? (?:{_MONTHS})\b|"
            rf"\b(?:i|in) (?:{_MONTHS})\b|\b(?:{_WEEKDAYS})(?:en|s|ar)?\b|\b(?:19|20)\d\d\b",
            re.I,
        ),
    ),
    (
        Sign.ONLY_ONE,
        re.compile(
            r"\b(?:den|det|de) end[ae]\b|\bensam(?:ma)? (?:om|kvinna|man|med)\b|\bend[ae] (?:kvinnan|mannen|som)\b|"
            r"\bthe only\b|\bonly (?:woman|man|one|person)\b|\bför(?:st|sta) (?:kvinnan|mannen)\b|\bno one else\b|"
            r"\bingen annan\b|\balone in\b|\b(?:yngst|äldst|youngest|oldest)\w*\b",
            re.I,
        ),
    ),
    (Sign.NUMBER, re.compile(r"\d+")),
)
_SHORTEST_WITH_SLIP = 5
"""Shorter names are too near to common words for a slip to be believed."""
_LETTERS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def signs(text: str, *, names: Collection[str]) -> tuple[Found, ...]:
    """Every sign in the text, in the order of `Sign`; `names` are full names, each part of which counts."""
    found = [Found(sign, match[0]) for sign, pattern in _PATTERNS for match in pattern.finditer(text)]
    found += _named(text, names)
    covered = {one.words for one in found if one.sign is not Sign.NUMBER}
    told = [one for one in found if one.sign is not Sign.NUMBER or not any(one.words in words for words in covered)]
    return tuple(sorted(dict.fromkeys(told), key=lambda one: list(Sign).index(one.sign)))


def near(word: str, name: str) -> bool:
    """Whether a word is the name, or at most one slip away from it; both in lower case."""
    if word == name:
        return True
    if len(name) < _SHORTEST_WITH_SLIP or abs(len(word) - len(name)) > 1:
        return False
    start = next((place for place, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), None)
    if start is None:
        return True
    rest, other = word[start:], name[start:]
    swapped = rest[:2] == other[1::-1] and rest[2:] == other[2:]
    return swapped or rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]


def _named(text: str, names: Collection[str]) -> Iterator[Found]:
    parts = {part for name in names for part in _LETTERS.findall(name.casefold()) if len(part) > 1}
    for word in _LETTERS.findall(text):
        folded = word.casefold()
        forms = {folded, *(folded[: -len(end)] for end in ("s", "es", "as") if folded.endswith(end))}
        if word != folded and forms & parts:
            yield Found(Sign.NAME, word)
        elif any(near(form, part) for form in forms for part in parts):
            yield Found(Sign.NEAR_NAME, word)
