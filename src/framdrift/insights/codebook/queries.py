"""Reads of the codebook. Until somebody changes it, it is the shipped one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime

from django.db.models import Count, Q

from framdrift.insights.codebook.rules import ThemeInLanguage, ThemeWords, may_end
from framdrift.insights.codebook.shipped import shipped
from framdrift.insights.kinds import CodebookChange, Part
from framdrift.insights.models import Code, CodebookVersion, Theme
from framdrift.science.themes.codebook import SERIOUS

FIRST = 1

_CODE = re.compile(r"\bT[0-9]{2}\b")


@dataclass(frozen=True)
class ThemeLine:
    """A theme as a version has it."""

    code: str
    words: ThemeWords
    is_retired: bool = False

    def in_language(self, language: str) -> ThemeInLanguage:
        """Its words in Swedish or English."""
        return self.words.in_language(language)

    @property
    def may_end(self) -> bool:
        """Whether it may be retired, merged or split."""
        return may_end(self.code)


@dataclass(frozen=True)
class Book:
    """One version of the codebook, themes in order."""

    number: int
    themes: Mapping[str, ThemeLine]

    @property
    def in_use(self) -> tuple[ThemeLine, ...]:
        """Those that may be given."""
        return tuple(line for line in self.themes.values() if not line.is_retired)

    @property
    def open_to_all(self) -> tuple[ThemeLine, ...]:
        """Those in use but for the serious matters, which have a way of their own and are in no figure."""
        return tuple(line for line in self.in_use if line.code != SERIOUS)

    def has(self, code: str) -> bool:
        """Whether the code may be given."""
        return code in self.themes and not self.themes[code].is_retired

    def name(self, code: str, language: str) -> str:
        """The theme's name; the code itself where no version has it."""
        line = self.themes.get(code)
        return line.in_language(language).name if line else code

    def spelt_out(self, text: str, language: str) -> str:
        """A rule with the names of the themes that it refers to by code."""
        return _CODE.sub(lambda found: self.name(found[0], language), text)


@dataclass(frozen=True)
class Change:
    """How a version came to be."""

    number: int
    change: CodebookChange
    theme: str
    into: tuple[str, ...]
    reason: str
    by: str
    at: datetime


def book() -> Book:
    """The codebook as it stands. At most two statements."""
    newest = CodebookVersion.objects.order_by("-number").first()
    if newest is None:
        return Book(FIRST, {code: ThemeLine(code, words) for code, words in shipped().items()})
    return Book(newest.number, {row.code: _line(row) for row in newest.themes.all()})


def changes() -> tuple[Change, ...]:
    """Every version after the shipped one, the newest first."""
    found = CodebookVersion.objects.exclude(change=CodebookChange.SHIPPED).select_related("made_by").order_by("-number")
    return tuple(
        Change(
            number=row.number,
            change=CodebookChange(row.change),
            theme=row.theme,
            into=tuple(row.into.split()),
            reason=row.reason,
            by=row.made_by.name if row.made_by else "",
            at=row.made_at,
        )
        for row in found
    )


def times_given() -> dict[str, int]:
    """How many passages stand under each theme now, by first coders."""
    standing = Q(ended_at=None, part=Part.FIRST)
    counted = Code.objects.filter(standing).order_by().values("theme").annotate(n=Count("pk"))
    return {row["theme"]: row["n"] for row in counted}


def words_of(row: Theme) -> ThemeWords:
    """A row's words."""
    return ThemeWords(**{field.name: getattr(row, field.name) for field in fields(ThemeWords)})


def _line(row: Theme) -> ThemeLine:
    return ThemeLine(row.code, words_of(row), row.is_retired)
