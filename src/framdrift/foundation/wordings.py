"""The agency's own words in letters: for everybody, or for one client company's letters. Every version is kept."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from framdrift.foundation import events
from framdrift.foundation.letter_events import LetterReworded
from framdrift.foundation.letter_kinds import MAX_SUBJECT, Fault, LetterKind, Problem, Wording, faults_of
from framdrift.foundation.models import LetterWording

log = logging.getLogger(__name__)


class WordingRefused(Exception):
    """The words cannot be used; `sentences` says why, fit for the reader."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        self.sentences = [sentence_of(fault) for fault in faults]
        super().__init__(" ".join(self.sentences))


def kinds() -> Mapping[str, LetterKind]:
    """Every kind of letter by its code: the list that `settings.LETTER_KINDS` names."""
    return _kinds(settings.LETTER_KINDS)


def wording_of(kind: LetterKind, *, language: str, company_id: int | None = None) -> Wording:
    """The words that hold: the company's own, else the agency's own, else the shipped ones. One statement.

    Own words that no longer fit the kind, after a new version of Framdrift, give way to the shipped ones.
    """
    own = own_wording(kind, language=language, company_id=company_id)
    if own is None:
        return kind.shipped[language]
    if faults_of(kind, own):
        log.warning("The own words of letter %s (%s) no longer fit: the shipped ones are used.", kind.code, language)
        return kind.shipped[language]
    return own


def own_wording(kind: LetterKind, *, language: str, company_id: int | None = None) -> Wording | None:
    """The company's own words, else the agency's; None where the shipped ones hold."""
    rows = LetterWording.objects.filter(kind=kind.code, language=language).order_by("version")
    last = {row.company_id: row for row in rows if row.company_id in (None, company_id)}
    for owner in (company_id, None):
        row = last.get(owner)
        if row is not None and not row.is_shipped:
            return Wording(row.subject, row.body)
    return None


def versions(kind: LetterKind, *, language: str, company_id: int | None = None) -> QuerySet[LetterWording]:
    """Every version of one owner's words, newest first."""
    owned = LetterWording.objects.filter(kind=kind.code, language=language, company_id=company_id)
    return owned.order_by("-version")


@transaction.atomic
def reword(
    kind: LetterKind, wording: Wording, *, language: str, company_id: int | None = None, by: str, at: datetime
) -> LetterWording:
    """Let these words hold from now on; those of before are kept. `by` is a pseudonym. Raises `WordingRefused`."""
    tidy = Wording(wording.subject.strip(), wording.body.replace("\r\n", "\n").strip())
    faults = faults_of(kind, tidy)
    if faults:
        raise WordingRefused(faults)
    return _add(kind, tidy, language=language, company_id=company_id, by=by, at=at)


@transaction.atomic
def restore_shipped(
    kind: LetterKind, *, language: str, company_id: int | None = None, by: str, at: datetime
) -> LetterWording:
    """Let the words below hold again: the agency's for a company, the shipped ones for the agency."""
    return _add(kind, None, language=language, company_id=company_id, by=by, at=at)


@transaction.atomic
def undo(
    kind: LetterKind, *, version: int, language: str, company_id: int | None = None, by: str, at: datetime
) -> bool:
    """Take back `version`, if it still is the last: what held before it holds again; whether it was taken back."""
    last, *before = versions(kind, language=language, company_id=company_id)[:2] or [None]
    if last is None or last.version != version:
        return False
    earlier = before[0] if before else None
    words = None if earlier is None or earlier.is_shipped else Wording(earlier.subject, earlier.body)
    _add(kind, words, language=language, company_id=company_id, by=by, at=at)
    return True


def sentence_of(fault: Fault) -> str:
    """What is wrong, and what to do."""
    name = f"{{{fault.name}}}"
    sentences = {
        Problem.EMPTY: _("Write both a subject and a text."),
        Problem.MISSING: _("%(name)s must stand in the text: without it the letter says too little.") % {"name": name},
        Problem.UNKNOWN: _("%(name)s is not known here. Use only the names listed beside the text.") % {"name": name},
        Problem.BRACE: _("A brace stands alone. Write names as {name}, and no other braces."),
        Problem.SUBJECT: _("%(name)s may not stand in the subject, which others can see on a screen.") % {"name": name},
        Problem.LONG: _("The subject is longer than %(n)s characters. Shorten it.") % {"n": MAX_SUBJECT},
    }
    return sentences[fault.problem]


def _add(
    kind: LetterKind, wording: Wording | None, *, language: str, company_id: int | None, by: str, at: datetime
) -> LetterWording:
    last = versions(kind, language=language, company_id=company_id).aggregate(last=Max("version"))["last"] or 0
    row = LetterWording.objects.create(
        kind=kind.code,
        company_id=company_id,
        language=language,
        version=last + 1,
        subject=wording.subject if wording else "",
        body=wording.body if wording else "",
        is_shipped=wording is None,
        written_by=by,
        written_at=at,
    )
    told = LetterReworded(wording_id=row.pk, kind=kind.code, language=language, company_id=company_id)
    events.record(told, actor=by, at=at)
    return row


@lru_cache(maxsize=4)
def _kinds(path: str) -> Mapping[str, LetterKind]:
    found: Mapping[str, LetterKind] = import_string(path)
    return found
