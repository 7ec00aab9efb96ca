"""Who may hold, own and read a talk: the table of levels as it stands in `levels.py`, in queries.

| level | reads the record |
|---|---|
| A | the person, the interviewer; once approved the manager that the person was told of, and HR |
| B | the person, the interviewer; once approved HR |
| C | the person, the agency's interviewers |
| D | no record: nobody knows whose it is |
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from framdrift.conversations.answers.kinds import TalkState
from framdrift.conversations.answers.models import Talk
from framdrift.conversations.kinds import Level
from framdrift.conversations.models import Invitation, ProgrammeInterviewer
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account, Placement


def is_own(viewer: Viewer, invitation: Invitation) -> bool:
    """Whether it is the person's own, on their personal link."""
    return viewer.kind == "employee" and viewer.person_id == invitation.employment_id


def may_hold(viewer: Viewer, invitation: Invitation) -> bool:
    """Whether the viewer holds this talk: the interviewer it was given to, or one of the programme's where it was not.

    The agency's interviewers hold theirs as staff with that role; a manager or HR at the company with their seat there.
    """
    if viewer.account_id is None or not _is_of_the_house(viewer, invitation.company_id):
        return False
    if invitation.interviewer_id is not None:
        return invitation.interviewer_id == viewer.account_id
    holds = ProgrammeInterviewer.objects.filter(programme=invitation.programme_id, account=viewer.account_id)
    return holds.exists()


def readable(viewer: Viewer) -> QuerySet[Talk]:
    """The talks whose record the viewer may read. What is not among them does not exist for the viewer."""
    talks = Talk.objects.exclude(state=TalkState.WITHDRAWN).select_related(
        "key", "round", "invitation__employment", "invitation__programme", "guide_version", "held_by"
    )
    if viewer.kind == "employee" and viewer.person_id is not None:
        return talks.filter(invitation__employment_id=viewer.person_id)
    if viewer.account_id is None or viewer.kind not in {"staff", "client"}:
        return talks.none()
    if viewer.is_interviewer:
        return talks.filter(_held_by(viewer.account_id) | Q(key__level=Level.THIRD_PARTY))
    if viewer.is_client and viewer.company_id is not None:
        at_home = talks.filter(company_id=viewer.company_id).exclude(key__level=Level.THIRD_PARTY)
        return at_home.filter(_held_by(viewer.account_id) | _released_to(viewer))
    return talks.none()


def nearest_manager(employment_id: int) -> Account | None:
    """The seat of the person's manager today; None where there is no manager or no seat."""
    place = Placement.objects.filter(employment_id=employment_id, until=None).select_related("manager__account").first()
    manager = place.manager if place else None
    return manager.account if manager else None


def _is_of_the_house(viewer: Viewer, company_id: int) -> bool:
    return viewer.is_interviewer or (viewer.is_client and viewer.company_id == company_id)


def _held_by(account_id: int) -> Q:
    among = ProgrammeInterviewer.objects.filter(programme=OuterRef("invitation__programme"), account_id=account_id)
    nobody_chosen = Q(Exists(among), invitation__interviewer__isnull=True)
    return Q(invitation__interviewer_id=account_id) | Q(held_by_id=account_id) | nobody_chosen


def _released_to(viewer: Viewer) -> Q:
    approved = Q(state=TalkState.APPROVED)
    if viewer.is_client_hr:
        return approved & Q(key__level__in=[Level.OPEN, Level.HR])
    return approved & Q(key__level=Level.OPEN, approved_for_id=viewer.account_id)
