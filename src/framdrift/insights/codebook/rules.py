"""What a change of the codebook means for codes that were given before it. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from framdrift.insights.kinds import CodebookChange

SERIOUS, NOTHING_TO_ADD, UNCLEAR = "T90", "T98", "T99"
FIXED = frozenset({SERIOUS, NOTHING_TO_ADD, UNCLEAR})
"""The product rests on what these mean: their words may be changed, nothing else."""
LAST_FREE = 89

UNSETTLING = frozenset({CodebookChange.MEANING, CodebookChange.SPLIT, CodebookChange.RETIRED})
"""After these no earlier code of the theme can be taken over: its passages are read anew."""


@dataclass(frozen=True, slots=True)
class ThemeWords:
    """What a theme is called and what belongs to it, in both languages."""

    name_sv: str
    name_en: str
    include_sv: str
    include_en: str
    exclude_sv: str = ""
    exclude_en: str = ""
    holds_sv: str = ""
    holds_en: str = ""
    pulls_sv: str = ""
    pulls_en: str = ""

    def in_language(self, language: str) -> ThemeInLanguage:
        """Swedish, or English."""
        if language == "en":
            return ThemeInLanguage(self.name_en, self.include_en, self.exclude_en, self.holds_en, self.pulls_en)
        return ThemeInLanguage(self.name_sv, self.include_sv, self.exclude_sv, self.holds_sv, self.pulls_sv)


@dataclass(frozen=True, slots=True)
class ThemeInLanguage:
    """The same in one language."""

    name: str
    include: str
    exclude: str
    holds: str
    pulls: str


def next_code(taken: Collection[str]) -> str | None:
    """The first code after all that were ever used; None where T89 is taken. A code is never used again."""
    used = [int(code[1:]) for code in taken if code not in FIXED]
    number = max(used, default=0) + 1
    return f"T{number:02}" if number <= LAST_FREE else None


def may_end(code: str) -> bool:
    """Whether a theme may be retired, merged or split, or change its meaning."""
    return code not in FIXED
