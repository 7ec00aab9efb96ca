"""Candidates apart from any assignment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from framdrift.recruiting.events.subjects import OfCandidate


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateAdded(OfCandidate):
    """A candidate became known to the agency."""

    code: ClassVar[str] = "candidate-added"


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateChanged(OfCandidate):
    """Facts were changed; `fields` names them."""

    code: ClassVar[str] = "candidate-changed"
    fields: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidatesMerged(OfCandidate):
    """Two records of one person became one; `moved` candidacies went along."""

    code: ClassVar[str] = "candidates-merged"
    from_id: int
    moved: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateInformed(OfCandidate):
    """A person found by search was told that we keep their data (GDPR art. 14)."""

    code: ClassVar[str] = "candidate-informed"


@dataclass(frozen=True, slots=True, kw_only=True)
class InformingTakenBack(OfCandidate):
    """The person was not told after all; `informed_seq` is the event that said so."""

    code: ClassVar[str] = "informing-taken-back"
    informed_seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadAdded(OfCandidate):
    """A file about a candidate was added."""

    code: ClassVar[str] = "upload-added"
    upload_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadRemoved(OfCandidate):
    """A file was taken away."""

    code: ClassVar[str] = "upload-removed"
    upload_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGiven(OfCandidate):
    """The candidate agreed to stay in the talent pool until a date."""

    code: ClassVar[str] = "consent-given"
    until_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWithdrawn(OfCandidate):
    """The candidate left the talent pool."""

    code: ClassVar[str] = "consent-withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateErased(OfCandidate):
    """A person was forgotten; what is left tells of nobody."""

    code: ClassVar[str] = "candidate-erased"
