"""What coding announces. Pure: ids, counts and times; what somebody's words were coded as is in no event.

The chain of events is never forgotten, codes are: they go when the words go. At level D nothing is announced.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from framdrift.foundation.announcement import Announcement


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookChanged(Announcement):
    """The codebook has a new version. `change` is the kind of change."""

    code: ClassVar[str] = "codebook-changed"
    subject: ClassVar[str] = "codebook"

    codebook_id: int
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingAnnouncement(Announcement):
    """Something about the coding of one round."""

    subject: ClassVar[str] = "round"

    round_id: int
    company_id: int
    passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PassagesCut(CodingAnnouncement):
    """Answers of a round were cut into passages to code."""

    code: ClassVar[str] = "passages-cut"


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleDrawn(CodingAnnouncement):
    """Passages were drawn at random for a second coder."""

    code: ClassVar[str] = "coding-sample-drawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class PassagesExported(CodingAnnouncement):
    """Words of a closed round went into a file for another program."""

    code: ClassVar[str] = "passages-exported"


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyTaken(Announcement):
    """An old survey of leavers was taken in: what may be told of it is kept, its rows are not."""

    code: ClassVar[str] = "old-survey-taken"
    subject: ClassVar[str] = "company"

    company_id: int
    rows: int
