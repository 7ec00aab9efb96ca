"""The machine reads along: suggestions for passages that have none of the model at hand, in a process of its own.

The language model and NumPy are imported inside, so that pages and the worker stay light.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from framdrift.conversations.answers.queries import open_raw_answers
from framdrift.conversations.models import ProgrammeRound
from framdrift.foundation.jobs import job
from framdrift.insights.codebook.queries import Book, book
from framdrift.insights.models import Passage, Suggestion
from framdrift.organisations.access import viewer_of
from framdrift.organisations.models import Account

if TYPE_CHECKING:
    from framdrift.science.themes.features import Embedder
    from framdrift.science.themes.model import Model

_AT_ONCE = 50


@dataclass(frozen=True)
class Reading:
    """The model, what it reads meaning with, and its name: a new model suggests anew."""

    model: Model
    embedder: Embedder | None
    name: str


@job(queue="heavy")
def suggest_themes(round_id: int, account_id: int, at: str) -> None:
    """Suggest themes for the passages of a round that the asking interviewer may read. Twice is once."""
    viewer = viewer_of(Account.objects.get(pk=account_id))
    programme_round = ProgrammeRound.objects.get(pk=round_id)
    reading = bundled_reading()
    answers = open_raw_answers(viewer, programme_round, at=datetime.fromisoformat(at))
    texts = {note.client_key: note for answer in answers for note in answer.notes}
    waiting = Passage.objects.filter(round=programme_round).exclude(suggested_with=reading.name)
    ready = [one for one in waiting if one.note in texts and texts[one.note].digest == one.digest]
    known = book()
    for start in range(0, len(ready), _AT_ONCE):
        batch = ready[start : start + _AT_ONCE]
        suggest(batch, [texts[one.note].text for one in batch], reading, known)


@transaction.atomic
def suggest(passages: Sequence[Passage], notes: Sequence[str], reading: Reading, known: Book) -> None:
    """Replace what was suggested for these passages, each in its note. Themes that are retired are not suggested."""
    from framdrift.science.themes.reasons import speaking_words

    texts = [note[one.start : one.end] for one, note in zip(passages, notes, strict=True)]
    rows = []
    for passage, text, found in zip(passages, texts, reading.model.suggest(texts, reading.embedder), strict=True):
        given = [(code, confidence) for code, confidence in found.themes if known.has(code)]
        for rank, (code, confidence) in enumerate(given, start=1):
            spans = speaking_words(reading.model, text, code)
            rows.append(
                Suggestion(
                    passage=passage,
                    company_id=passage.company_id,
                    rank=rank,
                    theme=code,
                    confidence=confidence,
                    is_assigned=code in found.assigned,
                    spans=[[passage.start + start, passage.start + end] for start, end in spans],
                )
            )
    Suggestion.objects.filter(passage__in=passages).delete()
    Suggestion.objects.bulk_create(rows)
    Passage.objects.filter(pk__in=[one.pk for one in passages]).update(suggested_with=reading.name)


def bundled_reading() -> Reading:
    """The shipped model, with meaning where that runs, else with spelling alone."""
    from framdrift.science.themes import model
    from framdrift.science.themes.embedding import NoEmbedder, bundled

    try:
        embedder = bundled()
    except NoEmbedder:
        return Reading(
            model.load(model.SHIPPED_SPELLING), None, f"spelling {_mark(model.SHIPPED_SPELLING.read_bytes())}"
        )
    return Reading(model.load(), embedder, f"meaning {_mark(model.SHIPPED.read_bytes())}")


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]
