"""Sealed words in the world: an approved talk of an employee and of a leaver at level C, and one that is foreign.

The words are canaries that stand in no column as they are. Who sees one and is not in `MAY_KNOW` has found a leak.
"""

from __future__ import annotations

import re
import uuid
from datetime import datetime, timedelta

from framdrift.conversations.answers import actions
from framdrift.conversations.answers.rules import Draft, Save
from framdrift.conversations.models import Invitation
from framdrift.organisations.access import viewer_of
from tests.cast import Cast
from tests.conversations.answers.world import employee_viewer, settle

MAY_KNOW = {
    "employee": frozenset({"employee", "interviewer"}),
    "leaver": frozenset({"leaver", "interviewer"}),
    "other": frozenset({"interviewer"}),
}
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
    for who, employment, invitation in zip(MAY_KNOW, place.employees, talks.invitations, strict=True):
        if who == "leaver":
            employment.ended_on = at.date() - timedelta(days=1)
            employment.save()
        talk = actions.start_talk(invitation=invitation, by=by, at=at)
        said = Draft(uuid.uuid4(), "K1", "their_words", f"sealedcanary-{who}-x")
        actions.save_notes(talk=talk, notes=[said], save=Save(0), by=by, at=at)
        actions.hand_over_for_approval(talk=talk, by=by, at=at)
        actions.approve(talk=talk, by=employee_viewer(employment), at=at)
        found[who] = invitation
    return found
