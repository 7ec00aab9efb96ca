"""Candidates to choose from and to look up: by every word of a search, Swedish letters kept apart."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from framdrift.organisations.access import Viewer
from framdrift.recruiting.kinds import CandidacyStatus
from framdrift.recruiting.models import Candidacy, Candidate
from framdrift.recruiting.queries.scope import visible_candidacies, visible_candidates
from framdrift.recruiting.search_index import MAX_WORDS, words_of

LISTED = 50
"""Candidates a list shows at a time."""


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """A candidate in a list, with how many assignments they are active in."""

    id: int
    name: str
    headline: str
    employer: str
    city: str
    active: int


def searched(viewer: Viewer, search: str) -> QuerySet[Candidate]:
    """The candidates the viewer may see whose name, headline, employer or city has every word of `search`."""
    found = visible_candidates(viewer)
    for word in words_of(search)[:MAX_WORDS]:
        found = found.filter(search_text__contains=word)
    return found


def candidate_lines(viewer: Viewer, *, search: str, first: int) -> tuple[list[CandidateLine], bool]:
    """(LISTED candidates by name from `first` on, whether there are more). Two statements."""
    rows = list(searched(viewer, search).order_by("name", "pk")[first : first + LISTED + 1])
    shown = rows[:LISTED]
    own = visible_candidacies(viewer).filter(candidate__in=[row.pk for row in shown], status=CandidacyStatus.ACTIVE)
    active = dict(own.order_by().values("candidate").annotate(n=Count("pk")).values_list("candidate", "n"))
    lines = [
        CandidateLine(row.pk, row.name, row.headline, row.employer, row.city, active.get(row.pk, 0)) for row in shown
    ]
    return lines, len(rows) > LISTED


def to_choose_from(viewer: Viewer, *, assignment_id: int, search: str, also: int | None = None) -> list[Candidate]:
    """At most twenty candidates who are not in the assignment yet, by name; the one with the id `also` among them.
    One statement."""
    inside = Candidacy.objects.filter(assignment=assignment_id).values("candidate")
    outside = searched(viewer, search).exclude(pk__in=inside).select_related("works_at")
    found = list(outside.order_by("name", "pk")[:20])
    if also is not None and also not in {one.pk for one in found}:
        found += visible_candidates(viewer).filter(pk=also).exclude(pk__in=inside)
    return found


def candidacies_of_candidate(viewer: Viewer, candidate: Candidate) -> QuerySet[Candidacy]:
    """A candidate's candidacies that the viewer may see, newest first."""
    rows = visible_candidacies(viewer).filter(candidate=candidate)
    return rows.select_related("assignment__company", "plan_step").order_by("-entered_at", "-pk")


def possible_duplicates(viewer: Viewer, candidate: Candidate) -> list[Candidate]:
    """Other candidates with the same address, telephone or name, at most ten. One statement."""
    alike = Q(name__iexact=candidate.name)
    if candidate.email:
        alike |= Q(email__iexact=candidate.email)
    if candidate.phone:
        alike |= Q(phone=candidate.phone)
    return list(visible_candidates(viewer).filter(alike).exclude(pk=candidate.pk).order_by("name", "pk")[:10])
