"""Of two who take the time of one interviewer at once, one waits for the other."""

from __future__ import annotations

from framdrift.conversations.models import Invitation
from framdrift.organisations.models import Account


def hold_interviewer(invitation: Invitation) -> None:
    """Let nobody else take time of who holds this talk in the transaction at hand."""
    Account.objects.select_for_update(no_key=True).filter(talks_to_hold=invitation).first()
