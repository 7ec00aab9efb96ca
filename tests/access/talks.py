"""Sealed words in the world: approved talks of an employee and of a leaver at level C, one that is foreign, one at
level B, one that a manager has held at level A, what was written at level D, and a serious matter passed to a lead.

The words are canaries that stand in no column as they are. Who sees one and is not in `MAY_KNOW` has found a leak.
"""

from __future__ import annotations

import re
import uuid
from datetime import datetime, timedelta

from framdrift.conversations.answers import actions, anonymous, matters
from framdrift.conversations.answers.models import Talk
from framdrift.conversations.answers.rules import Draft, Save
from framdrift.conversations.models import Invitation, ProgrammeRound
from framdrift.conversations.programmes.round_actions import close_round
from framdrift.insights.coding.actions import give_code
from framdrift.insights.coding.cutting import take_in
from framdrift.insights.kinds import Part
from framdrift.insights.models import Passage
from framdrift.organisations.access import SYSTEM, Viewer, viewer_of
from framdrift.organisations.models import Account
from tests.access import commitments
from tests.cast import Cast
from tests.conversations.answers.world import Place, employee_viewer, settle

MAY_KNOW = {
    "employee": frozenset({"employee", "interviewer"}),
    "leaver": frozenset({"leaver", "interviewer"}),
    "other": frozenset({"interviewer"}),
    "hr": frozenset({"interviewer", "client_hr"}),
    "held": frozenset({"client_manager", "client_hr"}),
    "nobody": frozenset({"interviewer"}),
    "matter": frozenset({"interviewer", "lead"}),
    "quote": frozenset({"interviewer", "lead"}),
    "asked": frozenset({"employee", "interviewer", "lead"}),
    **commitments.MAY_KNOW,
}
_AT_LEVEL_C = ("employee", "leaver", "other")
_PATTERN = re.compile(r"sealedcanary-(\w+)-x")


def sealed_strangers(text: str, kind: str) -> list[str]:
    """Whose sealed words stand in `text` though this kind of user may not know them."""
    return sorted({f"sealed words of {who}" for who in _PATTERN.findall(text) if kind not in MAY_KNOW[who]})


def invite_to_talks(cast: Cast, *, at: datetime) -> dict[str, Invitation]:
    """The invitations of the employee and the leaver, each with an approved record, beside somebody else's."""
    place = settle(cast, at=at)
    talks = place.talks("C")
    by = viewer_of(place.interviewer)
    found = {}
    for who, employment, invitation in zip(_AT_LEVEL_C, place.employees, talks.invitations, strict=True):
        if who == "leaver":
            employment.ended_on = at.date() - timedelta(days=1)
            employment.save()
        talk = _hold(invitation, who, by=by, at=at)
        if who == "employee":
            _raise_matter(talk, to=cast.lead, by=by, at=at)
            commitments.promise(cast, invitation, at=at)
        found[who] = invitation
    _code(talks.round, place, at=at)
    _hold(place.talks("B").invitations[-1], "hr", by=by, at=at)
    _answer_anonymously(place)
    held = place.talks("A", channel="meeting", holder="nearest_manager").invitations[-1]
    held.interviewer = cast.north.manager
    held.state = "done"
    held.save()
    _hold(held, "held", by=viewer_of(cast.north.manager), at=at)
    return {**found, "held": held}


def _hold(invitation: Invitation, who: str, *, by: Viewer, at: datetime) -> Talk:
    talk = actions.start_talk(invitation=invitation, by=by, at=at)
    said = Draft(uuid.uuid4(), "K1", "their_words", f"sealedcanary-{who}-x")
    actions.save_notes(talk=talk, notes=[said], save=Save(0), by=by, at=at)
    actions.hand_over_for_approval(talk=talk, by=by, at=at)
    actions.approve(talk=talk, by=employee_viewer(invitation.employment), at=at)
    return talk


def _answer_anonymously(place: Place) -> None:
    """A round at level D that has closed: only then does anybody read it."""
    talks = place.talks("D")
    codes = anonymous.open_round(programme_round=talks.round, groups={None: 7})[None]
    said = Draft(uuid.uuid4(), "K1", "their_words", "sealedcanary-nobody-x")
    anonymous.first_words(code=codes[0], notes=[said])
    close_round(programme_round=talks.round, by=SYSTEM, at=place.at)


def _code(programme_round: ProgrammeRound, place: Place, *, at: datetime) -> None:
    """Cut into passages, and one of them coded."""
    by = viewer_of(place.interviewer)
    take_in(programme_round=programme_round, by=by, at=at)
    passage = Passage.objects.filter(round=programme_round)[0]
    give_code(passage=passage, theme="T06", part=Part.FIRST, by=by, at=at)


def _raise_matter(talk: Talk, *, to: Account, by: Viewer, at: datetime) -> None:
    matter = matters.mark_serious(talk=talk, note_keys=[], words="sealedcanary-matter-x", by=by, at=at)
    matters.note_person_told(matter=matter, by=by, at=at)
    matters.pass_on(matter=matter, to=to, by=by, at=at)
