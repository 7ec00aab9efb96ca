"""Talks at two of the client companies: stay interviews half-way through a round, exit interviews, an echo planned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q

from framdrift.conversations.guides.bank import ensure_default_guides
from framdrift.conversations.invitations import actions
from framdrift.conversations.invitations.queries import viewer_of_person
from framdrift.conversations.kinds import InvitationState, TalkKind
from framdrift.conversations.models import Invitation, Programme
from framdrift.conversations.programmes.actions import confirm_point, draft_programme, launch_programme
from framdrift.conversations.programmes.checklist import POINTS
from framdrift.conversations.programmes.drafting import usual_facts
from framdrift.conversations.upkeep import run_programme
from framdrift.foundation import calendar
from framdrift.integrations.demo_agency.leavers import stage_leavers
from framdrift.integrations.demo_agency.promised import stage_promises
from framdrift.integrations.demo_agency.returned import stage_returned
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.organisations.models import Account, Company, Role
from framdrift.planning.availability.actions import set_hours
from framdrift.planning.availability.rules import BUFFER_MINUTES, OFFICE_HOURS
from framdrift.science.calendars import local_date

_ENOUGH_PEOPLE = 15
_BEGAN_DAYS = {TalkKind.STAY: 18, TalkKind.EXIT: 40}
_HELD, _DECLINED, _TIMES = 7, 9, (time(9, 0), time(10, 30), time(13, 15), time(15, 0))
"""Of those asked seven have talked and two said no; the others' times lie in the days to come."""


def stage_talks(*, now: datetime) -> int:
    """Programmes at the first two companies that have employees; how many. Nothing where none has."""
    ensure_default_guides(at=now - timedelta(days=400))
    enough = Count("employments", filter=Q(employments__ended_on=None))
    companies = list(Company.objects.annotate(people=enough).filter(people__gte=_ENOUGH_PEOPLE).order_by("pk")[:2])
    interviewers = list(Account.objects.filter(company=None, roles__kind=Role.Kind.INTERVIEWER).order_by("pk"))
    if not companies or not interviewers:
        return 0
    for interviewer in interviewers:  # their calendars then leave times open for talks
        by = viewer_of(interviewer)
        set_hours(hours=OFFICE_HOURS, focus=(), max_per_day=4, buffer_minutes=BUFFER_MINUTES, by=by, at=now)
    stage_promises(companies[0], interviewers, now=now)
    stay = _programme(TalkKind.STAY, companies[0], interviewers, now=now)
    _let_some_talk(stay, now=now)
    stage_returned(stay, now=now)
    stage_leavers(_programme(TalkKind.EXIT, companies[-1], interviewers, now=now), now=now)
    _draft(TalkKind.ECHO, companies[-1], interviewers, starts=now + timedelta(days=30), at=now)
    return len(companies) + 1


def _programme(kind: TalkKind, company: Company, interviewers: Sequence[Account], *, now: datetime) -> Programme:
    """One that was launched some weeks ago and has run every day since."""
    began = now - timedelta(days=_BEGAN_DAYS[kind])
    by = viewer_of(interviewers[0])
    programme = _draft(kind, company, interviewers, starts=began, at=began)
    for point in POINTS:
        confirm_point(programme=programme, code=point.code, by=by, at=began)
    programme = launch_programme(programme=programme, by=by, at=began)
    for days in range(_BEGAN_DAYS[kind] + 1):
        at = began + timedelta(days=days)
        run_programme(programme, today=local_date(at, calendar.agency_zone()), at=at)
    return programme


def _draft(
    kind: TalkKind, company: Company, interviewers: Sequence[Account], *, starts: datetime, at: datetime
) -> Programme:
    guide = next(one for one in ensure_default_guides(at=at) if one.kind == kind)
    hr = company.seats.filter(roles__kind=Role.Kind.CLIENT_HR).order_by("pk").first()
    contact: dict[str, Any] = {"contact_name": hr.name, "contact_email": hr.email} if hr is not None else {}
    usual = usual_facts(
        kind, company, guide.versions.latest("number"), starts_on=local_date(starts, calendar.agency_zone())
    )
    facts = replace(usual, interviewers=tuple(interviewers), **{"contact_name": "HR", **contact})
    if not facts.contact_email:
        facts = replace(facts, contact_phone="010-555 01 00")
    return draft_programme(company=company, kind=kind, facts=facts, by=viewer_of(interviewers[0]), at=at)


def _let_some_talk(programme: Programme, *, now: datetime) -> None:
    """Those who were asked first have talked, or said no; the next ones have their times."""
    rows = list(
        Invitation.objects.filter(programme=programme, state=InvitationState.INVITED)
        .select_related("employment", "interviewer")
        .order_by("ask_on", "pk")
    )
    for number, row in enumerate(rows):
        assert row.interviewer is not None
        by = viewer_of(row.interviewer)
        if number < _HELD:
            actions.record_done(invitation=row, by=by, at=now - timedelta(days=_HELD - number))
        elif number < _DECLINED:
            actions.decline(invitation=row, by=viewer_of_person(row.employment), at=now - timedelta(days=2))
        elif number % 3:
            _agree_time(row, number, by=by, now=now)


def _agree_time(row: Invitation, number: int, *, by: Viewer, now: datetime) -> None:
    zone, days = calendar.agency_zone(), calendar.working_days()
    day = days.add(local_date(now, zone), 1 + number // len(_TIMES))
    start_at = datetime.combine(day, _TIMES[number % len(_TIMES)], tzinfo=zone)
    actions.book_time(invitation=row, start_at=start_at, place="Videolänk", by=by, at=now)
