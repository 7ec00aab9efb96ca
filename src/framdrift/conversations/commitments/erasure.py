"""When a person is forgotten, or the time to keep who was asked has run out: commitments survive without the tie."""

from __future__ import annotations

from datetime import datetime

from framdrift.conversations.models import Commitment, CommitmentVerdict


def forget_origins(pseudonym: str, at: datetime) -> None:
    """Nothing leads from any commitment to the person with this pseudonym; what they answered of others goes."""
    Commitment.objects.filter(invitation__employment__pseudonym=pseudonym).let_go()
    CommitmentVerdict.objects.filter(invitation__employment__pseudonym=pseudonym).delete()
