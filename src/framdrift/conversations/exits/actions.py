"""What the company is asked about a leaver, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from framdrift.conversations.exit_kinds import Avoidable, Regretted, Side
from framdrift.conversations.exits import events, rules
from framdrift.conversations.exits.queries import side_of
from framdrift.conversations.exits.refusals import AnsweredByAnother, BothAreIn, OtherSideIsYours
from framdrift.conversations.invitations.queries import nearest_manager_id
from framdrift.conversations.kinds import ProgrammeState, TalkKind
from framdrift.conversations.models import Leaver, LeaverView, Programme
from framdrift.foundation import calendar
from framdrift.foundation.announcement import Announcement
from framdrift.foundation.events import record
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Employment
from framdrift.organisations.refusals import NotAllowed
from framdrift.science.calendars import local_date


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One side's answer. `believed`: the code book's theme of the reason they believe was decisive, or empty."""

    regretted: Regretted
    avoidable: Avoidable
    believed: str = ""
    words: str = ""


@transaction.atomic
def ask_about(*, employment: Employment, by: Viewer, at: datetime) -> Leaver | None:
    """Ask the nearest manager and HR about somebody who leaves: once, and only where exit talks are held.

    None where the company is not asked: no exit programme runs, the person stays in the company, or it is too long ago.
    """
    today = local_date(at, calendar.agency_zone())
    if not rules.is_asked_about(employment.ended_on, employment.exit_type, on=today):
        return None
    runs = Programme.objects.filter(
        company=employment.company_id, kind=TalkKind.EXIT, state=ProgrammeState.LAUNCHED, launched_at__lte=at
    )
    if not runs.exists():
        return None
    manager_id = nearest_manager_id(employment.pk)
    leaver, is_new = Leaver.objects.get_or_create(
        employment=employment,
        defaults={
            "company_id": employment.company_id,
            "manager_id": manager_id if manager_id != employment.account_id else None,
            "asked_at": at,
        },
    )
    if is_new:
        _tell(events.LeaverAskedAbout(leaver_id=leaver.pk, company_id=leaver.company_id), by, at)
    return leaver


@transaction.atomic
def give_view(*, leaver: Leaver, view: View, by: Viewer, at: datetime) -> LeaverView:
    """What the manager, or HR, thinks. It may be changed until the other side's is in, and never after that.

    Raises NotAllowed, BothAreIn, OtherSideIsYours, AnsweredByAnother.
    """
    row = Leaver.objects.select_for_update(of=("self",)).select_related("employment").get(pk=leaver.pk)
    side = side_of(by, row)
    if side is None or by.account_id is None:
        raise NotAllowed
    given = {one.side: one for one in row.views.all()}
    if len(given) == len(Side):
        raise BothAreIn
    mine = given.get(side)
    if mine is not None and mine.given_by_id != by.account_id:
        raise AnsweredByAnother
    if any(one.given_by_id == by.account_id for other, one in given.items() if other != side):
        raise OtherSideIsYours
    found, _is_new = LeaverView.objects.update_or_create(
        leaver=row,
        side=side,
        defaults={
            "company_id": row.company_id,
            "regretted": view.regretted,
            "avoidable": view.avoidable,
            "believed": view.believed,
            "words": view.words.strip(),
            "given_by_id": by.account_id,
            "given_at": at,
        },
    )
    _tell(events.LeaverViewGiven(leaver_id=row.pk, company_id=row.company_id, side=side), by, at)
    return found


@transaction.atomic
def let_stay(*, employment: Employment, by: Viewer, at: datetime) -> None:
    """The employment goes on after all: nobody is asked about it any more, and what was answered is deleted."""
    row = Leaver.objects.filter(employment=employment).first()
    if row is not None:
        gone = events.LeaverForgotten(leaver_id=row.pk, company_id=row.company_id)
        row.delete()
        _tell(gone, by, at)


def _tell(announcement: Announcement, by: Viewer, at: datetime) -> None:
    record(announcement, actor=by.pseudonym, at=at)
