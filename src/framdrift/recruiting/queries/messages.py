"""Whose a message from outside is: who wrote, to which candidacy or assignment it belongs, and who may read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from framdrift.foundation.models import Letter
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.organisations.models import Account
from framdrift.recruiting.kinds import AssignmentStatus, CandidacyStatus
from framdrift.recruiting.models import Assignment, Candidacy, Candidate, Message, MessageFile, Reference
from framdrift.recruiting.queries.letters import keys_within
from framdrift.recruiting.queries.scope import visible_assignments

OUTSIDE = Viewer(kind="outside", pseudonym="outside")
"""Somebody whom no row tells of."""


@dataclass(frozen=True)
class Belonging:
    """What a message is about. A candidacy comes with its assignment; neither is set where nobody can tell."""

    assignment: Assignment | None = None
    candidacy: Candidacy | None = None


NOWHERE = Belonging()


def visible_messages(viewer: Viewer) -> QuerySet[Message]:
    """Those of the assignments that a recruiter sees; unsorted ones where the letter they answer is such a one's, or
    where none is known. Nobody outside reads messages here."""
    if not viewer.is_recruiter:
        return Message.objects.none()
    if viewer.is_lead:
        return Message.objects.all()
    seen = visible_assignments(viewer)
    hidden = Assignment.objects.exclude(pk__in=seen.values("pk"))
    of_hidden = Q(letter__subject_key__in=keys_within(hidden))
    return Message.objects.filter(Q(assignment__in=seen) | (Q(assignment__isnull=True) & ~of_hidden))


def visible_message_files(viewer: Viewer) -> QuerySet[MessageFile]:
    """The files of the messages that the viewer may read."""
    return MessageFile.objects.filter(message__in=visible_messages(viewer))


def place_of(letter: Letter) -> Belonging:
    """What a letter is about. One in which several were joined is about what all of them share: their candidacy, else
    their assignment, else nothing that a machine could tell."""
    keys = {letter.subject_key, *letter.joined.values_list("subject_key", flat=True)}
    places = [belongs_to(key) for key in sorted(keys)]
    assignments = {place.assignment for place in places}
    if len(assignments) != 1:
        return NOWHERE
    return places[0] if len({place.candidacy for place in places}) == 1 else Belonging(places[0].assignment)


def belongs_to(subject_key: str) -> Belonging:
    """What a letter with this `subject_key` is about: `candidacy:12`, `assignment:7`, `reference:3`, `candidate:9`."""
    sort, _, number = subject_key.partition(":")
    if not number.isdecimal():
        return NOWHERE
    if sort == "reference":
        found = Reference.objects.filter(pk=int(number)).values_list("candidacy_id", flat=True).first()
        return _candidacy(Candidacy.objects.filter(pk=found or 0))
    if sort == "candidacy":
        return _candidacy(Candidacy.objects.filter(pk=int(number)))
    if sort == "candidate":
        return _only_active(int(number))
    if sort == "account":
        return _only_open(Q(contacts__account_id=int(number)))
    if sort == "assignment":
        return Belonging(Assignment.objects.filter(pk=int(number)).first())
    return NOWHERE


def belongs_to_sender(sender: Viewer) -> Belonging:
    """What somebody known writes about without answering a letter: the one thing that is under way, if it is one."""
    if sender.kind == "candidate" and sender.person_id is not None:
        return _only_active(sender.person_id)
    if sender.kind == "client":
        return _only_open(Q(contacts__account_id=sender.account_id))
    return NOWHERE


def sender_with(email: str, *, about: str = "") -> Viewer:
    """Who writes from an address: the candidate whom the letter told of (`about`, a pseudonym), else whoever has a seat
    with it, else a candidate, else OUTSIDE."""
    living = Candidate.objects.filter(email__iexact=email, erased_at=None, merged_into=None).order_by("pk")
    told_of = living.filter(pseudonym=about).first() if about else None
    if told_of is not None:
        return _candidate(told_of)
    account = Account.objects.filter(email__iexact=email, is_active=True).first()
    if account is not None:
        return viewer_of(account)
    candidate = living.first()
    return OUTSIDE if candidate is None else _candidate(candidate)


def letter_with_id(message_ids: Sequence[str]) -> Letter | None:
    """The letter of ours that has one of these Message-IDs, the first named first. One statement."""
    found = {letter.message_id: letter for letter in Letter.objects.filter(message_id__in=message_ids)}
    return next((found[one] for one in message_ids if one in found), None)


def _candidate(candidate: Candidate) -> Viewer:
    return Viewer(kind="candidate", pseudonym=candidate.pseudonym, person_id=candidate.pk, name=candidate.name)


def _candidacy(rows: QuerySet[Candidacy]) -> Belonging:
    found = rows.select_related("assignment", "candidate").first()
    return NOWHERE if found is None else Belonging(found.assignment, found)


def _only_active(candidate_id: int) -> Belonging:
    active = Candidacy.objects.filter(candidate_id=candidate_id, status=CandidacyStatus.ACTIVE)
    return _candidacy(active) if active.count() == 1 else NOWHERE


def _only_open(condition: Q) -> Belonging:
    found = list(Assignment.objects.filter(condition, status=AssignmentStatus.OPEN).distinct()[:2])
    return Belonging(found[0]) if len(found) == 1 else NOWHERE
