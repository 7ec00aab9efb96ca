"""Keeps what candidates are found by."""

from __future__ import annotations

from framdrift.recruiting.models import Candidate


def index_candidate(candidate: Candidate) -> None:
    """Write the candidate's searchable words, in the transaction of what changed them."""
    words = (candidate.name, candidate.headline, candidate.employer, candidate.city, candidate.email)
    candidate.search_text = "" if candidate.erased_at else " ".join(word for word in words if word).lower()
    candidate.save(update_fields=["search_text"])
