"""What decisions rest on, what was decided, and what was offered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from framdrift.recruiting.events.subjects import OfCandidacy


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorecardAsked(OfCandidacy):
    """Somebody was asked for an assessment."""

    code: ClassVar[str] = "scorecard-asked"
    scorecard_id: int
    author_id: int
    plan_step_id: int
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorecardSubmitted(OfCandidacy):
    """An assessment is in; from now its author sees others'."""

    code: ClassVar[str] = "scorecard-submitted"
    scorecard_id: int
    author_id: int
    plan_step_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorecardRevised(OfCandidacy):
    """An assessment changed after the debrief; the first one stays."""

    code: ClassVar[str] = "scorecard-revised"
    scorecard_id: int
    author_id: int
    criterion_ids: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceAsked(OfCandidacy):
    """A referee was asked."""

    code: ClassVar[str] = "reference-asked"
    reference_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceReceived(OfCandidacy):
    """A referee told."""

    code: ClassVar[str] = "reference-received"
    reference_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceDeclined(OfCandidacy):
    """A referee did not want to tell."""

    code: ClassVar[str] = "reference-declined"
    reference_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TestReceived(OfCandidacy):
    """A test's result is in."""

    __test__ = False
    code: ClassVar[str] = "test-received"
    test_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceCompleted(OfCandidacy):
    """All evidence that the decision needs is in: ready to decide, and the decider's clock runs."""

    code: ClassVar[str] = "evidence-completed"
    plan_step_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTaken(OfCandidacy):
    """A decision, with what was known."""

    code: ClassVar[str] = "decision-taken"
    decision_id: int
    plan_step_id: int
    verdict: str
    decided_by_id: int
    evidence_complete: bool
    reason: dict[str, str] | None = None
    early_reason: dict[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferSent(OfCandidacy):
    """The candidate has an offer to answer."""

    code: ClassVar[str] = "offer-sent"
    offer_id: int
    answer_by_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferAnswered(OfCandidacy):
    """The offer was accepted, declined or taken back."""

    code: ClassVar[str] = "offer-answered"
    offer_id: int
    answer: str
    reason_code: str
    told: dict[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstChoiceMarked(OfCandidacy):
    """A person marked their first choice of the round."""

    code: ClassVar[str] = "first-choice-marked"
    round: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstChoiceUnmarked(OfCandidacy):
    """A mark was taken away; it stays on record with its times."""

    code: ClassVar[str] = "first-choice-unmarked"
    round: int
