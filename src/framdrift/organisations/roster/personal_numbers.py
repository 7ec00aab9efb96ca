"""Swedish personal identity and coordination numbers, which are not kept: found by their form, their day and the
check digit (Luhn 1954; Skatteverket SKV 704). Twelve digits, or a sign before the last four, need no right check
digit: they are written as such numbers and nothing else is."""

from __future__ import annotations

import re

MASK = "[…]"
_NUMBER = re.compile(r"(?<!\d)(19|20)?(\d{2})(\d{2})(\d{2})([-+ ]?)(\d{4})(?!\d)")
_HEADERS = frozenset(
    {
        "personnummer",
        "personnr",
        "pnr",
        "persnr",
        "personidentitetsnummer",
        "samordningsnummer",
        "ssn",
        "socialsecuritynumber",
        "personalidentitynumber",
        "nationalid",
        "nationalidentitynumber",
        "nationalidentificationnumber",
    }
)


def masked(text: str) -> str:
    """The text with every such number masked."""
    return _NUMBER.sub(lambda found: MASK if _is_number(found) else found[0], text)


def holds_number(text: str) -> bool:
    """Whether such a number stands in the text."""
    return any(_is_number(found) for found in _NUMBER.finditer(text))


def is_named_so(header: str) -> bool:
    """Whether a column says itself that it holds such numbers."""
    return re.sub(r"[\W_]", "", header).casefold() in _HEADERS


def _is_number(found: re.Match[str]) -> bool:
    month, day = int(found[3]), int(found[4])
    if not (1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91)):
        return False
    if found[1] or found[5] in ("-", "+"):
        return True
    return _luhn_holds(found[2] + found[3] + found[4] + found[6])


def _luhn_holds(digits: str) -> bool:
    doubled = (int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(digits))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
