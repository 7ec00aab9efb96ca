"""Letters that a consultant sends from Today: news to a candidate, a reminder to a client's person."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from framdrift.foundation import calendar, events, outbox
from framdrift.foundation.models import Letter
from framdrift.momentum.events import Reminded
from framdrift.momentum.queries import reminded_before
from framdrift.momentum.refusals import NobodyToRemind, TooManyReminders
from framdrift.momentum.rules import Item, may_nudge
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.recruiting.actions import give_news
from framdrift.recruiting.models import Candidacy
from framdrift.science.calendars import working_days_elapsed


@transaction.atomic
def send_news(*, candidacy: Candidacy, subject: str, body: str, next_news_on: date, by: Viewer, at: datetime) -> Letter:
    """Write the letter and record that the candidate heard from us, in one transaction.

    The second of two equal presses finds the candidate told today, and its letter has the same key: one goes out.
    """
    candidate = candidacy.candidate
    key = f"news:{candidacy.pk}:{hashlib.sha256(f'{at.date()}{subject}{body}'.encode()).hexdigest()[:16]}"
    known = Letter.objects.filter(key=key).first()
    if known is not None:
        return known
    letter = outbox.write(
        key=key,
        kind="news",
        to_email=candidate.email,
        to_name=candidate.name,
        subject=subject,
        body_text=body,
        language=candidate.language,
        about=candidate.pseudonym,
        subject_key=f"candidacy:{candidacy.pk}",
        company_id=candidacy.company_id,
        working_hours_in=ZoneInfo(candidate.zone),
        at=at,
    )
    give_news(candidacy=candidacy, channel="email", text=body, next_news_on=next_news_on, letter_key=key, by=by, at=at)
    return letter


@transaction.atomic
def remind(*, items: Sequence[Item], account: Account, subject: str, body: str, by: Viewer, at: datetime) -> Letter:
    """Write one letter to a client's person about everything that waits for them, and record what it was about.

    Lines that may not be reminded of now are left out of the record; where none may, or the person has had the
    week's letters, `TooManyReminders`. The letter keeps the reader's working hours.
    """
    Account.objects.select_for_update().get(pk=account.pk)
    if account.company_id is None or not account.is_active or not items:
        raise NobodyToRemind
    due, sent = _due(items, account, at=at)
    letter = outbox.write(
        key=f"reminder:{account.pk}:{due[0].key}:{sent}",
        kind="reminder",
        to_email=account.email,
        to_name=account.name,
        subject=subject,
        body_text=body,
        language=account.language,
        company_id=account.company_id,
        subject_key=f"account:{account.pk}",
        working_hours_in=ZoneInfo(account.zone),
        at=at,
    )
    told = [_told(item, account, letter) for item in due]
    events.record_many([(event, by.pseudonym, at) for event in told])
    return letter


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
