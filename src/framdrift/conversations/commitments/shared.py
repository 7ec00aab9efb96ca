"""You said - we did: what everybody at a company may read, and what one person is told came of what they said.

What everybody reads is for the whole company or a large unit, in words that the person let through or that are general,
from a closed round in which at least n_min talked. It tells what was done, never how many asked for it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from framdrift.conversations.answers.kinds import TalkState
from framdrift.conversations.answers.models import Talk
from framdrift.conversations.answers.verdicts import said
from framdrift.conversations.commitments.queries import CommitmentLine, earlier, lines_of, of_talk
from framdrift.conversations.commitments.rules import HIDES_ORIGIN
from framdrift.conversations.kinds import Clearance, CommitmentState, InvitationState, Level
from framdrift.conversations.models import Commitment, Invitation, ProgrammeRound
from framdrift.organisations.access import SYSTEM, Viewer
from framdrift.organisations.models import Unit
from framdrift.organisations.roster.queries import unit_tree

SHOWN = 60
_LATELY = timedelta(days=365)


@dataclass(frozen=True)
class ToldBack:
    """What one person reads on their link: what was agreed in this talk, in their earlier ones, and what everybody may
    read. `answers` has what they have answered in this talk to "did it help?", by the commitment's key."""

    agreed: tuple[CommitmentLine, ...]
    earlier: tuple[CommitmentLine, ...]
    everybody: tuple[CommitmentLine, ...]
    answers: dict[UUID, str]

    @property
    def is_empty(self) -> bool:
        """Nothing has been promised yet."""
        return not (self.agreed or self.before)

    @property
    def before(self) -> tuple[CommitmentLine, ...]:
        """What stood before this talk began: the person's own first."""
        return (*self.earlier, *self.everybody)


def for_everybody(viewer: Viewer, company_id: int, *, unit: Unit | None = None) -> tuple[CommitmentLine, ...]:
    """What everybody at the company may read: of the whole company, or what is for one unit.

    A fixed number of statements. The viewer sees no origin here, and no verdict, whoever it is.
    """
    rows = _for_everybody(company_id).filter(unit=unit)
    return lines_of(_nobody(viewer), rows.order_by("state", "-due_on", "key")[:SHOWN])


def units_told_of(company_id: int) -> tuple[Unit, ...]:
    """The units that something is told of, by name. One statement."""
    named = _for_everybody(company_id).filter(unit__isnull=False).values("unit_id")
    return tuple(Unit.objects.filter(pk__in=named).order_by("name"))


def told_back(viewer: Viewer, invitation: Invitation) -> ToldBack:
    """What the person on this link is told. A fixed number of statements."""
    before = earlier(viewer, invitation)
    shown = {line.id for line in before}
    others = reaching(viewer, invitation.round, unit_id=invitation.unit_id)
    return ToldBack(
        agreed=of_talk(viewer, invitation),
        earlier=before,
        everybody=tuple(line for line in others if line.id not in shown),
        answers=said(invitation),
    )


def reaching(viewer: Viewer, programme_round: ProgrammeRound, *, unit_id: int | None) -> tuple[CommitmentLine, ...]:
    """What everybody may read from rounds that began before this one, and is for somebody in this unit.

    A fixed number of statements.
    """
    rows = _for_everybody(programme_round.company_id).filter(round__opens_on__lt=programme_round.opens_on)
    above = _unit_and_above(programme_round, unit_id)
    found = rows.filter(Q(unit__isnull=True) | Q(unit_id__in=above))
    return lines_of(_nobody(viewer), found.order_by("state", "-due_on", "key")[:SHOWN])


def done_since(programme_round: ProgrammeRound, *, most: int) -> tuple[str, ...]:
    """The words of what was to be done for the whole company in the last year and has been: for the letter to
    everybody, the latest first. One statement."""
    rows = _for_everybody(programme_round.company_id).filter(
        round__opens_on__lt=programme_round.opens_on,
        due_on__gte=programme_round.opens_on - _LATELY,
        unit__isnull=True,
        state=CommitmentState.DONE,
    )
    return tuple(rows.order_by("-due_on", "key").values_list("words", flat=True)[:most])


def _for_everybody(company_id: int) -> QuerySet[Commitment]:
    """At level A a unit may be small, and is named to nobody here. What came of
    levels C and D was told because enough had talked."""
    talked = _count(Invitation.objects.filter(round=OuterRef("round"), state=InvitationState.DONE))
    taken_back = _count(Talk.objects.filter(round=OuterRef("round"), state=TalkState.WITHDRAWN))
    rows = Commitment.objects.filter(
        company_id=company_id,
        told_on__isnull=False,
        clearance__in=[Clearance.PERSON, Clearance.GENERAL],
        round__closed_at__isnull=False,
    ).annotate(talked=talked - taken_back)
    is_enough = Q(talked__gte=F("programme__n_min")) | Q(programme__level__in=list(HIDES_ORIGIN))
    return rows.filter(is_enough, Q(unit__isnull=True) | ~Q(programme__level=Level.OPEN))


def _count(rows: QuerySet[Invitation] | QuerySet[Talk]) -> Coalesce:
    counted = rows.order_by().values("round").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), Value(0))


def _unit_and_above(programme_round: ProgrammeRound, unit_id: int | None) -> Collection[int]:
    tree = unit_tree(SYSTEM, programme_round.company_id, on=programme_round.opens_on)
    return [node.id for node in tree.nodes if unit_id is not None and unit_id in tree.inside(node.id)]


def _nobody(viewer: Viewer) -> Viewer:
    """Somebody who may know no origin: what everybody reads is the same for all."""
    return Viewer(kind="nobody", pseudonym=viewer.pseudonym, language=viewer.language)
