"""What the seat may open; everything else is not there."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from framdrift.conversations.models import Invitation
from framdrift.conversations.scope import visible_invitations
from framdrift.organisations.access import Viewer


def invitation_of(viewer: Viewer, invitation_id: int) -> Invitation:
    """A talk that the seat holds and that the person has agreed to. 404 for every other."""
    rows = visible_invitations(viewer).select_related("programme__company", "round", "employment", "interviewer")
    return get_object_or_404(rows, pk=invitation_id)
