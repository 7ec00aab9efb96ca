"""What interviewers note for their own learning."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from framdrift.conversations.answers.scope import may_hold
from framdrift.conversations.models import Invitation, ProbeUse, TalkShare
from framdrift.organisations.access import Viewer
from framdrift.organisations.refusals import NotAllowed


@transaction.atomic
def note_probe(*, invitation: Invitation, question: str, probe: int, by: Viewer, at: datetime) -> None:
    """A follow-up, by its position in the guide, was used at a question; once each. No event: it is the interviewer's
    own. Raises NotAllowed for who does not hold the talk."""
    ProbeUse.objects.get_or_create(
        invitation=invitation,
        account_id=_holder(invitation, by),
        question=question[:12],
        probe=probe,
        defaults={"company_id": invitation.company_id},
    )


@transaction.atomic
def take_back_probe(*, invitation: Invitation, question: str, probe: int, by: Viewer, at: datetime) -> None:
    """It was not used at that question after all. Raises NotAllowed."""
    _uses(invitation, by).filter(question=question[:12], probe=probe).delete()


@transaction.atomic
def note_probes_of_talk(
    *, invitation: Invitation, probes: Collection[int], among: Collection[int], by: Viewer, at: datetime
) -> None:
    """Which of the follow-ups `among`, by position, were used somewhere in the talk; said again it replaces.

    One that was ticked at a question in the talk itself stays there; one that is left out is gone everywhere. Raises
    NotAllowed.
    """
    uses = _uses(invitation, by)
    uses.filter(probe__in=set(among) - set(probes)).delete()
    known = set(uses.values_list("probe", flat=True))
    for probe in sorted(set(probes) - known):
        note_probe(invitation=invitation, question="", probe=probe, by=by, at=at)


@transaction.atomic
def note_own_share(*, invitation: Invitation, own_percent: int | None, by: Viewer, at: datetime) -> None:
    """How much of the time the interviewer talked, by their own estimate; None takes it back. Raises NotAllowed."""
    account_id = _holder(invitation, by)
    if own_percent is None:
        TalkShare.objects.filter(invitation=invitation, account=account_id).delete()
        return
    TalkShare.objects.update_or_create(
        invitation=invitation,
        defaults={"company_id": invitation.company_id, "account_id": account_id, "own_percent": own_percent},
    )


def _uses(invitation: Invitation, by: Viewer) -> QuerySet[ProbeUse]:
    return ProbeUse.objects.filter(invitation=invitation, account=_holder(invitation, by))


def _holder(invitation: Invitation, by: Viewer) -> int:
    if by.account_id is None or not may_hold(by, invitation):
        raise NotAllowed
    return by.account_id
