"""People who leave the second company: what the manager and HR thought, one exit talk noted, one yes to an echo."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from framdrift.conversations.answers import actions as answers
from framdrift.conversations.answers.rules import Draft, Save
from framdrift.conversations.exit_kinds import Avoidable, Path, Regretted, Shock
from framdrift.conversations.exits.actions import View, ask_about, give_view
from framdrift.conversations.exits.echoing import say_yes_to_echo
from framdrift.conversations.exits.readings import Reading, note_reading
from framdrift.conversations.exits.rules import ASK_AFTER
from framdrift.conversations.invitations.actions import record_done, record_started
from framdrift.conversations.kinds import InvitationState
from framdrift.conversations.models import Invitation, Leaver, Programme
from framdrift.conversations.training.actions import note_own_share, note_probe
from framdrift.foundation import calendar
from framdrift.organisations.access import SYSTEM, viewer_of
from framdrift.organisations.models import Account, Employment, ExitType, Placement, Role
from framdrift.science.calendars import local_date

_OF_THE_MANAGER: Final = 4
"""So many of those who leave worked directly under the manager with a seat."""
_INVITED: Final = 2
_MANAGER_THINKS: Final = View(
    regretted=Regretted.YES,
    avoidable=Avoidable.PERHAPS,
    believed="T11",
    words="Fick ett bud vi inte kunde möta. Vi borde ha talat om lönen i våras.",
)
_HR_THINKS: Final = View(
    regretted=Regretted.YES,
    avoidable=Avoidable.YES,
    believed="T05",
    words="Sökte gruppledartjänsten i februari och fick aldrig någon riktig återkoppling.",
)
_SAID: Final = (
    ("E1", "their_words", "När gruppledartjänsten gick till någon utifrån. Jag fick veta det på ett avdelningsmöte."),
    ("E3", "their_words", "Att ingen kunde säga vad nästa steg var för mig. Lönen kom in först när jag fick budet."),
    ("E6", "summary", "Kollegorna och kunderna var det som höll kvar så länge."),
)


def stage_leavers(programme: Programme, *, now: datetime) -> int:
    """Those who leave are asked about: one with both answers, one with HR's alone, the rest waiting; how many."""
    company = programme.company
    manager = Employment.objects.filter(company=company, account__roles__kind=Role.Kind.CLIENT_MANAGER).first()
    hr = Account.objects.filter(company=company, roles__kind=Role.Kind.CLIENT_HR).order_by("pk").first()
    if manager is None or manager.account is None or hr is None:
        return 0
    found = _asked_about(programme, manager, now=now)
    theirs = [leaver for leaver in found if leaver.manager_id == manager.account_id]
    for leaver, views in zip(theirs, ((_MANAGER_THINKS, _HR_THINKS), (None, _HR_THINKS)), strict=False):
        for view, account, days in zip(views, (manager.account, hr), (3, 2), strict=True):
            if view is not None:
                give_view(leaver=leaver, view=view, by=viewer_of(account), at=now - timedelta(days=days))
    _hold_one_talk(programme, now=now)
    return len(found)


def _asked_about(programme: Programme, manager: Employment, *, now: datetime) -> Sequence[Leaver]:
    at = now - timedelta(days=4)
    since = local_date(at, calendar.agency_zone()) - ASK_AFTER
    people = Employment.objects.filter(company=programme.company, ended_on__gte=since).order_by("ended_on", "pk")
    chosen = people.filter(exit_type=ExitType.OWN_RESIGNATION).values_list("pk", flat=True)[:_OF_THE_MANAGER]
    Placement.objects.filter(employment__in=list(chosen), until=None).update(manager=manager)
    asked = [ask_about(employment=person, by=SYSTEM, at=at) for person in people]
    return [leaver for leaver in asked if leaver is not None]


def _hold_one_talk(programme: Programme, *, now: datetime) -> None:
    """Of at least two who were invited the first has talked, so that somebody is left to be asked."""
    waiting = Invitation.objects.filter(programme=programme, state=InvitationState.INVITED).order_by("due_on", "pk")
    rows = list(waiting.select_related("programme", "employment", "interviewer")[:2])
    if len(rows) < _INVITED or rows[0].interviewer is None:
        return
    row, at = rows[0], now - timedelta(days=1)
    by = viewer_of(rows[0].interviewer)
    talk = answers.start_talk(invitation=row, by=by, at=at)
    record_started(invitation=row, by=by, at=at)
    notes = [
        Draft(uuid.uuid5(uuid.NAMESPACE_OID, code), code, kind, words, position)
        for position, (code, kind, words) in enumerate(_SAID, start=1)
    ]
    answers.save_notes(talk=talk, notes=notes, save=Save(0), by=by, at=at)
    record_done(invitation=row, by=by, at=at)
    reading = Reading(shocks=(Shock.MISSED_PROMOTION, Shock.OFFER), path=Path.PULLED, theme="T05")
    note_reading(invitation=row, reading=reading, by=by, at=at)
    note_own_share(invitation=row, own_percent=20, by=by, at=at)
    note_probe(invitation=row, question="E3", probe=1, by=by, at=at)
    say_yes_to_echo(invitation=row, address="privat@people.example", by=by, at=at)
