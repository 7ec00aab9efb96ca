"""Writes to the codebook: the lead's. Every one makes a new version, whole, and says what becomes of earlier codes.

Wording may be made clearer and earlier codes stand. Whatever changes what a code stands for is said as such: a merge
moves the codes to the theme that remains; a split, a retirement and a changed meaning end them, and their passages are
read anew. The ended codes stay, and tell what was recoded into what.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from framdrift.foundation.events import record
from framdrift.insights import events
from framdrift.insights.codebook.beginning import ensure_codebook, write_themes
from framdrift.insights.codebook.queries import Book, ThemeLine, book
from framdrift.insights.codebook.recoding import move_codes, read_anew
from framdrift.insights.codebook.rules import UNSETTLING, ThemeWords, next_code
from framdrift.insights.kinds import CodebookChange
from framdrift.insights.models import CodebookVersion
from framdrift.insights.refusals import CodebookIsFull, SameTheme, ThemeIsFixed, UnknownTheme
from framdrift.organisations.access import Viewer
from framdrift.organisations.refusals import NotAllowed


@transaction.atomic
def add_theme(*, words: ThemeWords, reason: str, by: Viewer, at: datetime) -> str:
    """A theme more; its code. Earlier passages are not read anew. Raises `CodebookIsFull` or `NotAllowed`."""
    known = _begin(by, at)
    code = _new_code(known)
    themes = {**known.themes, code: ThemeLine(code, words)}
    _make(CodebookChange.ADDED, themes, theme=code, reason=reason, by=by, at=at)
    return code


@transaction.atomic
def reword_theme(
    *, code: str, words: ThemeWords, is_same_meaning: bool, reason: str, by: Viewer, at: datetime
) -> CodebookVersion:
    """Other words for a theme. Unless it means the same as before, its passages are read anew.

    Raises `UnknownTheme`, `ThemeIsFixed` for another meaning of the product's own themes, or `NotAllowed`.
    """
    known = _begin(by, at)
    line = _theme(known, code)
    if not is_same_meaning and not line.may_end:
        raise ThemeIsFixed
    themes = {**known.themes, code: replace(line, words=words)}
    change = CodebookChange.WORDING if is_same_meaning else CodebookChange.MEANING
    return _make(change, themes, theme=code, reason=reason, by=by, at=at)


@transaction.atomic
def retire_theme(*, code: str, reason: str, by: Viewer, at: datetime) -> CodebookVersion:
    """Nobody gives the theme any more; its passages are read anew.

    Raises `UnknownTheme`, `ThemeIsFixed` or `NotAllowed`.
    """
    known = _begin(by, at)
    themes = _without(known, code)
    return _make(CodebookChange.RETIRED, themes, theme=code, reason=reason, by=by, at=at)


@transaction.atomic
def restore_theme(*, code: str, by: Viewer, at: datetime) -> CodebookVersion:
    """A retired theme may be given again, with the words it had. Raises `UnknownTheme` or `NotAllowed`."""
    known = _begin(by, at)
    line = known.themes.get(code)
    if line is None or not line.is_retired:
        raise UnknownTheme
    themes = {**known.themes, code: replace(line, is_retired=False)}
    return _make(CodebookChange.RESTORED, themes, theme=code, reason="", by=by, at=at)


@transaction.atomic
def merge_theme(*, code: str, into: str, reason: str, by: Viewer, at: datetime) -> CodebookVersion:
    """What stands under `code` stands under `into` from now on. Raises as `retire_theme`, or `SameTheme`."""
    known = _begin(by, at)
    if code == into:
        raise SameTheme
    if not _theme(known, into).may_end:
        raise ThemeIsFixed
    themes = _without(known, code)
    version = _make(CodebookChange.MERGED, themes, theme=code, into=into, reason=reason, by=by, at=at)
    move_codes(theme=code, into=into, version=version, at=at)
    return version


@transaction.atomic
def split_theme(
    *, code: str, parts: tuple[ThemeWords, ThemeWords], reason: str, by: Viewer, at: datetime
) -> CodebookVersion:
    """Two new themes instead of one; only a reader can tell which passage belongs where. Raises as `retire_theme`."""
    known = _begin(by, at)
    themes = _without(known, code)
    made = []
    for words in parts:
        new = _new_code(Book(known.number, themes))
        themes = {**themes, new: ThemeLine(new, words)}
        made.append(new)
    return _make(CodebookChange.SPLIT, themes, theme=code, into=" ".join(made), reason=reason, by=by, at=at)


def _begin(by: Viewer, at: datetime) -> Book:
    """The book to change, while nobody else does. Raises `NotAllowed`."""
    if not by.is_lead or by.account_id is None:
        raise NotAllowed
    newest = ensure_codebook(at=at)
    CodebookVersion.objects.select_for_update().get(pk=newest.pk)
    return book()


def _make(
    change: CodebookChange,
    themes: Mapping[str, ThemeLine],
    *,
    theme: str,
    by: Viewer,
    at: datetime,
    into: str = "",
    reason: str = "",
) -> CodebookVersion:
    number = CodebookVersion.objects.order_by("-number").values_list("number", flat=True)[0] + 1
    version = CodebookVersion.objects.create(
        number=number, change=change, theme=theme, into=into, reason=reason, made_by_id=by.account_id, made_at=at
    )
    write_themes(version, themes)
    if change in UNSETTLING:
        read_anew(theme=theme, at=at)
    record(events.CodebookChanged(codebook_id=version.pk, change=change), actor=by.pseudonym, at=at)
    return version


def _theme(known: Book, code: str) -> ThemeLine:
    if not known.has(code):
        raise UnknownTheme
    return known.themes[code]


def _without(known: Book, code: str) -> dict[str, ThemeLine]:
    line = _theme(known, code)
    if not line.may_end:
        raise ThemeIsFixed
    return {**known.themes, code: replace(line, is_retired=True)}


def _new_code(known: Book) -> str:
    code = next_code(known.themes)
    if code is None:
        raise CodebookIsFull
    return code
