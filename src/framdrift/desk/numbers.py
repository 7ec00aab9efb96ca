"""Numbers in an address's query, as anybody may have typed them."""

from __future__ import annotations

_LARGEST = 2**53
"""No list and no log is longer; what is larger is no number of ours, and the databases refuse it."""


def number_in(text: str) -> int | None:
    """The whole number that the text is, else None."""
    found = int(text) if len(text) < 20 and text.isdecimal() else None
    return found if found is not None and found <= _LARGEST else None
