"""What a viewer may hold. Whatever is not in these sets does not exist for that viewer."""

from __future__ import annotations

from functools import lru_cache

from django.db.models import Exists, OuterRef, Q, QuerySet

from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.recruiting.models import (
    Assignment,
    Ball,
    Candidacy,
    Candidate,
    Contact,
    Deputy,
    PlanStep,
    Promise,
    Scorecard,
)
from framdrift.recruiting.refusals import NotVisible


def visible_assignments(viewer: Viewer) -> QuerySet[Assignment]:
    """Recruiters: all but others' confidential ones (a lead sees those too). A client's HR: its company's; a client's
    manager: those it has a part in. Everybody else: none."""
    if viewer.kind == "system" or viewer.is_lead:
        return Assignment.objects.all()
    if viewer.is_recruiter:
        return Assignment.objects.filter(_open_to(viewer))
    if viewer.is_client:
        own = Assignment.objects.filter(company_id=viewer.company_id or 0)
        return own if "client_hr" in viewer.roles else own.filter(_has_part(viewer))
    return Assignment.objects.none()


def visible_candidacies(viewer: Viewer) -> QuerySet[Candidacy]:
    """The candidacies of the assignments that a recruiter sees; a client meets candidates through its portal."""
    if viewer.kind == "system" or viewer.is_lead:
        return Candidacy.objects.all()
    if viewer.is_recruiter:
        return _candidacies_open_to(viewer.account_id or 0).all()
    return Candidacy.objects.none()


def visible_candidates(viewer: Viewer) -> QuerySet[Candidate]:
    """Candidates that are neither merged away nor erased; for a consultant not those whose only assignments are others'
    confidential ones."""
    living = Candidate.objects.filter(merged_into__isnull=True, erased_at__isnull=True)
    if viewer.kind == "system" or viewer.is_lead:
        return living
    if viewer.is_recruiter:
        return living.filter(_known_to(viewer, candidate="pk"))
    return Candidate.objects.none()


def visible_balls(viewer: Viewer) -> QuerySet[Ball]:
    """Balls in the assignments that a recruiter sees."""
    if viewer.kind == "system" or viewer.is_lead:
        return Ball.objects.all()
    if viewer.is_recruiter:
        return Ball.objects.filter(_open_to(viewer, prefix="assignment__"))
    return Ball.objects.none()


def visible_promises(viewer: Viewer) -> QuerySet[Promise]:
    """Promises in the assignments that a recruiter sees, and those that belong to none: of such a one to a candidate
    (the notice that we hold their data), only where the viewer sees the candidate or watches the promise."""
    if viewer.kind == "system" or viewer.is_lead:
        return Promise.objects.all()
    if viewer.is_recruiter:
        own = Q(owner_id=viewer.account_id) | Q(candidate__isnull=True) | _known_to(viewer, candidate="candidate")
        return Promise.objects.filter((Q(assignment__isnull=True) & own) | _open_to(viewer, prefix="assignment__"))
    return Promise.objects.none()


def visible_scorecards(viewer: Viewer) -> QuerySet[Scorecard]:
    """Own scorecards always; others' on the same candidacy and step only once the own one there is in, or where none
    was asked of the viewer. Drafts of others never."""
    if viewer.account_id is None:
        return Scorecard.objects.none()
    own = Q(author_id=viewer.account_id)
    same = Scorecard.objects.filter(
        candidacy=OuterRef("candidacy"), plan_step=OuterRef("plan_step"), author_id=viewer.account_id
    )
    owes_none = ~Exists(same.filter(submitted_at__isnull=True))
    if viewer.is_recruiter:
        theirs = Scorecard.objects.filter(candidacy__in=visible_candidacies(viewer))
        return theirs.filter(own | (Q(submitted_at__isnull=False) & owes_none))
    if viewer.is_client:
        shared = Q(company_id=viewer.company_id, submitted_at__isnull=False) & Exists(
            same.filter(submitted_at__isnull=False)
        )
        return Scorecard.objects.filter(own | shared)
    return Scorecard.objects.none()


def assignment_for(viewer: Viewer, pk: int) -> Assignment:
    """One assignment, or NotVisible."""
    found = visible_assignments(viewer).select_related("company", "owner").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def candidacy_for(viewer: Viewer, pk: int) -> Candidacy:
    """One candidacy with its assignment, candidate and step, or NotVisible."""
    found = (
        visible_candidacies(viewer)
        .select_related("assignment__company", "assignment__owner", "candidate", "plan_step")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise NotVisible
    return found


def candidate_for(viewer: Viewer, pk: int) -> Candidate:
    """One candidate, or NotVisible."""
    found = visible_candidates(viewer).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def colleagues() -> QuerySet[Account]:
    """Agency staff who recruit and can hold a ball."""
    return (
        Account.objects.filter(
            company__isnull=True, is_active=True, roles__kind__in=["consultant", "lead"], roles__until__isnull=True
        )
        .distinct()
        .order_by("name")
    )


def _open_to(viewer: Viewer, *, prefix: str = "") -> Q:
    """Not confidential, or the viewer's own as owner or deputy, of the whole or of one of its steps."""
    return _open_to_account(viewer.account_id or 0, prefix)


@lru_cache(maxsize=64)
def _open_to_account(account_id: int, prefix: str) -> Q:
    """Put together once for an account: nothing but its id goes into it, and nearly every page asks by it."""
    deputy = Deputy.objects.filter(assignment=OuterRef(f"{prefix}pk"), account_id=account_id)
    owned = Q(**{f"{prefix}owner_id": account_id})
    at_step = own_steps(account_id).filter(assignment=OuterRef(f"{prefix}pk"))
    return Q(**{f"{prefix}confidential": False}) | owned | Q(Exists(deputy)) | Q(Exists(at_step))


@lru_cache(maxsize=64)
def _candidacies_open_to(account_id: int) -> QuerySet[Candidacy]:
    """Never read itself, only copied: every page and verb of a candidacy begins with it."""
    return Candidacy.objects.filter(_open_to_account(account_id, "assignment__"))


def own_steps(account_id: int) -> QuerySet[PlanStep]:
    """The steps that an account has as its own owner or deputy."""
    return PlanStep.objects.filter(Q(owner=account_id) | Q(deputy=account_id))


def _known_to(viewer: Viewer, *, candidate: str) -> Q:
    """The candidate at this reference is in an assignment that the viewer sees, or in none at all."""
    theirs = Candidacy.objects.filter(candidate=OuterRef(candidate))
    return Q(Exists(theirs.filter(_open_to(viewer, prefix="assignment__")))) | Q(~Exists(theirs))


def _has_part(viewer: Viewer) -> Exists:
    return Exists(Contact.objects.filter(assignment=OuterRef("pk"), account_id=viewer.account_id or 0))
