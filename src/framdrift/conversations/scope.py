"""What of the wing a viewer may see. Consultants without the role of interviewer see nothing of it."""

from __future__ import annotations

from django.db.models import QuerySet

from framdrift.conversations.kinds import InvitationState
from framdrift.conversations.models import Guide, Invitation, Programme
from framdrift.organisations.access import Viewer
from framdrift.organisations.refusals import NotAllowed

_AGREED = (InvitationState.BOOKED, InvitationState.STARTED, InvitationState.DONE)
"""What a manager or HR sees of the talks they hold: those that the person has agreed to. Of the others nothing, so that
saying no leaves no trace."""


def listens(viewer: Viewer) -> bool:
    """Works with talks: an interviewer or a lead of the agency, or the system itself."""
    return viewer.is_interviewer or viewer.is_lead or viewer.kind == "system"


def require_listener(viewer: Viewer) -> None:
    """Raises NotAllowed for everybody else."""
    if not listens(viewer):
        raise NotAllowed


def visible_guides(viewer: Viewer) -> QuerySet[Guide]:
    """All guides for those who work with talks."""
    return Guide.objects.all() if listens(viewer) else Guide.objects.none()


def visible_programmes(viewer: Viewer) -> QuerySet[Programme]:
    """All programmes for those who work with talks; a company's own, once launched, for its HR."""
    if listens(viewer):
        return Programme.objects.all()
    if viewer.company_id is not None and viewer.is_client and "client_hr" in viewer.roles:
        return Programme.objects.filter(company_id=viewer.company_id, launched_at__isnull=False)
    return Programme.objects.none()


def visible_invitations(viewer: Viewer) -> QuerySet[Invitation]:
    """Whose talk it is to hold: the agency's interviewers all but level D's; a seat those that it holds itself.

    Who has been asked at level D is nobody's to see, and a lead who is no interviewer sees no person.
    """
    named = Invitation.objects.filter(is_anonymous=False)
    if viewer.is_interviewer or viewer.kind == "system":
        return named
    if viewer.is_client and viewer.company_id is not None and viewer.account_id is not None:
        held = named.filter(interviewer_id=viewer.account_id, company_id=viewer.company_id)
        return held.filter(state__in=_AGREED)
    return named.none()
