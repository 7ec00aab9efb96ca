"""Whom advice could be given on now: those about whom the client has something to answer."""

from __future__ import annotations

from django.db.models import Exists, F, Min, OuterRef, QuerySet

from framdrift.organisations.access import Viewer
from framdrift.recruiting.kinds import BallReason, CandidacyStatus, Side
from framdrift.recruiting.models import Advice, Assignment, Ball, Candidacy
from framdrift.recruiting.queries.scope import visible_candidacies


def awaiting_the_client(viewer: Viewer, assignment: Assignment) -> QuerySet[Candidacy]:
    """Candidacies whose ball lies with the client, each with `since` when. First those without advice, of them those
    where it is to decide, then the longest wait. The client's own employees are left out: it advises itself there."""
    with_client = Ball.objects.filter(candidacy=OuterRef("pk"), side=Side.CLIENT, ended_at=None)
    advised = Advice.objects.filter(candidacy=OuterRef("pk"), withdrawn_at=None)
    since = with_client.order_by().values("candidacy").annotate(first=Min("since")).values("first")
    rows = visible_candidacies(viewer).filter(assignment=assignment, status=CandidacyStatus.ACTIVE)
    return (
        rows.exclude(candidate__works_at_id=F("company_id"))
        .annotate(since=since, decides=Exists(with_client.filter(reason=BallReason.DECIDE)), advised=Exists(advised))
        .filter(since__isnull=False)
        .select_related("candidate")
        .order_by("advised", "-decides", "since", "pk")
    )
