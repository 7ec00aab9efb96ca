"""The address of a letter's reader is corrected where the person is, and the letter that came back goes there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from framdrift.foundation import readdressing
from framdrift.foundation.models import Letter
from framdrift.organisations.access import Viewer, visible_accounts
from framdrift.organisations.actions import Particulars, change_account
from framdrift.organisations.models import Account
from framdrift.recruiting.actions.candidates import change_candidate
from framdrift.recruiting.actions.references import correct_referee_address
from framdrift.recruiting.models import Candidate, Reference
from framdrift.recruiting.queries.letter_readers import reader_of
from framdrift.recruiting.queries.letters import visible_letters
from framdrift.recruiting.queries.scope import visible_candidacies, visible_candidates
from framdrift.recruiting.refusals import NotVisible, ReaderUnknown

Person = Candidate | Account | Reference


@transaction.atomic
def correct_and_send_again(*, letter: Letter, email: str, by: Viewer, at: datetime) -> Letter:
    """Give the letter's reader the address `email`, and send the letter that came back there, once.

    Raises NotVisible for what the viewer may not see, ReaderUnknown, `LetterRefused`, and what the change of the
    person's address raises (AddressTaken, NotAllowed, PersonGone); then nothing is changed and nothing sent.
    """
    if not visible_letters(by).filter(pk=letter.pk).exists():
        raise NotVisible
    person = reader_of(letter)
    if person is None:
        raise ReaderUnknown
    address = email.strip()
    again = readdressing.send_elsewhere(letter.pk, to_email=address, by=by.pseudonym, at=at)
    _CORRECT[type(person)](person, address, by, at)
    return again


def _candidate(person: Candidate, email: str, by: Viewer, at: datetime) -> None:
    if not visible_candidates(by).filter(pk=person.pk).exists():
        raise NotVisible
    change_candidate(candidate=person, changes={"email": email}, by=by, at=at)


def _account(person: Account, email: str, by: Viewer, at: datetime) -> None:
    if not visible_accounts(by).filter(pk=person.pk).exists():
        raise NotVisible
    if person.email.casefold() != email.casefold():
        change_account(account_id=person.pk, particulars=replace(Particulars.of(person), email=email), by=by, at=at)


def _referee(person: Reference, email: str, by: Viewer, at: datetime) -> None:
    if not visible_candidacies(by).filter(pk=person.candidacy_id).exists():
        raise NotVisible
    correct_referee_address(reference=person, email=email, by=by, at=at)


_CORRECT: dict[type, Callable[..., None]] = {Candidate: _candidate, Account: _account, Reference: _referee}
