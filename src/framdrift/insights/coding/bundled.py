"""The model that ships with the product, as it runs on this machine. Imported inside, so that pages stay light."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from framdrift.science.themes.adapting import Adapted
    from framdrift.science.themes.features import Embedder
    from framdrift.science.themes.model import Model, Suggestion


@dataclass(frozen=True)
class Reading:
    """The model, what it reads meaning with, and its name: another name suggests anew. `adapted` is the model with what
    it has learnt here."""

    model: Model
    embedder: Embedder | None
    name: str
    adapted: Adapted | None = None

    def suggest(self, texts: Sequence[str]) -> list[Suggestion]:
        """One suggestion a text, in order."""
        return (self.adapted or self.model).suggest(texts, self.embedder)


def bundled_reading() -> Reading:
    """The shipped model, with meaning where that runs, else with spelling alone."""
    from framdrift.science.themes import model
    from framdrift.science.themes.embedding import NoEmbedder, bundled

    try:
        embedder = bundled()
    except NoEmbedder:
        found = model.SHIPPED_SPELLING
        return Reading(model.load(found), None, f"spelling {_mark(found.read_bytes())}")
    return Reading(model.load(), embedder, f"meaning {_mark(model.SHIPPED.read_bytes())}")


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]
