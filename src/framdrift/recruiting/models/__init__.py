"""Rows of the recruiting wing, one module per subject; Django finds them here."""

from framdrift.recruiting.models.assignments import (
    Assignment,
    Contact,
    Criterion,
    DefaultTempoTerm,
    Deputy,
    EvidenceNeed,
    Pause,
    PlanStep,
    PlanTemplate,
    TemplateStep,
    TempoTerm,
)
from framdrift.recruiting.models.candidacies import Ball, Candidacy, Promise, Step
from framdrift.recruiting.models.candidates import Candidate, Consent, Upload
from framdrift.recruiting.models.client_answers import Advice, ClientQuestion, PlanConfirmation
from framdrift.recruiting.models.evidence import (
    Decision,
    FirstChoice,
    Note,
    Offer,
    Outcome,
    Reference,
    Score,
    Scorecard,
    TestResult,
)
from framdrift.recruiting.models.imports import ImportedKey, ImportMapping, ImportRun, RefusedRow
from framdrift.recruiting.models.meetings import Meeting, MeetingChange, MeetingSeat, Sitting, TravelTime
from framdrift.recruiting.models.messages import Message, MessageFile
from framdrift.recruiting.models.plans import KitQuestion, NoticePeriod
from framdrift.recruiting.models.references import ReferenceAnswer
from framdrift.recruiting.models.times import OfferedTime, TimeChoice
from framdrift.recruiting.models.trade import (
    FeeMilestone,
    Presentation,
    PresentedCandidacy,
    Snooze,
    TouchTime,
)

__all__ = [
    "Advice",
    "Assignment",
    "Ball",
    "Candidacy",
    "Candidate",
    "ClientQuestion",
    "Consent",
    "Contact",
    "Criterion",
    "Decision",
    "DefaultTempoTerm",
    "Deputy",
    "EvidenceNeed",
    "FeeMilestone",
    "FirstChoice",
    "ImportMapping",
    "ImportRun",
    "ImportedKey",
    "KitQuestion",
    "Meeting",
    "MeetingChange",
    "MeetingSeat",
    "Message",
    "MessageFile",
    "Note",
    "NoticePeriod",
    "Offer",
    "OfferedTime",
    "Outcome",
    "Pause",
    "PlanConfirmation",
    "PlanStep",
    "PlanTemplate",
    "Presentation",
    "PresentedCandidacy",
    "Promise",
    "Reference",
    "ReferenceAnswer",
    "RefusedRow",
    "Score",
    "Scorecard",
    "Sitting",
    "Snooze",
    "Step",
    "TemplateStep",
    "TempoTerm",
    "TestResult",
    "TimeChoice",
    "TouchTime",
    "TravelTime",
    "Upload",
]
