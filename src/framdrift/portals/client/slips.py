"""The letter to the client when the plan's end has moved so far that it should be heard from us, and its reaction.

Letters go to whoever decides and whoever is kept informed, bundled with what else waits for them. How far is far enough
stands in `planning.slips`; what was last told is read from the log, so that a slip of a day each morning is told once.
A letter that has not gone yet when the end moves again is taken back, and one letter tells of both.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from framdrift.foundation import calendar, events
from framdrift.foundation.correspondence import compose
from framdrift.foundation.dispatch import Recorded, recorded
from framdrift.foundation.jobs import job
from framdrift.foundation.letter_decisions import cancel
from framdrift.foundation.letter_kinds import Audience, LetterKind, Manner, Wording
from framdrift.foundation.letter_words import day_words
from framdrift.foundation.models import Event, Letter
from framdrift.momentum.readers import account_reader, seat_address, thread_with
from framdrift.organisations.access import SYSTEM
from framdrift.organisations.models import Account
from framdrift.planning.heard import heard_of, hearers, tellings
from framdrift.planning.sentences import because
from framdrift.planning.slips import Slip, is_worth_a_letter, letter_key, slip_of
from framdrift.recruiting.events import PlanRecalculated
from framdrift.recruiting.events.plans import SlipTold, SlipUntold
from framdrift.recruiting.kinds import AssignmentStatus
from framdrift.recruiting.models import Assignment, PlanStep
from framdrift.recruiting.rules import days_of
from framdrift.science.calendars import local_date

SLIP = LetterKind(
    code="client_slip",
    audience=Audience.CLIENT,
    title=_("The plan has moved"),
    placeholders={
        "assignment": _("the assignment's title"),
        "before": _("the end that was told last"),
        "after": _("the end as the plan stands now"),
        "why": _("what moved it"),
        "promised": _("whether the promised date still holds, as a sentence"),
    },
    required=frozenset({"assignment", "after"}),
    shipped={
        "sv": Wording(
            "Planen har flyttats: {assignment}",
            "Planen för {assignment} slutar nu {after} i stället för {before}, eftersom {why}.\n\n"
            "{promised}\n\n{button}",
        ),
        "en": Wording(
            "The plan has moved: {assignment}",
            "The plan for {assignment} now ends {after} instead of {before}, because {why}.\n\n{promised}\n\n{button}",
        ),
    },
    manner=Manner.BUNDLED,
    subject_names=frozenset({"assignment"}),
)

KINDS = (SLIP,)


def tell_of_slip(event: Recorded) -> None:
    """The plan was recalculated: the client is written to where its end has moved far enough since it last heard."""
    _tell(event, at=event.at)


@job()
def tell_of_standing_slips(at: str) -> None:
    """Every morning: what moved on a day when the client had heard once already, where it still stands."""
    instant = datetime.fromisoformat(at)
    running = {
        f"assignment:{key}"
        for key in Assignment.objects.filter(status=AssignmentStatus.OPEN).values_list("pk", flat=True)
    }
    newest = Event.objects.filter(code=PlanRecalculated.code).values("subject").annotate(last=Max("seq"))
    for event in Event.objects.filter(seq__in=[row["last"] for row in newest if row["subject"] in running]):
        _tell(recorded(event), at=instant)


@transaction.atomic
def _tell(event: Recorded, *, at: datetime) -> None:
    rows = Assignment.objects.select_for_update(of=("self",)).select_related("owner")
    assignment = rows.filter(pk=event.data["assignment_id"], status=AssignmentStatus.OPEN).first()
    slip = slip_of(event.data, at=event.at)
    if assignment is None or slip.expected_to_on != assignment.expected_on:
        return  # it has moved again since: the next event tells of it
    heard = tellings(assignment).first()
    unsent = _unsent(assignment, heard)
    told_on = last_told(assignment, before=heard if unsent else None)
    if told_on is None or _has_heard(heard, slip, is_unsent=bool(unsent), at=at):
        return
    days = days_of(assignment, calendar.working_days())
    is_worth_it = is_worth_a_letter(
        told_on=told_on, expected_on=slip.expected_to_on, promised_on=assignment.promised_on, days=days
    )
    for letter in unsent:
        cancel(letter.pk, by=SYSTEM.pseudonym, at=at)
    ids = {"assignment_id": assignment.pk, "company_id": assignment.company_id}
    if is_worth_it and _write_to_all(assignment, slip, told_on, event, at=at):
        moved = days.between(told_on, slip.expected_to_on)
        events.record(SlipTold(expected_on=slip.expected_to_on, work_days=moved, **ids), actor=SYSTEM.pseudonym, at=at)
    elif unsent:
        events.record(SlipUntold(expected_on=told_on, **ids), actor=SYSTEM.pseudonym, at=at)


def _unsent(assignment: Assignment, heard: Event | None) -> list[Letter]:
    """The letters of the last telling, where not one of them has gone."""
    if heard is None or heard.code != SlipTold.code:
        return []
    about = Letter.objects.filter(kind=SLIP.code, subject_key=f"assignment:{assignment.pk}", written_at=heard.at)
    letters = list(about.select_for_update().order_by("pk"))
    return letters if all(letter.state == Letter.State.WAITING for letter in letters) else []


def _has_heard(heard: Event | None, slip: Slip, *, is_unsent: bool, at: datetime) -> bool:
    """Whether nothing is to be told now: what waits to go says it already; or a letter has gone today, and one a day is
    enough: what moves again is told the next morning, if it still stands."""
    if heard is None or heard.code != SlipTold.code:
        return False
    if is_unsent:
        return bool(heard.data["expected_on"] == slip.expected_to_on.isoformat())
    zone = calendar.agency_zone()
    return local_date(heard.at, zone) == local_date(at, zone)


def last_told(assignment: Assignment, *, before: Event | None = None) -> date | None:
    """The end that the client heard last: in a letter, when it said yes to the plan, or at kick-off. `before`: what it
    had heard before a telling."""
    found = heard_of(assignment, before=before)
    return found[-1].end_on if found else None


def _write_to_all(assignment: Assignment, slip: Slip, told_on: date, event: Recorded, *, at: datetime) -> bool:
    """Write to whoever decides and whoever is kept informed; whether there is anybody."""
    people = [contact.account for contact in hearers(assignment).select_related("account").order_by("pk")]
    for account in people:
        _write(account, assignment, slip, told_on, event, at=at)
    return bool(people)


def _write(
    account: Account, assignment: Assignment, slip: Slip, told_on: date, event: Recorded, *, at: datetime
) -> None:
    language = account.language
    with translation.override(language):
        names = {row.pk: row.name_in(language) for row in PlanStep.objects.filter(assignment=assignment)}
        values = {
            "assignment": assignment.title,
            "before": day_words(told_on, language),
            "after": day_words(slip.expected_to_on, language),
            "why": because(slip, names),
            "promised": _promised(assignment, slip, language),
        }
        label = str(_("See the plan"))
    compose(
        kind=SLIP,
        key=letter_key(event.seq, account.pk),
        to=account_reader(account),
        values=values,
        action=(label, seat_address(account, at=at, page=reverse("client-assignment", args=[assignment.pk]))),
        company_id=assignment.company_id,
        subject_key=f"assignment:{assignment.pk}",
        thread=thread_with(account, assignment),
        sender=assignment.owner.name,
        reply_to=assignment.owner.email,
        at=at,
    )


def _promised(assignment: Assignment, slip: Slip, language: str) -> str:
    """Whether what was promised still holds, in the active language; nothing where nothing was promised."""
    if assignment.promised_on is None:
        return ""
    day = day_words(assignment.promised_on, language)
    if slip.expected_to_on <= assignment.promised_on:
        return str(_("The date we promised, %(day)s, still holds.")) % {"day": day}
    return str(_("That is after the date we promised, %(day)s. We will be in touch about it.")) % {"day": day}
