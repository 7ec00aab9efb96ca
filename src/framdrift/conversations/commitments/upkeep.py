"""What comes back by the clock: commitments that the company may read from today on."""

from __future__ import annotations

from datetime import datetime

from framdrift.conversations.answers.ties import let_go_of_lost
from framdrift.conversations.commitments.actions import tell_company
from framdrift.conversations.models import Commitment
from framdrift.foundation.jobs import job
from framdrift.organisations.access import SYSTEM


@job()
def tell_of_commitments(at: str) -> None:
    """Every morning, so that no hour tells which talk one came from; in the order of their random keys."""
    instant = datetime.fromisoformat(at)
    let_go_of_lost()
    for row in Commitment.objects.filter(told_on=None).order_by("key"):
        tell_company(commitment=row, by=SYSTEM, at=instant)
