"""What an assignment's letters may do by themselves, and who gets the weekly letter: chosen by people."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from framdrift.foundation import events
from framdrift.foundation.models import Letter
from framdrift.momentum.events import LetterRuleChanged, WeeklyLetterChosen
from framdrift.momentum.models import LetterRule, WeeklyOptOut
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.recruiting.models import Assignment


def rule_of(assignment: Assignment) -> LetterRule:
    """The assignment's choices, or the defaults."""
    found = LetterRule.objects.filter(assignment=assignment).first()
    return found or LetterRule(assignment=assignment, company_id=assignment.company_id)


@transaction.atomic
def change_letter_rule(
    *, assignment: Assignment, news_by_itself: bool, reminders_by_itself: bool, weekly: str, by: Viewer, at: datetime
) -> LetterRule:
    """Choose what goes by itself. `weekly` is by_itself, held or off."""
    chosen = {"news_by_itself": news_by_itself, "reminders_by_itself": reminders_by_itself, "weekly": weekly}
    rule, _made = LetterRule.objects.update_or_create(
        assignment=assignment, defaults={"company_id": assignment.company_id, **chosen}
    )
    told = LetterRuleChanged(
        assignment_id=assignment.pk,
        company_id=assignment.company_id,
        news_by_itself=news_by_itself,
        reminders_by_itself=reminders_by_itself,
        weekly=weekly,
    )
    events.record(told, actor=by.pseudonym, at=at)
    return rule


def wants_weekly(account: Account) -> bool:
    """Whether a client's person gets the weekly letter."""
    return not WeeklyOptOut.objects.filter(account=account).exists()


@transaction.atomic
def choose_weekly(*, account: Account, wanted: bool, by: Viewer, at: datetime) -> None:
    """A client's person wants the weekly letter, or does not; choosing what holds already changes nothing."""
    if account.company_id is None or wants_weekly(account) == wanted:
        return
    if wanted:
        WeeklyOptOut.objects.filter(account=account).delete()
    else:
        WeeklyOptOut.objects.get_or_create(account=account, defaults={"company_id": account.company_id, "since": at})
        _stop_this_weeks(account)
    told = WeeklyLetterChosen(account_id=account.pk, company_id=account.company_id, wanted=wanted)
    events.record(told, actor=by.pseudonym, at=at)


def _stop_this_weeks(account: Account) -> None:
    """The letter that was drafted this morning does not go in the afternoon to one who has just said no to it."""
    drafted = Letter.objects.filter(key__startswith=f"weekly:{account.pk}:")
    unsent = drafted.filter(state__in=(Letter.State.WAITING, Letter.State.HELD))
    unsent.update(state=Letter.State.CANCELLED)
