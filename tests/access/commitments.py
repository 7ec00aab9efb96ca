"""Commitments in the world: one of level C that its company reads, one that it does not read yet, and a foreign one.

Their words are canaries of `talks`: who sees one and may not has found a leak.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from framdrift.conversations.answers import ties
from framdrift.conversations.kinds import Clearance
from framdrift.conversations.models import Commitment, Invitation
from tests.cast import Cast

MAY_KNOW = {
    "told": frozenset({"employee", "interviewer", "lead", "client_manager", "client_hr"}),
    "untold": frozenset({"employee", "interviewer"}),
    "southern": frozenset({"interviewer", "lead"}),
}


@transaction.atomic
def promise(cast: Cast, invitation: Invitation, *, at: datetime) -> None:
    """What came of the employee's talk, and one at the other company."""
    day = at.date()
    for what, company, owner in (
        ("told", cast.north.company, cast.north.manager),
        ("untold", cast.north.company, cast.north.manager),
        ("southern", cast.south.company, cast.south.hr),
    ):
        is_told = what != "untold"
        row = Commitment(
            company=company,
            programme=invitation.programme,
            round=invitation.round,
            words=f"sealedcanary-{what}-x",
            owner=owner,
            due_on=day + timedelta(days=30),
            clearance=Clearance.GENERAL if is_told else Clearance.NONE,
            told_on=day if is_told else None,
        )
        if company == cast.north.company:
            ties.tie(row, invitation)
        row.save()


def commitment_of(company_id: int) -> Commitment:
    """The one that a company reads."""
    return Commitment.objects.get(company_id=company_id, told_on__isnull=False)
