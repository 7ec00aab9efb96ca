"""An earlier round of stay interviews, closed, and what was promised after it: done, moved, late, dropped, waiting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from framdrift.conversations.commitments import actions
from framdrift.conversations.guides.bank import ensure_default_guides
from framdrift.conversations.invitations.actions import record_done
from framdrift.conversations.kinds import InvitationState, ReportKind, TalkKind
from framdrift.conversations.models import Commitment, Invitation, Programme
from framdrift.conversations.programmes.actions import close_programme, confirm_point, draft_programme, launch_programme
from framdrift.conversations.programmes.checklist import POINTS
from framdrift.conversations.programmes.drafting import usual_facts
from framdrift.conversations.programmes.round_actions import close_round, open_round
from framdrift.foundation import calendar
from framdrift.organisations.access import SYSTEM, Viewer, viewer_of
from framdrift.organisations.models import Account, Company, Role
from framdrift.science.calendars import local_date

_MANAGER, _HR = Role.Kind.CLIENT_MANAGER, Role.Kind.CLIENT_HR
_BEGAN_DAYS, _CLOSED_DAYS = 210, 168
_TALKED = 16
"""So many of those asked talked in that round."""


@dataclass(frozen=True)
class _Promise:
    """What was promised: words, theme, which seat owns it, days from today until it is due, and what
    came of it in words; `moved` says by how many days its day was moved first."""

    words: str
    theme: str
    owner: Role.Kind
    due_days: int
    kind: ReportKind | None = None
    report: str = ""
    moved: int = 0


_PROMISED: Final = (
    _Promise("Veckans schema är klart och delat senast på torsdagen", "T02", _MANAGER, -95, ReportKind.DONE,
             "Schemat har kommit i tid sedan i juni; produktionsplaneringen läggs en dag tidigare."),
    _Promise("Alla medarbetare får en egen plan för vad de vill lära sig härnäst", "T04", _HR, -64, ReportKind.DONE,
             "Planerna är klara för alla. Kurserna för hösten är bokade.", moved=30),
    _Promise("Lönesättningen förklaras skriftligt: vad som väger in och vem som bestämmer", "T11", _HR, -55),
    _Promise("Två arbetsplatser i det tysta rummet iordningställs", "T15", _MANAGER, -34, ReportKind.DROPPED,
             "Lokalen sägs upp till sommaren. Tysta platser är med i kraven på den nya."),
    _Promise("Ett forum per månad där teamen säger vad som hindrar dem och får svar", "T03", _MANAGER, 40),
)  # fmt: skip
_WAITS: Final = _Promise("Nya i teamet har en namngiven fadder de första tre månaderna", "T08", _MANAGER, 70)


def stage_promises(company: Company, interviewers: Sequence[Account], *, now: datetime) -> int:
    """The earlier round at this company and its commitments; how many. None where nobody there can own one."""
    if _seat(company, _MANAGER) is None or _seat(company, _HR) is None:
        return 0
    began, closed = now - timedelta(days=_BEGAN_DAYS), now - timedelta(days=_CLOSED_DAYS)
    talks = _hold_round(_programme(company, interviewers, at=began), at=began, closed=closed)
    return promise_after(company, talks, closed=closed, now=now)


def promise_after(company: Company, talks: Sequence[Invitation], *, closed: datetime, now: datetime) -> int:
    """What was promised after these talks of a round that has closed; how many commitments the company has then."""
    manager, hr = _seat(company, _MANAGER), _seat(company, _HR)
    if manager is None or hr is None:
        return 0
    if len(talks) < len(_PROMISED) + 1:
        return 0
    for promise, talk in zip((*_PROMISED, _WAITS), talks, strict=False):
        owner = manager if promise.owner == _MANAGER else hr
        _promise(promise, talk, owner, told=closed + timedelta(days=1), now=now)
    return Commitment.objects.filter(company=company).count()


def _programme(company: Company, interviewers: Sequence[Account], *, at: datetime) -> Programme:
    guide = next(one for one in ensure_default_guides(at=at) if one.kind == TalkKind.STAY)
    on, by = local_date(at, calendar.agency_zone()), viewer_of(interviewers[0])
    usual = usual_facts(TalkKind.STAY, company, guide.versions.latest("number"), starts_on=on)
    facts = replace(
        usual,
        name_sv=f"Vårens stannasamtal, {company.name}",
        name_en=f"Spring stay interviews, {company.name}",
        interviewers=tuple(interviewers),
        contact_name="HR",
        contact_phone="010-555 01 00",
    )
    row = draft_programme(company=company, kind=TalkKind.STAY, facts=facts, by=by, at=at)
    for point in POINTS:
        confirm_point(programme=row, code=point.code, by=by, at=at)
    return launch_programme(programme=row, by=by, at=at)


def _hold_round(programme: Programme, *, at: datetime, closed: datetime) -> list[Invitation]:
    """The programme's only round: those who talked in it."""
    found = open_round(programme=programme, opens_on=local_date(at, calendar.agency_zone()), by=SYSTEM, at=at)
    found.invitations.update(state=InvitationState.INVITED, invited_at=at)
    talks = list(found.invitations.select_related("interviewer", "employment").order_by("ask_on", "pk")[:_TALKED])
    for number, talk in enumerate(talks):
        record_done(invitation=talk, by=_holder(talk), at=at + timedelta(days=3 + number))
    close_round(programme_round=found, by=SYSTEM, at=closed)
    close_programme(programme=programme, by=SYSTEM, at=closed)
    return talks


def _promise(promise: _Promise, talk: Invitation, owner: Account, *, told: datetime, now: datetime) -> None:
    due_on = local_date(now, calendar.agency_zone()) + timedelta(days=promise.due_days - promise.moved)
    by = _holder(talk)
    agreement = actions.Agreement(promise.words, owner, due_on, promise.theme)
    row = actions.agree(invitation=talk, agreement=agreement, by=by, at=told - timedelta(days=30))
    if promise is _WAITS:
        return
    actions.make_general(commitment=row, by=by, at=told - timedelta(days=29))
    actions.tell_company(commitment=row, by=SYSTEM, at=told)
    _report(promise, row, viewer_of(owner), now=now)


def _report(promise: _Promise, row: Commitment, by: Viewer, *, now: datetime) -> None:
    if promise.moved:
        later = row.due_on + timedelta(days=promise.moved)
        at = _on(row.due_on - timedelta(days=2), now)
        actions.report(
            commitment=row, state=ReportKind.MOVED, words="Semestrarna kom emellan.", due_on=later, by=by, at=at
        )
        row.refresh_from_db()
    if promise.kind is not None:
        at = min(_on(row.due_on - timedelta(days=1), now), now - timedelta(days=1))
        actions.report(commitment=row, state=promise.kind, words=promise.report, by=by, at=at)


def _on(day: date, now: datetime) -> datetime:
    """The same time of day as now, on another day."""
    return now + (day - local_date(now, calendar.agency_zone()))


def _holder(talk: Invitation) -> Viewer:
    assert talk.interviewer is not None
    return viewer_of(talk.interviewer)


def _seat(company: Company, kind: str) -> Account | None:
    return company.seats.filter(roles__kind=kind, is_active=True).order_by("pk").first()
