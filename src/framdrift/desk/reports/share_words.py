"""A share and its interval as the slots of a sentence."""

from __future__ import annotations

from framdrift.desk.components.words import number_words, percent_words
from framdrift.science.proportions import Share


def slots_of(share: Share, *, least: int) -> dict[str, str] | None:
    """hits, n, low and high in the reader's digits; None where fewer than `least` are too few to say."""
    if share.n < least or share.share is None or share.low is None or share.high is None:
        return None
    return {
        "hits": number_words(share.hits),
        "n": number_words(share.n),
        "low": percent_words(share.low),
        "high": percent_words(share.high),
    }
