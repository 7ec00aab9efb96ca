"""Talks as they stand after the room: one under way, one read back and handed over, one approved, a serious matter on
its way; and talks that HR at the company holds itself, one of them with somebody who leaves."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from framdrift.conversations.answers import actions as answers
from framdrift.conversations.answers import matters
from framdrift.conversations.answers.kinds import NoteKind
from framdrift.conversations.answers.models import Talk
from framdrift.conversations.answers.rules import Draft, Save
from framdrift.conversations.guides.bank import ensure_default_guides
from framdrift.conversations.invitations.actions import ask_by_hand, book_time, record_done, record_started
from framdrift.conversations.invitations.queries import questions_of, viewer_of_person
from framdrift.conversations.kinds import (
    ByHandReason,
    Channel,
    Holder,
    InvitationState,
    Level,
    ProgrammeState,
    TalkKind,
)
from framdrift.conversations.models import Invitation, Programme, ProgrammeRound
from framdrift.conversations.programmes.actions import confirm_point, draft_programme, launch_programme
from framdrift.conversations.programmes.checklist import POINTS
from framdrift.conversations.programmes.drafting import usual_facts
from framdrift.conversations.programmes.round_actions import open_round
from framdrift.foundation import calendar
from framdrift.organisations.access import SYSTEM, Viewer, viewer_of
from framdrift.organisations.models import Account, Company, Employment, ExitType, Role
from framdrift.science.calendars import local_date

_THEIRS, _SUMMARY, _SEEN = NoteKind.THEIR_WORDS, NoteKind.SUMMARY, NoteKind.OBSERVATION
_SAID: Final[tuple[tuple[tuple[str, str], ...], ...]] = (
    (
        (_THEIRS, "Att jag får bestämma hur jag lägger upp veckan. Det litar de på mig med."),
        (_SUMMARY, "Friheten i arbetet är det som håller kvar; gruppen kommer strax efter."),
    ),
    (
        (_THEIRS, "Lönen är väl okej, men jag vet inte vad jag ska göra för att komma vidare."),
        (_SUMMARY, "Saknar en väg framåt: ingen har sagt vad nästa steg skulle vara."),
        (_SEEN, "Blev ivrig när hon talade om att lära upp de nya."),
    ),
    ((_THEIRS, "Om det blir ännu en omorganisation utan att någon frågar oss, då börjar jag titta mig om."),),
)
_SERIOUS: Final = (
    "En kollega i gruppen kommenterar andras utseende på ett sätt som flera mår dåligt av. Det har pågått sedan i "
    "somras, och två har bytt skift för att slippa."
)
_SAID_LEAVING: Final[tuple[tuple[tuple[str, str], ...], ...]] = (
    ((_THEIRS, "När vi fick nytt schema för tredje gången, och ingen frågade hur det skulle gå ihop hemma."),),
    ((_THEIRS, "Jag sa till i mars. Hade någon prövat ett fast schema då hade jag nog varit kvar."),),
    ((_SUMMARY, "Arbetskamraterna och kunderna är det som kommer att saknas."),),
)
_NAMES: Final = {
    TalkKind.STAY: ("Första stannasamtalet med HR", "First stay talk with HR"),
    TalkKind.EXIT: ("Avslutningssamtal med HR", "Exit interviews with HR"),
}
_HR_HELD, _UNDER_WAY, _LATELY = 3, 20, timedelta(days=90)


def stage_rooms(*, now: datetime) -> int:
    """Talks in every state of the room, where the demonstration has programmes; how many."""
    running = Programme.objects.filter(kind=TalkKind.STAY, state=ProgrammeState.LAUNCHED).order_by("-pk").first()
    if running is None:
        return 0
    rows = Invitation.objects.filter(programme=running, interviewer__isnull=False).select_related(
        "interviewer", "employment", "programme", "round"
    )
    done = list(rows.filter(state=InvitationState.DONE, talk=None).order_by("-ended_at", "pk")[:3])
    talks = [_hold(row, at=(row.ended_at or now) - timedelta(minutes=50)) for row in done]
    for talk in talks:
        answers.hand_over_for_approval(talk=talk, by=_holder(talk.invitation), at=_after(talk, minutes=50))
    for talk in talks[1:]:
        answers.approve(talk=talk, by=viewer_of_person(talk.invitation.employment), at=_after(talk, minutes=300))
    for talk in talks[2:]:
        _pass_on(talk, at=_after(talk, minutes=55))
    under_way = rows.filter(state=InvitationState.BOOKED).order_by("-booked_at", "pk").first()
    if under_way is not None:
        began = now - timedelta(minutes=_UNDER_WAY)
        Invitation.objects.filter(pk=under_way.pk).update(booked_at=began)
        talks.append(_hold(under_way, at=began))
        record_started(invitation=under_way, by=_holder(under_way), at=began)
    return len(talks) + _let_hr_hold(running.company, now=now)


def _hold(row: Invitation, *, at: datetime, said: tuple[tuple[tuple[str, str], ...], ...] = _SAID) -> Talk:
    """The talk is begun, and notes are written to its first questions."""
    by = _holder(row)
    talk = answers.start_talk(invitation=row, by=by, at=at)
    asked = questions_of(row, language=row.employment.language).questions
    notes = [
        Draft(uuid.uuid4(), question.code, kind, text, place)
        for question, spoken in zip(asked, said, strict=False)
        for place, (kind, text) in enumerate(spoken, start=1)
    ]
    answers.save_notes(talk=talk, notes=notes, save=Save(0), by=by, at=at)
    return talk


def _pass_on(talk: Talk, *, at: datetime) -> None:
    by = _holder(talk.invitation)
    matter = matters.mark_serious(talk=talk, note_keys=[], words=_SERIOUS, by=by, at=at)
    matters.note_person_told(matter=matter, by=by, at=at)
    for receiver in [one for one in matters.receivers(matter) if one.company_id is not None][:1]:
        matters.pass_on(matter=matter, to=receiver, by=by, at=at)


def _let_hr_hold(company: Company, *, now: datetime) -> int:
    """Talks at level B that HR holds: of the first stay talks one to hold, one handed over, one approved; and one with
    somebody who leaves, of which HR has what it says about the way out left to note."""
    hr = company.seats.filter(roles__kind=Role.Kind.CLIENT_HR, is_active=True).order_by("pk").first()
    if hr is None:
        return 0
    began = now - timedelta(days=12)
    found = _programme(TalkKind.STAY, company, hr, at=began)
    free = Employment.objects.filter(company=company, ended_on=None, account=None, invitations=None).exclude(email="")
    rows = [_ask(found, person, hr, at=began) for person in free.order_by("started_on", "pk")[:_HR_HELD]]
    for row in rows[:1]:
        when = calendar.working_days().add(local_date(now, calendar.agency_zone()), 2)
        start_at = datetime.combine(when, now.timetz().replace(hour=9, minute=0, second=0, microsecond=0))
        book_time(invitation=row, start_at=start_at, place="Rum Eken", by=viewer_of(hr), at=now)
    for row in rows[1:]:
        talk = _hold(row, at=now - timedelta(days=3))
        answers.hand_over_for_approval(talk=talk, by=_holder(row), at=_after(talk, minutes=40))
        record_done(invitation=row, by=_holder(row), at=_after(talk, minutes=40))
    for row in rows[2:]:
        talk = Talk.objects.get(invitation=row)
        answers.approve(talk=talk, by=viewer_of_person(row.employment), at=_after(talk, minutes=600))
    return len(rows) + _let_hr_hear_a_leaver(company, hr, began=began, now=now)


def _let_hr_hear_a_leaver(company: Company, hr: Account, *, began: datetime, now: datetime) -> int:
    lately = local_date(now, calendar.agency_zone()) - _LATELY
    leaves = Employment.objects.filter(company=company, account=None, exit_type=ExitType.OWN_RESIGNATION)
    leaves = leaves.filter(ended_on__gte=lately).exclude(invitations__programme__kind=TalkKind.EXIT)
    person = leaves.exclude(email="").order_by("-ended_on", "pk").first()
    if person is None:
        return 0
    row = _ask(_programme(TalkKind.EXIT, company, hr, at=began), person, hr, at=began)
    talk = _hold(row, at=now - timedelta(days=2), said=_SAID_LEAVING)
    answers.hand_over_for_approval(talk=talk, by=_holder(row), at=_after(talk, minutes=45))
    record_done(invitation=row, by=_holder(row), at=_after(talk, minutes=45))
    return 1


def _programme(kind: TalkKind, company: Company, hr: Account, *, at: datetime) -> ProgrammeRound:
    guide = next(one for one in ensure_default_guides(at=at) if one.kind == kind)
    on = local_date(at, calendar.agency_zone())
    facts = replace(
        usual_facts(kind, company, guide.versions.latest("number"), starts_on=on),
        name_sv=f"{_NAMES[kind][0]}, {company.name}",
        name_en=f"{_NAMES[kind][1]}, {company.name}",
        every_months=None,
        min_tenure_days=0,
        holder=Holder.HR,
        level=Level.HR,
        channel=Channel.MEETING,
        interviewers=(hr,),
        contact_name=hr.name,
        contact_email=hr.email,
    )
    by = _listener()
    row = draft_programme(company=company, kind=kind, facts=facts, by=by, at=at)
    for point in POINTS:
        confirm_point(programme=row, code=point.code, by=by, at=at)
    launched = launch_programme(programme=row, by=by, at=at)
    return open_round(programme=launched, opens_on=on, by=SYSTEM, at=at)


def _ask(programme_round: ProgrammeRound, person: Employment, hr: Account, *, at: datetime) -> Invitation:
    row = ask_by_hand(
        programme_round=programme_round,
        employment=person,
        reason=ByHandReason.OWN_WISH,
        interviewer=hr,
        on=local_date(at, calendar.agency_zone()),
        by=_listener(),
        at=at,
    )
    Invitation.objects.filter(pk=row.pk).update(state=InvitationState.INVITED, invited_at=at)
    return Invitation.objects.select_related("programme", "round", "employment", "interviewer").get(pk=row.pk)


def _listener() -> Viewer:
    return viewer_of(Account.objects.filter(company=None, roles__kind=Role.Kind.INTERVIEWER).order_by("pk")[0])


def _holder(row: Invitation) -> Viewer:
    assert row.interviewer is not None
    return viewer_of(row.interviewer)


def _after(talk: Talk, *, minutes: int) -> datetime:
    return talk.started_at + timedelta(minutes=minutes)
