"""The words by which a candidate is found, and the look-up itself on either database.

`Candidate.search_text` holds the words in lower case, in the form that both databases cut alike: letters and digits
only, one blank between. The index over it (SQLite: an FTS5 table that keeps diacritics and follows the column by
triggers; PostgreSQL: a GIN index of `to_tsvector('simple', ...)`) is made by a migration and follows every write.
"Lön" is thus never "lon", and å, ä and ö are letters of their own; capitals do not matter.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from framdrift.recruiting.models import Candidate

MAX_WORDS = 8
LONGEST = 100
"""Letters of a word that count; both databases refuse patterns of some ten thousand."""
_FIELDS = ("name", "headline", "employer", "city", "email", "phone")
_MATCHES = {
    "sqlite": "SELECT rowid FROM recruiting_candidate_words WHERE recruiting_candidate_words MATCH %s",
    "postgresql": (
        "SELECT id FROM recruiting_candidate WHERE to_tsvector('simple', search_text) @@ to_tsquery('simple', %s)"
    ),
}


def words_of(text: str) -> list[str]:
    """The words in a text, in lower case: runs of letters and digits. Composed and decomposed letters are the same."""
    folded = unicodedata.normalize("NFC", text).lower()
    found = "".join(letter if letter.isalnum() else " " for letter in folded).split()
    return [word[:LONGEST] for word in found]


def index_candidate(candidate: Candidate) -> None:
    """Make a stored candidate found by the words it has now: one statement, in the transaction at hand.

    One that was merged into another or erased is found no more.
    """
    candidate.search_text = search_text_of(candidate)
    Candidate.objects.filter(pk=candidate.pk).update(search_text=candidate.search_text)


def search_text_of(candidate: Candidate) -> str:
    """What `search_text` should hold; for those who write candidates in bulk."""
    if candidate.merged_into_id or candidate.erased_at:
        return ""
    found = [word for name in _FIELDS for word in words_of(getattr(candidate, name))]
    digits = "".join(letter for letter in candidate.phone if letter.isdigit())
    return " ".join(dict.fromkeys([*found, digits] if digits else found))


def matching(candidates: QuerySet[Candidate], words: Sequence[str]) -> QuerySet[Candidate]:
    """Of these candidates those in which every word begins a word; at most MAX_WORDS are looked at, none finds none."""
    if not words:
        return candidates.none()
    return candidates.filter(pk__in=RawSQL(_MATCHES[connection.vendor], [_query(words[:MAX_WORDS])]))


def _query(words: Sequence[str]) -> str:
    """The words as a query of prefixes. They come from `words_of`, so that no operator can be among them."""
    if connection.vendor == "sqlite":
        return " ".join(f'"{word}"*' for word in words)
    return " & ".join(f"{word}:*" for word in words)
