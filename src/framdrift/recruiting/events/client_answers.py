"""What clients answer and are told: advice, questions, words of theirs, a plan that was confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from framdrift.foundation.announcement import Announcement
from framdrift.recruiting.events.subjects import OfAssignment, OfCandidacy


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceGiven(OfCandidacy):
    """A consultant wrote advice that the client reads before it decides."""

    code: ClassVar[str] = "advice-given"
    advice_id: int
    text: dict[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceWithdrawn(OfCandidacy):
    """The advice is no longer shown to the client; it stays on record."""

    code: ClassVar[str] = "advice-withdrawn"
    advice_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAsked(OfCandidacy):
    """The client must know more before it decides, and was told by when it hears."""

    code: ClassVar[str] = "question-asked"
    question_id: int
    about: str
    answer_by_on: date
    text: dict[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAnswered(OfCandidacy):
    """The agency answered what the client asked; the decision is the client's again."""

    code: ClassVar[str] = "question-answered"
    question_id: int
    asked_by_id: int
    text: dict[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTakenBack(OfCandidacy):
    """Whoever decided took it back at once; the decision stays on record as undone."""

    code: ClassVar[str] = "decision-taken-back"
    decision_id: int
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BallAnswered(Announcement):
    """Whoever held a ball at the client answered in words, and gave it back to the agency."""

    code: ClassVar[str] = "ball-answered"
    subject: ClassVar[str] = "step"
    context: ClassVar[str] = "assignment"
    step_id: int
    assignment_id: int
    company_id: int
    reason_code: str
    candidacy_id: int | None = None
    text: dict[str, str] | None = None

    def subject_key(self) -> str:
        """The candidacy where there is one, so that its timeline tells of the answer."""
        return f"candidacy:{self.candidacy_id}" if self.candidacy_id else f"assignment:{self.assignment_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanConfirmed(OfAssignment):
    """Somebody at the client said yes to the plan as it stands."""

    code: ClassVar[str] = "plan-confirmed"
    account_id: int
    expected_on: date
    text: dict[str, str] | None = None
