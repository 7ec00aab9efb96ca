"""Shortlists as they are presented to a client: with names, or blind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet
from django.utils import translation

from framdrift.organisations.access import Viewer
from framdrift.recruiting.kinds import CandidacyStatus
from framdrift.recruiting.models import Assignment, Candidacy, Candidate, Presentation, PresentedCandidacy
from framdrift.recruiting.queries.client_scope import blind_name
from framdrift.recruiting.queries.scope import visible_assignments, visible_candidacies

PRESENTABLE = 60
"""Candidates offered for a shortlist, those who have come furthest first."""
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class PresentedPage:
    """One candidate as the client reads about them. Blind: `name` is a letter, and `employer` and `city` are empty."""

    name: str
    headline: str
    employer: str
    city: str
    notice_months: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Shortlist:
    """A presentation as it is shown; `language` is that of its words."""

    id: int
    title: str
    company: str
    language: str
    blind: bool
    introduction: str
    made_by: str
    made_at: datetime
    shared_at: datetime | None
    pages: tuple[PresentedPage, ...]


def presentable(viewer: Viewer, assignment: Assignment) -> list[Candidacy]:
    """Active candidacies that may be presented, at most PRESENTABLE: not the company's own employees. One statement."""
    active = visible_candidacies(viewer).filter(assignment=assignment, status=CandidacyStatus.ACTIVE)
    rows = active.exclude(candidate__works_at=F("assignment__company")).select_related("candidate", "plan_step")
    return list(rows.order_by("-plan_step__position", "candidate__name", "pk")[:PRESENTABLE])


def presentations_of(viewer: Viewer, assignment: Assignment) -> QuerySet[Presentation]:
    """An assignment's presentations for the recruiter who prepares them, newest first."""
    if not viewer.is_recruiter:
        return Presentation.objects.none()
    rows = Presentation.objects.filter(assignment=assignment, assignment__in=visible_assignments(viewer))
    return rows.select_related("made_by", "assignment__company").order_by("-made_at", "-pk")


def shared_with(viewer: Viewer) -> QuerySet[Presentation]:
    """What has been shared with the seat that looks: its own company's, in the assignments it takes part in. `n` is how
    many it can read about, as `shortlist` shows them."""
    if not viewer.is_client:
        return Presentation.objects.none()
    rows = Presentation.objects.filter(
        company_id=viewer.company_id or 0, assignment__in=visible_assignments(viewer), shared_at__isnull=False
    )
    readable = Q(pages__candidacy__candidate__erased_at=None) & (
        Q(pages__candidacy__candidate__works_at=None) | ~Q(pages__candidacy__candidate__works_at=F("company"))
    )
    counted = rows.annotate(n=Count("pages", filter=readable))
    return counted.select_related("made_by", "assignment__company").order_by("-shared_at", "-pk")


def shortlist(presentation: Presentation) -> Shortlist:
    """The presentation as it is read. One statement; the company's own employees and forgotten people are left out
    also where they were put in before that was known."""
    rows = PresentedCandidacy.objects.filter(presentation=presentation, candidacy__candidate__erased_at__isnull=True)
    rows = rows.exclude(candidacy__candidate__works_at_id=presentation.company_id).select_related(
        "candidacy__candidate"
    )
    with translation.override(presentation.language):
        pages = tuple(
            _page(row, blind=presentation.blind, label=blind_name(row.position)) for row in rows.order_by("position")
        )
    return Shortlist(
        id=presentation.pk,
        title=presentation.assignment.title,
        company=presentation.assignment.company.name,
        language=presentation.language,
        blind=presentation.blind,
        introduction=presentation.introduction,
        made_by=presentation.made_by.name,
        made_at=presentation.made_at,
        shared_at=presentation.shared_at,
        pages=pages,
    )


def _page(row: PresentedCandidacy, *, blind: bool, label: str) -> PresentedPage:
    one = row.candidacy.candidate
    if not blind:
        return PresentedPage(one.name, one.headline, one.employer, one.city, one.notice_months, row.words)
    return PresentedPage(
        label, _blinded(one.headline, one, label), "", "", one.notice_months, _blinded(row.words, one, label)
    )


def _blinded(text: str, candidate: Candidate, label: str) -> str:
    """The text without the candidate's name, employer, address and telephone, wherever they stand in it."""
    known = [candidate.name, candidate.employer, candidate.email, candidate.phone, *candidate.name.split()]
    for word in sorted({word for word in known if len(word) >= _SHORTEST_NAME}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(word)}(s?)(?!\w)", label, text, flags=re.IGNORECASE)
    return text
