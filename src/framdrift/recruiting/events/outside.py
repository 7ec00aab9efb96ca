"""What candidates and referees do by themselves on their pages, and what staff let them see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from framdrift.recruiting.events.subjects import OfAssignment, OfCandidacy, OfCandidate


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicWordsChanged(OfAssignment):
    """What candidates see of the plan's steps was changed."""

    code: ClassVar[str] = "public-words-changed"
    plan_step_ids: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPromised(OfCandidacy):
    """The candidate asked, and their page told by when they are answered; they hear at the latest then."""

    code: ClassVar[str] = "answer-promised"
    message_id: int
    next_news_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDataShown(OfCandidate):
    """The candidate was shown everything that is kept about them, and could download it."""

    code: ClassVar[str] = "own-data-shown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureAsked(OfCandidate):
    """The candidate asked to be erased; a person answers by a date, since a claim may still be made."""

    code: ClassVar[str] = "erasure-asked"
    answer_by_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureDenied(OfCandidate):
    """A person answered that the data are kept for now, and why."""

    code: ClassVar[str] = "erasure-denied"
    reason: dict[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceAgreed(OfCandidacy):
    """The referee agreed to tell."""

    code: ClassVar[str] = "reference-agreed"
    reference_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceCorrected(OfCandidacy):
    """The referee corrected what they had told, before a decision was taken."""

    code: ClassVar[str] = "reference-corrected"
    reference_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceTakenBack(OfCandidacy):
    """The referee took back what they had told, before a decision was taken; it is a draft of theirs again."""

    code: ClassVar[str] = "reference-taken-back"
    reference_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RefereeAddressCorrected(OfCandidacy):
    """A referee is reached by another e-mail address."""

    code: ClassVar[str] = "referee-address-corrected"
    reference_id: int
