"""Reads for counting, ids and codes only: the words of a passage are read in `reading`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from framdrift.conversations.answers.models import AnonymousRound, BlankAnswer, Note, Talk
from framdrift.conversations.answers.queries import told_talks
from framdrift.conversations.kinds import TalkKind
from framdrift.conversations.models import ProgrammeRound
from framdrift.insights.coding.coded import CodedPerson
from framdrift.insights.coding.rules import Said, mentions_of
from framdrift.insights.kinds import Part, PassageState
from framdrift.insights.models import Code, Passage, Suggestion
from framdrift.science.themes.codebook import SERIOUS

Source = tuple[int | None, UUID | None]
"""Whose words a passage lies in: the invitation, or the place of an anonymous answer."""


def coded_persons(programme_round: ProgrammeRound) -> tuple[CodedPerson, ...]:
    """Every respondent of a round with the themes they mentioned, those with none too. For the gate alone.

    A person's codes come first; where nobody has read a passage, what the machine assigned stands as the machine's.
    Without serious matters, talks taken back, words changed since they were coded, and anonymous answers of a round
    that is open. Seven statements, however many they are.
    """
    said = _said(programme_round)
    is_stay = programme_round.programme.kind == TalkKind.STAY
    return tuple(
        CodedPerson(person, programme_round.pk, unit_id, is_stay, mentions_of(said.get(source, ())))
        for person, unit_id, source in _respondents(programme_round)
    )


def uncut(rounds: Collection[ProgrammeRound]) -> int:
    """Notes and anonymous answers of these rounds that no passage stands for as they are now: new, added to or
    corrected since they were taken in. Every note has a passage once it is, for none is blank. Two statements."""
    as_now = Passage.objects.filter(note=OuterRef("client_key"), note_version=OuterRef("version"))
    notes = Note.objects.filter(talk__in=told_talks(Talk.objects.filter(round__in=rounds)), is_serious=False)
    closed = AnonymousRound.objects.filter(pk__in=[one.pk for one in rounds], is_closed=True)
    places = BlankAnswer.objects.filter(round__in=closed).exclude(
        pk__in=Passage.objects.filter(round__in=rounds, place__isnull=False).values("place")
    )
    return notes.filter(~Exists(as_now)).count() + places.count()


def drawn_in(rounds: Collection[ProgrammeRound]) -> list[Passage]:
    """The passages of these rounds that were drawn for a second coder and whose words are as they were. One
    statement."""
    as_now = Note.objects.filter(client_key=OuterRef("note"), version=OuterRef("note_version"), is_serious=False)
    drawn = Passage.objects.filter(round__in=rounds, sampled_at__isnull=False, is_serious=False)
    return list(drawn.filter(Q(place__isnull=False) | Exists(as_now)))


def _respondents(programme_round: ProgrammeRound) -> list[tuple[str, int | None, Source]]:
    """(key, unit, where their words lie) of everybody who has told something."""
    anonymous = AnonymousRound.objects.filter(pk=programme_round.pk).first()
    if anonymous is None:
        talks = told_talks(Talk.objects.filter(round=programme_round)).select_related("invitation").order_by("pk")
        return [(str(talk.pseudonym), talk.invitation.unit_id, (talk.invitation_id, None)) for talk in talks]
    if not anonymous.is_closed:
        return []
    places = BlankAnswer.objects.filter(round=anonymous).order_by("key").values_list("key", "unit_id")
    return [(str(key), unit_id, (None, key)) for key, unit_id in places]


def _said(programme_round: ProgrammeRound) -> dict[Source, list[Said]]:
    """What each one said, as codes, passage by passage."""
    passages = [one for one in _standing(programme_round) if not one.is_serious]
    codes = _by_passage(Code.objects.filter(passage__round=programme_round, part=Part.FIRST, ended_at=None))
    likely = _by_passage(Suggestion.objects.filter(passage__round=programme_round, is_assigned=True))
    found: dict[Source, list[Said]] = defaultdict(list)
    for passage in passages:
        source = (passage.invitation_id, passage.place)
        if passage.state == PassageState.CODED:
            found[source] += [Said(one.theme, one.direction, one.weight, "person") for one in codes[passage.pk]]
        elif passage.state == PassageState.WAITING:
            found[source] += _unread(likely[passage.pk])
    return found


def _unread(likely: Sequence[Suggestion]) -> list[Said]:
    """What the machine assigned to a passage that no person has read; nothing where it may be a serious matter."""
    if any(one.theme == SERIOUS for one in likely):
        return []
    return [Said(one.theme, "", "mentioned", "machine") for one in likely]


def _standing(programme_round: ProgrammeRound) -> list[Passage]:
    """Passages whose words are as they were cut: the note is there, unchanged, and no serious matter."""
    notes = dict(
        Note.objects.filter(talk__round=programme_round, is_serious=False).values_list("client_key", "version")
    )
    passages = Passage.objects.filter(round=programme_round)
    return [one for one in passages if one.place is not None or notes.get(one.note) == one.note_version]


def _by_passage(rows: Iterable[Code] | Iterable[Suggestion]) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.passage_id].append(row)
    return found
