"""When a person is forgotten, or the time to keep who was asked has run out: commitments survive without the tie."""

from __future__ import annotations

from datetime import datetime

from framdrift.conversations.answers.ties import let_go
from framdrift.conversations.models import CommitmentVerdict, Invitation


def forget_origins(pseudonym: str, at: datetime) -> None:
    """Nothing leads from any commitment to the person with this pseudonym; what they answered of others goes."""
    let_go(Invitation.objects.filter(employment__pseudonym=pseudonym))
    CommitmentVerdict.objects.filter(invitation__employment__pseudonym=pseudonym).delete()
