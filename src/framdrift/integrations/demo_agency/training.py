"""What the interviewers note for their own learning: follow-ups they used, and how much they talked themselves."""

from __future__ import annotations

from random import Random

from framdrift.conversations.kinds import Channel, InvitationState
from framdrift.conversations.models import GuideProbe, Invitation, ProbeUse, TalkShare
from framdrift.organisations.models import Role

_ESTIMATES = (20, 20, 30, 30, 30, 40, 50)
_LIKELY = (0.7, 0.6, 0.35, 0.2, 0.25, 0.3, 0.15, 0.4)
"""How likely each of the guide's follow-ups is to be used in a talk, in its order."""


def stage_training() -> int:
    """Two talks in three have an estimate, most of them follow-ups; how many talks that are held by the agency."""
    rows = Invitation.objects.filter(
        state=InvitationState.DONE, interviewer__roles__kind=Role.Kind.INTERVIEWER, interviewer__company=None
    ).exclude(programme__channel=Channel.WRITTEN)
    held = list(rows.select_related("programme").order_by("pk").distinct())
    positions: dict[int, list[int]] = {}
    for version, position in GuideProbe.objects.filter(question=None).values_list("version", "position"):
        positions.setdefault(version, []).append(position)
    shares, uses = [], []
    for row in held:
        rng = Random(f"{row.pk}/training")
        if rng.random() < 2 / 3:
            own = rng.choice(_ESTIMATES)
            shares.append(
                TalkShare(invitation=row, company_id=row.company_id, account=row.interviewer, own_percent=own)
            )
        at_hand = zip(positions.get(row.programme.guide_version_id, []), _LIKELY, strict=False)
        uses += [_used(row, position) for position, likely in at_hand if rng.random() < likely]
    TalkShare.objects.bulk_create(shares, ignore_conflicts=True)
    ProbeUse.objects.bulk_create(uses, ignore_conflicts=True)
    return len(held)


def _estimated(row: Invitation, own_percent: int) -> TalkShare:
    return TalkShare(invitation=row, company_id=row.company_id, account=row.interviewer, own_percent=own_percent)


def _used(row: Invitation, position: int) -> ProbeUse:
    return ProbeUse(invitation=row, company_id=row.company_id, account=row.interviewer, question="", probe=position)
