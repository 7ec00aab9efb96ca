"""The process plans that every installation starts with; all of it can be edited under settings.

Response times start from what the trade's tools suggest (feedback a day, decision a day and a half, an offer answered
within three days); step lengths from ordinary Swedish recruitments of seven to eleven weeks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from framdrift.recruiting.kinds import EvidenceKind, Scope, Side, StepType
from framdrift.recruiting.models import PlanTemplate, TemplateStep


@dataclass(frozen=True)
class Words:
    """A step's name in both languages, and what the candidate reads about it."""

    sv: str
    en: str
    public_sv: str = ""
    public_en: str = ""


@dataclass(frozen=True)
class Line:
    """One step: working days it takes, working days an answer may take, minutes of a sitting, the evidence it needs."""

    type: StepType
    side: Side
    work_days: int
    response: int
    minutes: int
    needs: tuple[dict[str, Any], ...] = ()
    parallel: bool = False
    words: Words | None = None


def _cards(side: Side, count: int = 1) -> dict[str, Any]:
    return {"kind": EvidenceKind.SCORECARD, "side": side, "count": count, "optional": False}


def _references(count: int) -> dict[str, Any]:
    return {"kind": EvidenceKind.REFERENCE, "side": Side.OUTSIDE, "count": count, "optional": False}


def _test(*, optional: bool) -> dict[str, Any]:
    return {"kind": EvidenceKind.TEST, "side": Side.CANDIDATE, "count": 1, "optional": optional}


_WORDS = {
    StepType.INTAKE: Words("Kravprofil", "Requirement profile"),
    StepType.SEARCH: Words("Sök", "Search"),
    StepType.SCREENING: Words(
        "Urval", "Screening", "Vi läser din ansökan och hör av oss.", "We are reading your application."
    ),
    StepType.INTERVIEW: Words(
        "Intervju", "Interview", "Samtal med din kontakt hos oss.", "A talk with your contact at the agency."
    ),
    StepType.CLIENT_PRESENTATION: Words(
        "Presentation för kund",
        "Client presentation",
        "Arbetsgivaren läser ditt underlag.",
        "The employer is reading about you.",
    ),
    StepType.CLIENT_INTERVIEW: Words(
        "Klientintervju", "Client interview", "Samtal med arbetsgivaren.", "A talk with the employer."
    ),
    StepType.TEST: Words("Test", "Test", "Ett test som du gör när det passar dig.", "A test, when it suits you."),
    StepType.REFERENCES: Words(
        "Referenser", "References", "Vi talar med dina referenser.", "We are talking with your referees."
    ),
    StepType.DECISION: Words("Beslut", "Decision", "Arbetsgivaren fattar beslut.", "The employer is deciding."),
    StepType.OFFER: Words(
        "Erbjudande", "Offer", "Erbjudandet och dina frågor om det.", "The offer, and your questions about it."
    ),
    StepType.SIGNING: Words("Avtal", "Signing", "Avtalet skrivs under.", "The contract is being signed."),
}
_DECISION_NEEDS = (_cards(Side.AGENCY), _cards(Side.CLIENT), _references(2), _test(optional=True))

TEMPLATES: dict[str, tuple[Line, ...]] = {
    "Chef och specialist": (
        Line(StepType.INTAKE, Side.AGENCY, 2, 2, 60),
        Line(StepType.SEARCH, Side.AGENCY, 10, 10, 60),
        Line(StepType.SCREENING, Side.AGENCY, 3, 2, 20),
        Line(StepType.INTERVIEW, Side.AGENCY, 5, 2, 60, (_cards(Side.AGENCY),)),
        Line(StepType.CLIENT_PRESENTATION, Side.CLIENT, 3, 2, 30),
        Line(StepType.CLIENT_INTERVIEW, Side.CLIENT, 5, 2, 60, (_cards(Side.CLIENT),)),
        Line(StepType.REFERENCES, Side.OUTSIDE, 3, 2, 25),
        Line(StepType.DECISION, Side.CLIENT, 2, 2, 30, _DECISION_NEEDS),
        Line(StepType.OFFER, Side.AGENCY, 3, 1, 20),
        Line(StepType.SIGNING, Side.CANDIDATE, 2, 2, 20),
    ),
    "Kort process": (
        Line(StepType.INTAKE, Side.AGENCY, 1, 1, 45),
        Line(StepType.SEARCH, Side.AGENCY, 5, 5, 30),
        Line(StepType.SCREENING, Side.AGENCY, 2, 1, 10),
        Line(StepType.INTERVIEW, Side.AGENCY, 3, 1, 45, (_cards(Side.AGENCY),)),
        Line(StepType.CLIENT_INTERVIEW, Side.CLIENT, 3, 1, 45, (_cards(Side.CLIENT),)),
        Line(StepType.REFERENCES, Side.OUTSIDE, 2, 2, 20, parallel=True),
        Line(
            StepType.DECISION,
            Side.CLIENT,
            1,
            1,
            15,
            (_cards(Side.AGENCY), _cards(Side.CLIENT), _references(1)),
        ),
        Line(StepType.OFFER, Side.AGENCY, 2, 1, 15),
        Line(StepType.SIGNING, Side.CANDIDATE, 1, 1, 15),
    ),
    "Ledande befattning": (
        Line(StepType.INTAKE, Side.AGENCY, 4, 3, 90),
        Line(StepType.SEARCH, Side.AGENCY, 12, 12, 90),
        Line(StepType.SCREENING, Side.AGENCY, 4, 2, 30),
        Line(StepType.INTERVIEW, Side.AGENCY, 6, 2, 90, (_cards(Side.AGENCY),)),
        Line(StepType.CLIENT_PRESENTATION, Side.CLIENT, 3, 2, 45),
        Line(
            StepType.CLIENT_INTERVIEW,
            Side.CLIENT,
            5,
            2,
            90,
            (_cards(Side.CLIENT),),
            words=Words(
                "Klientintervju 1", "Client interview 1", "Första samtalet med arbetsgivaren.", "First talk with them."
            ),
        ),
        Line(StepType.TEST, Side.CANDIDATE, 3, 3, 60, (_test(optional=False),)),
        Line(
            StepType.CLIENT_INTERVIEW,
            Side.CLIENT,
            5,
            2,
            90,
            (_cards(Side.CLIENT),),
            words=Words(
                "Klientintervju 2", "Client interview 2", "Andra samtalet med arbetsgivaren.", "Second talk with them."
            ),
        ),
        Line(StepType.REFERENCES, Side.OUTSIDE, 4, 2, 30),
        Line(
            StepType.DECISION,
            Side.CLIENT,
            2,
            2,
            45,
            (_cards(Side.AGENCY), _cards(Side.CLIENT, 2), _references(2), _test(optional=False)),
        ),
        Line(StepType.OFFER, Side.AGENCY, 4, 2, 30),
        Line(StepType.SIGNING, Side.CANDIDATE, 3, 3, 30),
    ),
}
"""Templates by name, the default first."""

_OWN = frozenset({StepType.INTAKE, StepType.SEARCH})
"""Steps of the assignment itself; the rest are each candidacy's and the columns of the board."""


@transaction.atomic
def ensure_default_templates() -> list[PlanTemplate]:
    """Create the shipped templates where an installation has none at all; all templates, the default first."""
    if not PlanTemplate.objects.exists():
        for number, (name, lines) in enumerate(TEMPLATES.items()):
            template = PlanTemplate.objects.create(name=name, is_default=number == 0)
            TemplateStep.objects.bulk_create(
                _step(template, position, line) for position, line in enumerate(lines, start=1)
            )
    return list(PlanTemplate.objects.filter(archived_at__isnull=True).order_by("-is_default", "id"))


def _step(template: PlanTemplate, position: int, line: Line) -> TemplateStep:
    words = line.words or _WORDS[line.type]
    return TemplateStep(
        template=template,
        position=position,
        type=line.type,
        name_sv=words.sv,
        name_en=words.en,
        scope=Scope.ASSIGNMENT if line.type in _OWN else Scope.CANDIDACY,
        work_days=line.work_days,
        response_work_days=line.response,
        side=line.side,
        parallel=line.parallel,
        minutes=line.minutes,
        visible_to_candidate=line.type not in _OWN,
        public_sv=words.public_sv,
        public_en=words.public_en,
        needs=list(line.needs),
    )
