"""A round of stay interviews that closed last autumn: what was said is sealed, and half of it is coded."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from framdrift.conversations.answers import actions as answers
from framdrift.conversations.answers.rules import Draft, Save
from framdrift.conversations.guides.bank import ensure_default_guides
from framdrift.conversations.invitations.queries import viewer_of_person
from framdrift.conversations.kinds import InvitationState, ProgrammeState, TalkKind
from framdrift.conversations.models import Invitation, Programme, ProgrammeRound
from framdrift.conversations.programmes.actions import draft_programme
from framdrift.conversations.programmes.drafting import usual_facts
from framdrift.foundation import calendar
from framdrift.insights.coding import actions
from framdrift.insights.coding.cutting import take_in
from framdrift.insights.coding.suggesting import suggest_themes
from framdrift.insights.kinds import Part
from framdrift.insights.models import Passage
from framdrift.integrations.demo_agency.said import TOLD, Told
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.organisations.models import Account, Company, Employment, Placement, Role
from framdrift.science.calendars import local_date

_OPENED_DAYS, _CLOSED_DAYS = 190, 148


def stage_coding(*, now: datetime) -> int:
    """The closed round at the company with most employees, told and half coded; how many passages. 0 without any."""
    interviewers = list(Account.objects.filter(company=None, roles__kind=Role.Kind.INTERVIEWER).order_by("pk"))
    company = Company.objects.filter(employments__ended_on=None, programmes__kind=TalkKind.EXIT).order_by("pk").last()
    if company is None or not interviewers:
        return 0
    began = now - timedelta(days=_OPENED_DAYS)
    people = list(Employment.objects.filter(company=company, ended_on=None, started_on__lt=began.date()).order_by("pk"))
    programme_round = _round(company, interviewers, at=began)
    for number, (told, person) in enumerate(zip(TOLD, people, strict=False)):
        held_at = began + timedelta(days=9 + 2 * number // len(interviewers))
        _talk(programme_round, person, told, interviewers[number % len(interviewers)], at=held_at)
    closed = now - timedelta(days=_CLOSED_DAYS)
    ProgrammeRound.objects.filter(pk=programme_round.pk).update(closed_at=closed)
    Programme.objects.filter(pk=programme_round.programme_id).update(state=ProgrammeState.CLOSED, closed_at=closed)
    by = viewer_of(interviewers[0])
    passages = take_in(programme_round=programme_round, by=by, at=closed)
    _code(programme_round, people, by=by, at=closed)
    suggest_themes.enqueue(programme_round.pk, interviewers[0].pk, now.isoformat())
    return passages


def _round(company: Company, interviewers: Sequence[Account], *, at: datetime) -> ProgrammeRound:
    """Of a programme that ran once, before the one that runs now."""
    guide = next(one for one in ensure_default_guides(at=at) if one.kind == TalkKind.STAY)
    opens = local_date(at, calendar.agency_zone())
    usual = usual_facts(TalkKind.STAY, company, guide.versions.latest("number"), starts_on=opens)
    facts = replace(
        usual,
        name_sv="Stannasamtal i våras",
        name_en="Stay interviews last spring",
        interviewers=tuple(interviewers),
        contact_name="HR",
        contact_phone="010-555 01 00",
    )
    programme = draft_programme(company=company, kind=TalkKind.STAY, facts=facts, by=viewer_of(interviewers[0]), at=at)
    Programme.objects.filter(pk=programme.pk).update(state=ProgrammeState.LAUNCHED, launched_at=at)
    closes = opens + timedelta(days=_OPENED_DAYS - _CLOSED_DAYS)
    return ProgrammeRound.objects.create(
        programme=programme, company=company, number=1, opens_on=opens, closes_on=closes
    )


def _talk(
    programme_round: ProgrammeRound, person: Employment, told: Told, interviewer: Account, *, at: datetime
) -> None:
    """Held, read by the person, approved."""
    place = Placement.objects.filter(employment=person, until=None).first()
    invitation = Invitation.objects.create(
        programme=programme_round.programme,
        round=programme_round,
        company_id=person.company_id,
        employment=person,
        unit=place.unit if place else None,
        interviewer=interviewer,
        reason="everybody",
        ask_on=programme_round.opens_on,
        due_on=programme_round.closes_on,
        state=InvitationState.DONE,
        invited_at=at - timedelta(days=10),
        booked_at=at,
        started_at=at,
        ended_at=at,
    )
    by = viewer_of(interviewer)
    talk = answers.start_talk(invitation=invitation, by=by, at=at)
    notes = [
        Draft(uuid.uuid5(uuid.NAMESPACE_OID, f"{invitation.pk}/{code}"), code, "their_words", words, position)
        for position, (code, words) in enumerate(told.words.items())
    ]
    answers.save_notes(talk=talk, notes=notes, save=Save(0), by=by, at=at)
    answers.hand_over_for_approval(talk=talk, by=by, at=at)
    answers.approve(talk=talk, by=viewer_of_person(person), at=at)


def _code(programme_round: ProgrammeRound, people: Sequence[Employment], *, by: Viewer, at: datetime) -> None:
    """What the first coder found."""
    passages = Passage.objects.filter(round=programme_round).order_by("pk")
    for told, person in zip(TOLD, people, strict=False):
        for question, codes in told.codes.items():
            own = list(passages.filter(invitation__employment=person, question=question))
            for number, theme, direction, weight in codes:
                code = actions.give_code(passage=own[number], theme=theme, part=Part.FIRST, by=by, at=at)
                particulars = actions.Particulars(direction=direction, weight=weight)
                actions.describe_code(code=code, particulars=particulars, by=by, at=at)
    actions.draw_sample(programme_round=programme_round, by=by, at=at)
