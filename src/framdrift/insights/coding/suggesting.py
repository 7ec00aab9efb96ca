"""The machine reads along: suggestions for passages that have none of the model at hand, in a process of its own.

Read offline on this machine, with what was learnt here; where the settings name a model server in our own network it
is asked too. What it says is shown, what counts as assigned is the offline model's alone, whose error is measured; and
a serious matter that the offline model sees is never withheld. A server that fails once is not asked again in the same
round of reading: the offline suggestions stand, and the pages say so.

The language model and NumPy are imported inside, so that pages and the worker stay light.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from framdrift.conversations.answers.queries import open_raw_answers
from framdrift.conversations.models import ProgrammeRound
from framdrift.foundation.jobs import job
from framdrift.insights.codebook.queries import Book, book
from framdrift.insights.coding import model_server
from framdrift.insights.coding.bundled import Reading
from framdrift.insights.coding.learning import reading_in_force
from framdrift.insights.coding.model_server import Said, Server, ServerFailed
from framdrift.insights.coding.reading import EVEN
from framdrift.insights.kinds import PassageState
from framdrift.insights.models import Passage, Suggestion
from framdrift.organisations.access import viewer_of
from framdrift.organisations.models import Account
from framdrift.science.themes.codebook import SERIOUS, UNPLACED
from framdrift.science.themes.passages import language_of

_AT_ONCE = 50
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Found:
    """What is suggested of a passage: (code, confidence, spans in its own code points) likeliest first, the codes
    assigned, and the name of who read it."""

    themes: tuple[tuple[str, float, tuple[tuple[int, int], ...]], ...]
    assigned: frozenset[str]
    read_by: str


class Asked:
    """A model server for one round of reading: after a failure it is left alone."""

    def __init__(self, server: Server, known: Book) -> None:
        self._server: Server | None = server
        codes = [line.code for line in known.in_use if line.code != UNPLACED]
        self._themes = {code: known.name(code, "en") for code in codes}
        self._rules = {one: model_server.rules_of(known, codes, one) for one in ("sv", "en")}

    def themes_of(self, text: str) -> tuple[Said, ...] | None:
        """What the server says; None where it does not answer."""
        if self._server is None or not text.strip():
            return None
        rules = self._rules[language_of(text) or "sv"]
        try:
            return model_server.ask(self._server, text, themes=self._themes, rules=rules)
        except ServerFailed as failure:
            _log.warning("The model server at %s failed (%s): offline suggestions stand.", self._server.host, failure)
            self._server = None
            return None


@job(queue="heavy")
def suggest_themes(round_id: int, account_id: int, at: str) -> None:
    """Suggest themes for the passages of a round that the asking interviewer may read. Twice is once.

    What a person has read keeps the suggestions that the person saw.
    """
    viewer = viewer_of(Account.objects.get(pk=account_id))
    programme_round = ProgrammeRound.objects.get(pk=round_id)
    reading, server, known = reading_in_force(), model_server.configured(), book()
    answers = open_raw_answers(viewer, programme_round, at=datetime.fromisoformat(at))
    texts = {note.client_key: note for answer in answers for note in answer.notes}
    name = server.name(reading.name) if server else reading.name
    unread = Q(suggested_with="") | Q(state__in=[PassageState.WAITING, PassageState.AGAIN])
    waiting = Passage.objects.filter(unread, round=programme_round).exclude(suggested_with=name)
    ready = [one for one in waiting if one.note in texts and texts[one.note].digest == one.digest]
    asked = Asked(server, known) if server else None
    for start in range(0, len(ready), _AT_ONCE):
        batch = ready[start : start + _AT_ONCE]
        suggest(batch, [texts[one.note].text for one in batch], reading, known, asked=asked, name=name)


def suggest(
    passages: Sequence[Passage],
    notes: Sequence[str],
    reading: Reading,
    known: Book,
    *,
    asked: Asked | None = None,
    name: str = "",
) -> None:
    """Replace what was suggested for these passages, each in its note; `name` is for what the server has read too.

    Themes that are retired are not suggested. Everything is read before anything is written.
    """
    texts = [note[one.start : one.end] for one, note in zip(passages, notes, strict=True)]
    found = _read(texts, reading, known)
    if asked is not None:
        found = [_with_server(one, asked.themes_of(text), name) for one, text in zip(found, texts, strict=True)]
    _keep(passages, found)


def _read(texts: Sequence[str], reading: Reading, known: Book) -> list[Found]:
    """Offline."""
    from framdrift.science.themes.reasons import speaking_words

    return [
        Found(
            themes=tuple(
                (code, confidence, tuple(speaking_words(reading.model, text, code)))
                for code, confidence in one.themes
                if known.has(code)
            ),
            assigned=frozenset(one.assigned),
            read_by=reading.name,
        )
        for text, one in zip(texts, reading.suggest(texts), strict=True)
    ]


def _with_server(offline: Found, said: tuple[Said, ...] | None, name: str) -> Found:
    """What the server says, with a serious matter that the offline model sees; as it was where the server is silent."""
    if said is None:
        return offline
    themes = [(one.code, one.probability, one.spans) for one in said]
    serious = [one for one in offline.themes if one[0] == SERIOUS and SERIOUS in offline.assigned]
    if serious and all(code != SERIOUS for code, _probability, _spans in themes):
        themes = [*themes[: model_server.MOST_THEMES - 1], *serious]
    suspected = {one.code for one in said if one.code == SERIOUS and one.probability >= EVEN}
    return Found(tuple(themes), offline.assigned | suspected, name)


@transaction.atomic
def _keep(passages: Sequence[Passage], found: Sequence[Found]) -> None:
    rows = [
        Suggestion(
            passage=passage,
            company_id=passage.company_id,
            rank=rank,
            theme=code,
            confidence=confidence,
            is_assigned=code in one.assigned,
            spans=[[passage.start + start, passage.start + end] for start, end in spans],
        )
        for passage, one in zip(passages, found, strict=True)
        for rank, (code, confidence, spans) in enumerate(one.themes, start=1)
    ]
    Suggestion.objects.filter(passage__in=passages).delete()
    Suggestion.objects.bulk_create(rows)
    for name in {one.read_by for one in found}:
        read = [passage.pk for passage, one in zip(passages, found, strict=True) if one.read_by == name]
        Passage.objects.filter(pk__in=read).update(suggested_with=name)
