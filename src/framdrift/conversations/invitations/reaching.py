"""Somebody whom our letter did not reach is written to once more, at another address or the same."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from framdrift.conversations.invitations.unreached import unreached_among
from framdrift.conversations.kinds import TalkKind
from framdrift.conversations.models import EchoWish, Invitation
from framdrift.conversations.refusals import LetterStays, NothingCameBack
from framdrift.foundation import letter_decisions, readdressing
from framdrift.organisations.access import Viewer
from framdrift.organisations.refusals import NotAllowed
from framdrift.organisations.roster.actions import correct_address


@transaction.atomic
def write_again(*, invitation: Invitation, email: str, by: Viewer, at: datetime) -> None:
    """Send the letter that came back to `email`, and write to that address from now on.

    The address is corrected where it came from: at work or at home on the roster, at echo what the leaver gave.
    Raises NotAllowed, NothingCameBack, LetterStays; then nothing is changed.
    """
    if not by.is_interviewer:
        raise NotAllowed
    locked = Invitation.objects.select_for_update(of=("self",)).select_related("programme", "employment")
    row = locked.get(pk=invitation.pk)
    found = next(iter(unreached_among([row])), None)
    if found is None:
        raise NothingCameBack
    address = email.strip().lower()
    try:
        if address == found.email.lower():
            letter_decisions.send_again(found.letter_id, by=by.pseudonym, at=at)
        else:
            readdressing.send_elsewhere(found.letter_id, to_email=address, by=by.pseudonym, at=at)
    except letter_decisions.LetterRefused as why:
        raise LetterStays(str(why)) from why
    _correct(row, found.email, address, by=by, at=at)


def _correct(row: Invitation, wrong: str, address: str, *, by: Viewer, at: datetime) -> None:
    """Where the wrong address stands; nowhere where somebody has corrected it there already."""
    person = row.employment
    if row.programme.kind == TalkKind.ECHO:
        EchoWish.objects.filter(employment=person).update(address=address)
    elif address != wrong.lower() and wrong.lower() in (person.email.lower(), person.private_email.lower()):
        is_private = wrong.lower() == person.private_email.lower()
        correct_address(employment_id=person.pk, email=address, is_private=is_private, by=by, at=at)
