"""What a round's size allows: how many talked in it, and which units are large enough to be named."""

from __future__ import annotations

from collections import Counter

from framdrift.conversations.answers.kinds import TalkState
from framdrift.conversations.answers.models import AnonymousRound, BlankAnswer, Talk
from framdrift.conversations.commitments import rules
from framdrift.conversations.kinds import InvitationState
from framdrift.conversations.models import Invitation, ProgrammeRound
from framdrift.organisations.access import SYSTEM
from framdrift.organisations.models import Unit
from framdrift.organisations.roster.queries import unit_tree


def talked(programme_round: ProgrammeRound) -> int:
    """How many people's words the round holds: talks held and not taken back; at level D answers, once it is closed."""
    if programme_round.programme.is_anonymous:
        closed = AnonymousRound.objects.filter(round=programme_round, is_closed=True)
        return BlankAnswer.objects.filter(round__in=closed).count()
    held = Invitation.objects.filter(round=programme_round, state=InvitationState.DONE)
    taken_back = Talk.objects.filter(round=programme_round, state=TalkState.WITHDRAWN)
    return held.exclude(pk__in=taken_back.values("invitation_id")).count()


def large_units(programme_round: ProgrammeRound) -> tuple[Unit, ...]:
    """The units in which, with all below them, enough were asked for a commitment to name them; by name."""
    tree = unit_tree(SYSTEM, programme_round.company_id, on=programme_round.opens_on)
    asked = Counter(
        Invitation.objects.filter(round=programme_round)
        .exclude(state=InvitationState.PLANNED)
        .values_list("unit_id", flat=True)
    )
    least = rules.large_from(programme_round.programme.n_min)
    large = {node.id for node in tree.nodes if sum(asked[unit] for unit in tree.inside(node.id)) >= least}
    return tuple(Unit.objects.filter(pk__in=large).order_by("name"))
