"""Did it help? What people answer in a later talk of earlier commitments: an answer, and sealed like the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from framdrift.conversations.answers import keeping
from framdrift.conversations.kinds import Helped
from framdrift.conversations.models import CommitmentVerdict, Invitation
from framdrift.foundation.seal_file import SealRefused


def say(invitation: Invitation, commitment_key: UUID, helped: Helped) -> None:
    """Keep what the person answers of one commitment in this talk, in place of what was answered before.

    In a transaction that has locked the invitation. Raises `sealing.SealRefused`.
    """
    lock = keeping.lock_level(invitation.programme)
    given = {**said(invitation), commitment_key: helped.value}
    sealed = keeping.sealed_verdicts(invitation, given, key=keeping.keys_of([lock.pk])[lock.pk])
    CommitmentVerdict.objects.update_or_create(
        invitation=invitation, defaults={"company_id": invitation.company_id, "sealed": sealed}
    )


def said(invitation: Invitation) -> dict[UUID, str]:
    """Commitment (key) -> what the person has answered of it in this talk. Three statements, one where it is nothing.

    Raises `sealing.SealRefused`.
    """
    row = CommitmentVerdict.objects.filter(invitation=invitation).first()
    keys = keeping.keys_of([invitation.programme_id]) if row is not None else {}
    if row is None or invitation.programme_id not in keys:
        return {}
    return keeping.opened_verdicts(invitation.pk, bytes(row.sealed), key=keys[invitation.programme_id])


def said_at(company_ids: Collection[int]) -> dict[UUID, list[str]]:
    """Commitment (key) -> what people at these companies have answered of it, in no order of theirs. Three statements.

    Empty where the seal key is not at hand.
    """
    rows = CommitmentVerdict.objects.filter(company__in=company_ids)
    found = list(rows.values_list("invitation_id", "invitation__programme_id", "sealed"))
    try:
        keys = keeping.keys_of({programme_id for _talk, programme_id, _sealed in found})
    except SealRefused:
        return {}
    answers: dict[UUID, list[str]] = defaultdict(list)
    for invitation_id, programme_id, sealed in found:
        if programme_id in keys:
            for key, helped in keeping.opened_verdicts(invitation_id, bytes(sealed), key=keys[programme_id]).items():
                answers[key].append(helped)
    return {key: sorted(several) for key, several in answers.items()}
