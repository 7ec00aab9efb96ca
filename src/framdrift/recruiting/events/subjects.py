"""What the events of the wing are about: an assignment, a candidacy or a candidate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from framdrift.foundation.announcement import Announcement


@dataclass(frozen=True, slots=True, kw_only=True)
class OfAssignment(Announcement):
    """Something happened to an assignment."""

    subject: ClassVar[str] = "assignment"
    context: ClassVar[str] = "assignment"
    assignment_id: int
    company_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCandidacy(Announcement):
    """Something happened to a candidacy."""

    subject: ClassVar[str] = "candidacy"
    context: ClassVar[str] = "assignment"
    candidacy_id: int
    assignment_id: int
    company_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCandidate(Announcement):
    """Something happened to a candidate apart from any assignment."""

    subject: ClassVar[str] = "candidate"
    candidate_id: int
