"""The recurring jobs of letters. `at` is the instant they were due, as ISO 8601. Running twice writes nothing more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import translation

from framdrift.foundation import calendar
from framdrift.foundation.correspondence import compose
from framdrift.foundation.dispatch import Recorded
from framdrift.foundation.jobs import job
from framdrift.foundation.letter_events import LetterDropped
from framdrift.foundation.letter_kinds import Manner
from framdrift.foundation.models import Event, Letter
from framdrift.momentum.actions import ACT_LABELS
from framdrift.momentum.heartbeat import beat_of, words_of
from framdrift.momentum.letters import NEWS, WEEKLY
from framdrift.momentum.models import LetterRule, WeeklyOptOut
from framdrift.momentum.nudging import nudge_everybody
from framdrift.momentum.readers import account_reader, seat_address
from framdrift.momentum.telling import tell_candidate
from framdrift.momentum.weekly import running_for, text_of, weeks_of
from framdrift.organisations.access import SYSTEM
from framdrift.organisations.models import Account
from framdrift.recruiting.kinds import AssignmentStatus, CandidacyStatus
from framdrift.recruiting.models import Assignment, Candidacy
from framdrift.recruiting.rules import NEWS_WORK_DAYS
from framdrift.science.calendars import local_date

WEEKLY_LEAVES = time(14, 0)
"""When, on the reader's clock, the week's letter goes where nobody has stopped it."""

_STILL_OF_THE_WEEK = timedelta(days=4)
_MOST_IN_A_REASON = 16
"""Assignments that a week's letter is stopped for; few clients have more, and the column has an end."""


@job()
def remind_holders(at: str) -> None:
    """Once every working morning: what is over its day, to whom the ball lies with."""
    nudge_everybody(at=datetime.fromisoformat(at))


@job()
def give_signs_of_life(at: str) -> None:
    """Once every working morning, where an assignment has chosen so: news to candidates who are due to hear."""
    instant = datetime.fromisoformat(at)
    days, today = calendar.working_days(), local_date(instant, calendar.agency_zone())
    if not days.is_working(today):
        return
    due = Candidacy.objects.filter(
        status=CandidacyStatus.ACTIVE,
        next_news_on__lte=today,
        assignment__status=AssignmentStatus.OPEN,
        assignment__letter_rule__news_by_itself=True,
        candidate__erased_at=None,
    ).exclude(candidate__email="")
    for candidacy in due.select_related("candidate", "assignment__owner", "assignment__company", "plan_step"):
        give_sign_of_life(candidacy, next_news_on=days.add(today, NEWS_WORK_DAYS), today=today, at=instant)


def give_sign_of_life(candidacy: Candidacy, *, next_news_on: date, today: date, at: datetime) -> Letter | None:
    """Write to one candidate, where there is a date to tell; without one nothing is sent, and a person is asked."""
    beat = beat_of(candidacy, at=at)
    if not beat.has_date:
        return None
    words = words_of(beat, candidacy)
    return tell_candidate(
        kind=NEWS,
        key=f"beat:{candidacy.pk}:{today}",
        candidacy=candidacy,
        values={"text": words},
        words=words,
        next_news_on=next_news_on,
        reason=f"stands:{candidacy.pk}:{candidacy.plan_step_id}",
        by=SYSTEM,
        at=at,
    )


@job()
def draft_weekly_letters(at: str) -> None:
    """On Friday morning: each client contact's week. It goes in the afternoon unless stopped, or waits for a person."""
    instant = datetime.fromisoformat(at)
    out = WeeklyOptOut.objects.values_list("account_id", flat=True)
    contacts = Account.objects.filter(contact_in__isnull=False, company__isnull=False, is_active=True)
    for account in contacts.exclude(pk__in=out).distinct().order_by("pk"):
        draft_weekly_letter(account, at=instant)


@transaction.atomic
def draft_weekly_letter(account: Account, *, at: datetime, instead_of: Letter | None = None) -> Letter | None:
    """One person's week in their language; nothing where there is nothing to say. `instead_of` names a letter of the
    same week that was stopped."""
    assignments = list(running_for(account))
    ways = dict(LetterRule.objects.filter(assignment__in=assignments).values_list("assignment_id", "weekly"))
    wanted = [one for one in assignments if ways.get(one.pk) != LetterRule.Weekly.OFF]
    with translation.override(account.language):
        weeks = weeks_of(account, wanted, at=at)
        text = text_of(weeks, account.language)
    if not text:
        return None
    by_itself = all(ways.get(one.pk) == LetterRule.Weekly.BY_ITSELF for one in wanted)
    told = [one for one in wanted if one.pk in {week.assignment_id for week in weeks}]
    return _write_week(account, told, text, by_itself=by_itself, instead_of=instead_of, at=at)


def draft_week_again(event: Recorded) -> None:
    """An assignment was paused or closed: a week's letter that told of it, and was stopped for it before it went, is
    drafted again without it."""
    stopped = Letter.objects.filter(
        kind=WEEKLY.code,
        company_id=event.company_id,
        state=Letter.State.CANCELLED,
        written_at__gt=event.at - _STILL_OF_THE_WEEK,
        reason__startswith="running:",
    )
    for letter in stopped.order_by("pk"):
        account = Account.objects.filter(pk=int(letter.thread.split(":")[1]), is_active=True).first()
        is_of_it = str(event.subject_id) in letter.reason.partition(":")[2].split("-")
        if account and is_of_it and Event.objects.filter(subject=f"letter:{letter.pk}", code=LetterDropped.code):
            draft_weekly_letter(account, at=event.at, instead_of=letter)


def _write_week(
    account: Account,
    told: Sequence[Assignment],
    text: str,
    *,
    by_itself: bool,
    instead_of: Letter | None,
    at: datetime,
) -> Letter:
    zone = ZoneInfo(account.zone)
    today = at.astimezone(zone).date()
    year, week, _day = today.isocalendar()
    first = told[0]
    return compose(
        kind=WEEKLY if by_itself else replace(WEEKLY, manner=Manner.HELD),
        key=f"weekly:{account.pk}:{year}-{week}{f':{instead_of.pk}' if instead_of else ''}",
        to=account_reader(account),
        values={"text": text},
        action=(ACT_LABELS[account.language], seat_address(account, at=at)),
        company_id=account.company_id,
        subject_key=f"assignment:{first.pk}",
        thread=f"account:{account.pk}:weekly",
        sender=first.owner.name,
        reply_to=first.owner.email,
        reason=f"running:{'-'.join(str(one.pk) for one in told[:_MOST_IN_A_REASON])}",
        not_before=datetime.combine(today, WEEKLY_LEAVES, tzinfo=zone),
        at=at,
    )
