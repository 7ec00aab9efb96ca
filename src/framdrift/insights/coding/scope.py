"""Who may code what: the agency's interviewers, and of those each what they may read."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from framdrift.conversations.answers.scope import readable
from framdrift.conversations.kinds import Level
from framdrift.conversations.models import ProgrammeRound
from framdrift.insights.models import Passage
from framdrift.organisations.access import Viewer

TO_ALL = frozenset({Level.THIRD_PARTY, Level.ANONYMOUS})
"""At these levels the agency's interviewers read everything, whoever held the talk."""


def codable(viewer: Viewer) -> QuerySet[Passage]:
    """The passages that the viewer may read. Serious matters are with whoever has to act on them, and not here."""
    if not viewer.is_interviewer:
        return Passage.objects.none()
    own = readable(viewer).order_by().values("invitation")
    to_all = Q(round__programme__level__in=TO_ALL)
    return Passage.objects.filter(to_all | Q(invitation__in=own), is_serious=False)


def codable_in(viewer: Viewer, programme_round: ProgrammeRound) -> QuerySet[Passage]:
    """Those of one round. Where its level is open to all of them nothing is asked about each talk: in a round of
    20,000 passages the database would look through every one."""
    if viewer.is_interviewer and programme_round.programme.level in TO_ALL:
        return Passage.objects.filter(round=programme_round, is_serious=False)
    return codable(viewer).filter(round=programme_round)


def rounds(viewer: Viewer) -> QuerySet[ProgrammeRound]:
    """The rounds in which there is something that the viewer may read: at level D once it has closed."""
    if not viewer.is_interviewer:
        return ProgrammeRound.objects.none()
    told = Q(programme__level=Level.THIRD_PARTY) | Q(programme__level=Level.ANONYMOUS, closed_at__isnull=False)
    found = ProgrammeRound.objects.filter(told | Q(pk__in=readable(viewer).order_by().values("round")))
    return found.select_related("programme__company")


def is_for_second(passage: Passage, account_id: int) -> bool:
    """Whether this person codes the passage as the second: it was drawn, and neither coder is another's seat."""
    return (
        passage.sampled_at is not None
        and passage.first_by_id != account_id
        and passage.second_by_id in (None, account_id)
    )
