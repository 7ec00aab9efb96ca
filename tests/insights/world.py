"""Rounds in which people have said something, ready to be coded."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from framdrift.conversations.answers import actions, anonymous
from framdrift.conversations.answers.models import Talk
from framdrift.conversations.answers.rules import Draft, Save
from framdrift.conversations.models import ProgrammeRound
from framdrift.insights.coding.cutting import take_in
from framdrift.insights.models import Passage
from framdrift.organisations.access import viewer_of
from tests.conversations.answers.world import Place, Talks, employee_viewer, viewer

SAID = (
    "Chefen står bakom oss när det blåser, det är därför jag är kvar.",
    "Lönen halkar efter för varje år som går, och ingen vill tala om det.",
    "Det är för mycket att göra och ingen hinner hämta sig mellan varven.",
)


def told(talks: Talks, place: Place, said: Sequence[str] = SAID, *, approve: bool = True) -> list[Talk]:
    """One talk a person, each with one note of these words; approved."""
    found = []
    for number, words in enumerate(said):
        by = viewer(place.interviewer)
        talk = actions.start_talk(invitation=talks.invitations[number], by=by, at=place.at)
        note = Draft(uuid.uuid4(), "K1", "their_words", words)
        actions.save_notes(talk=talk, notes=[note], save=Save(0), by=by, at=place.at)
        talk = actions.hand_over_for_approval(talk=talk, by=by, at=place.at)
        if approve:
            talk = actions.approve(talk=talk, by=employee_viewer(place.employees[number]), at=place.at)
        found.append(talk)
    return found


def told_anonymously(talks: Talks, place: Place, said: Sequence[str] = SAID, *, close: bool = True) -> None:
    """Answers behind codes, at level D."""
    codes = anonymous.open_round(programme_round=talks.round, groups={place.unit.pk: len(place.employees)})
    for code, words in zip(codes[place.unit.pk], said, strict=False):
        anonymous.first_words(code=code, notes=[Draft(uuid.uuid4(), "K1", "their_words", words)])
    if close:
        ProgrammeRound.objects.filter(pk=talks.round.pk).update(closed_at=place.at)
        anonymous.close_round(programme_round=talks.round)


def cut(talks: Talks, place: Place, *, at: datetime | None = None) -> list[Passage]:
    """The passages of a round, taken in by its interviewer."""
    take_in(programme_round=talks.round, by=viewer_of(place.interviewer), at=at or place.at)
    return list(Passage.objects.filter(round=talks.round))
