"""Letters that a consultant sends from Today: news to a candidate, a reminder to a client's person."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from framdrift.foundation import calendar, events
from framdrift.foundation.correspondence import compose
from framdrift.foundation.models import Letter
from framdrift.momentum.events import Reminded
from framdrift.momentum.letters import NEWS, REMINDER
from framdrift.momentum.queries import reminded_before
from framdrift.momentum.readers import account_reader, seat_address
from framdrift.momentum.refusals import NobodyToRemind, TooManyReminders
from framdrift.momentum.rules import Item, may_nudge
from framdrift.momentum.telling import tell_candidate
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.recruiting.models import Candidacy
from framdrift.science.calendars import working_days_elapsed

ACT_LABELS = {"sv": "Öppna det som väntar", "en": "Open what waits"}
_MOST_REASONS = 8
_REASONS = {"ball": "ball", "promise": "promise", "scorecard": "scorecard", "evidence": "step"}
"""What a line of Today depends on, by its sort: a reminder of it does not go when that is over."""


@transaction.atomic
def send_news(*, candidacy: Candidacy, subject: str, body: str, next_news_on: date, by: Viewer, at: datetime) -> Letter:
    """Write the letter, record that the candidate heard from us and store the next day as a promise, in one
    transaction. Greeting, the day and the ending stand around `body`.

    The second of two equal presses finds the candidate told today, and its letter has the same key: one goes out.
    """
    key = f"news:{candidacy.pk}:{hashlib.sha256(f'{at.date()}{subject}{body}'.encode()).hexdigest()[:16]}"
    return tell_candidate(
        kind=NEWS,
        key=key,
        candidacy=candidacy,
        values={"text": body},
        subject=subject,
        words=body,
        next_news_on=next_news_on,
        by=by,
        at=at,
    )


@transaction.atomic
def remind(*, items: Sequence[Item], account: Account, subject: str, body: str, by: Viewer, at: datetime) -> Letter:
    """Write one letter to a client's person about everything that waits for them, and record what it was about.

    Lines that may not be reminded of now are left out of the record; where none may, or the person has had the
    week's letters, `TooManyReminders`. The letter keeps the reader's working hours, and does not go when everything
    that it reminds of has been done before.
    """
    Account.objects.select_for_update().get(pk=account.pk)
    if account.company_id is None or not account.is_active or not items:
        raise NobodyToRemind
    due, sent = _due(items, account, at=at)
    letter = compose(
        kind=REMINDER,
        key=f"reminder:{account.pk}:{due[0].key}:{sent}",
        to=account_reader(account),
        values={"text": body, "assignment": due[0].about.assignment},
        subject=subject,
        action=(ACT_LABELS[account.language], seat_address(account, at=at)),
        company_id=account.company_id,
        subject_key=_about(due[0]),
        thread=f"account:{account.pk}:assignment:{due[0].about.assignment_id}",
        sender=by.name,
        reply_to=Account.objects.values_list("email", flat=True).get(pk=by.account_id) if by.account_id else "",
        reason=reason_of(due),
        at=at,
    )
    told = [_told(item, account, letter) for item in due]
    events.record_many([(event, by.pseudonym, at) for event in told])
    return letter


def reason_of(items: Sequence[Item]) -> str:
    """What the reminder depends on; nothing where one of the lines has no state of its own to ask."""
    reasons = [f"{_REASONS[item.sort]}:{item.number}" for item in items if item.sort in _REASONS]
    return ",".join(reasons) if len(reasons) == len(items) <= _MOST_REASONS else ""


def _about(item: Item) -> str:
    candidacy, assignment = item.about.candidacy_id, item.about.assignment_id
    return f"candidacy:{candidacy}" if candidacy else f"assignment:{assignment}"


def _due(items: Sequence[Item], account: Account, *, at: datetime) -> tuple[list[Item], int]:
    """The lines that may be reminded of now, and how often the first of them has been."""
    by_key, letters = reminded_before(items, as_of=at)
    days, zone = calendar.working_days(), calendar.agency_zone()
    due = []
    for item in items:
        before = by_key.get(item.key, [])
        since = working_days_elapsed(before[-1], at, days=days, zone=zone) if before else None
        if may_nudge(sent=len(before), work_days_since_last=since, to_person_this_week=letters.get(account.pk, 0)):
            due.append(item)
    if not due:
        raise TooManyReminders
    return due, len(by_key.get(due[0].key, []))


def _told(item: Item, account: Account, letter: Letter) -> Reminded:
    if item.about.assignment_id is None or account.company_id is None:
        raise NobodyToRemind
    return Reminded(
        item=item.key,
        account_id=account.pk,
        letter_key=letter.key,
        assignment_id=item.about.assignment_id,
        company_id=account.company_id,
        candidacy_id=item.about.candidacy_id,
    )
