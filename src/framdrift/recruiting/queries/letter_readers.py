"""Who a letter of this wing went to: a candidate, a referee, or somebody with an account."""

from __future__ import annotations

from framdrift.foundation.models import Letter
from framdrift.organisations.models import Account
from framdrift.recruiting.models import Candidacy, Candidate, Reference


def reader_of(letter: Letter) -> Candidate | Account | Reference | None:
    """The person whose letter it was, by what it belongs to and its address; None where nobody is known any more, or
    where it cannot be told. Three statements at most."""
    sort, _, number = letter.subject_key.partition(":")
    pk = int(number) if number.isdecimal() else 0
    if sort == "reference":
        return Reference.objects.filter(pk=pk, candidacy__candidate__erased_at=None).first()
    return _account_in(letter.thread) or _candidate_of(sort, pk, letter) or _account_with(letter.to_email)


def _account_in(thread: str) -> Account | None:
    """Letters to a seat are threaded by it."""
    sort, _, rest = thread.partition(":")
    number = rest.partition(":")[0]
    return Account.objects.filter(pk=int(number)).first() if sort == "account" and number.isdecimal() else None


def _candidate_of(sort: str, pk: int, letter: Letter) -> Candidate | None:
    """The candidate it belongs to, where it went to them and not to somebody else about them."""
    if sort == "candidacy":
        pk = Candidacy.objects.filter(pk=pk).values_list("candidate_id", flat=True).first() or 0
    elif sort != "candidate":
        return None
    found = Candidate.objects.filter(pk=pk, erased_at=None, merged_into=None).first()
    if found is None:
        return None
    is_theirs = found.email.casefold() == letter.to_email.casefold() or found.name == letter.to_name
    return found if is_theirs else None


def _account_with(email: str) -> Account | None:
    return Account.objects.filter(email__iexact=email).first()
