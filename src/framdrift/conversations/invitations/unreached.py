"""Letters about a talk that did not reach the person, for those who hold it.

At level D nobody is told of: whoever did not get the link is known not to have answered. Only how many is told there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from framdrift.conversations.invitations.queries import subject_of
from framdrift.conversations.kinds import InvitationState
from framdrift.conversations.models import Invitation, ProgrammeRound
from framdrift.conversations.models.programmes import N_MIN_FLOOR
from framdrift.conversations.scope import visible_invitations
from framdrift.foundation import untraced
from framdrift.foundation.models import Letter
from framdrift.organisations.access import Viewer

State = Letter.State
_SORT = "invitation:"
_NO_MAIL = (InvitationState.PLANNED, InvitationState.DECLINED, InvitationState.EXPIRED)
"""States in which nothing more is written to the person."""


@dataclass(frozen=True)
class Unreached:
    """The last letter to the person of a talk, where it did not arrive. `reason`: the mail server's own words."""

    invitation: Invitation
    letter_id: int
    email: str
    reason: str
    written_at: datetime


def is_anonymous_letter(letter: Letter) -> bool:
    """Whether a letter asks somebody at level D, or reminds them: it belongs to a round and to no talk."""
    return letter.subject_key.startswith("round:")


@dataclass(frozen=True)
class LostLetters:
    """How many letters of a round at level D did not arrive: `about` so many, in steps of `step`; None: fewer."""

    step: int
    about: int | None


def lost_letters(programme_round: ProgrammeRound) -> LostLetters | None:
    """For who holds a round at level D: in steps of n_min, so that one letter more or less does not show.

    None while letters are on their way. Two statements.
    """
    found = untraced.lost_among(f"round:{programme_round.pk}")
    if found is None:
        return None
    step = max(N_MIN_FLOOR, programme_round.programme.n_min)
    return LostLetters(step, found // step * step or None)


def unreached_talks(viewer: Viewer) -> tuple[Unreached, ...]:
    """The talks whose person our last letter did not reach: the viewer's own, and those that a seat of the company
    holds, which cannot correct an address. One statement where nothing came back, else three."""
    back = Q(state__in=Letter.NOT_THERE) | Q(joined_into__state__in=Letter.NOT_THERE)
    letters = Letter.objects.filter(back, subject_key__startswith=_SORT)
    ids = {int(key.removeprefix(_SORT)) for key in letters.values_list("subject_key", flat=True)}
    if not ids:
        return ()
    theirs = Q(interviewer=viewer.account_id) | Q(interviewer=None) | Q(interviewer__company__isnull=False)
    rows = visible_invitations(viewer).filter(theirs, pk__in=ids, round__closed_at=None).exclude(state__in=_NO_MAIL)
    return unreached_among(rows.select_related("employment", "programme__company", "interviewer").order_by("pk"))


def unreached_among(rows: Iterable[Invitation]) -> tuple[Unreached, ...]:
    """Those of the talks whose person our last letter did not reach, in their order. One statement."""
    asked = {subject_of(row): row for row in rows if not row.is_anonymous}
    letters = Letter.objects.filter(subject_key__in=asked).exclude(state=State.CANCELLED).order_by("pk")
    last: dict[str, Letter] = {}
    for letter in letters.select_related("joined_into").defer("body_text", "body_html", "attachments", "content"):
        if letter.about == asked[letter.subject_key].employment.pseudonym:
            last[letter.subject_key] = letter.joined_into or letter
    return tuple(
        Unreached(row, found.pk, found.to_email, found.error, found.written_at)
        for key, row in asked.items()
        if (found := last.get(key)) is not None and found.state in Letter.NOT_THERE
    )
