"""Letters to the owners of commitments: a new one, its day is near, its day has passed. Fewer and fewer, then none.

No letter says which talk a commitment came from, and none is about a person. What was reported needs no letter: one
that has not gone is stopped.
"""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from framdrift.conversations.commitments.rules import reminder_on
from framdrift.conversations.kinds import CommitmentState
from framdrift.conversations.models import Commitment
from framdrift.foundation import calendar
from framdrift.foundation.correspondence import compose
from framdrift.foundation.dispatch import Recorded
from framdrift.foundation.jobs import job
from framdrift.foundation.letter_decisions import cancel
from framdrift.foundation.letter_kinds import Audience, LetterKind, Manner, Wording
from framdrift.foundation.letter_words import day_words
from framdrift.foundation.models import Letter
from framdrift.momentum.readers import account_reader, seat_address
from framdrift.organisations.access import SYSTEM
from framdrift.organisations.models import Account
from framdrift.science.calendars import local_date

_PLACEHOLDERS = {
    "words": _("what is to be done"),
    "company": _("the company's name"),
    "until": _("the day by which it is to be done"),
}
_REQUIRED = frozenset({"words", "until"})

NEW = LetterKind(
    code="commitment_new",
    audience=Audience.CLIENT,
    title=_("A commitment is yours"),
    placeholders=_PLACEHOLDERS,
    required=_REQUIRED,
    shipped={
        "sv": Wording(
            "Ett åtagande är ditt",
            "Efter samtalen på {company} står det här på dig, till {until}:\n\n{words}\n\n{button}\n\n"
            "När det är gjort, eller om det behöver en annan dag, säger du det på sidan. Det tar en minut, och det "
            "berättas för dem som tog upp det.",
        ),
        "en": Wording(
            "A commitment is yours",
            "After the talks at {company} this is yours to do, by {until}:\n\n{words}\n\n{button}\n\n"
            "When it is done, or needs another day, say so on the page. It takes a minute, and those who raised it "
            "are told.",
        ),
    },
    manner=Manner.BUNDLED,
)

DUE_SOON = LetterKind(
    code="commitment_due_soon",
    audience=Audience.CLIENT,
    title=_("A commitment is due soon"),
    placeholders=_PLACEHOLDERS,
    required=_REQUIRED,
    shipped={
        "sv": Wording(
            "Ett åtagande ska snart vara gjort",
            "Till {until} har du tagit på dig det här:\n\n{words}\n\nHur går det?\n\n{button}\n\n"
            "Gjort, ny dag, eller blir det inte av? Alla svar är bättre än inget.",
        ),
        "en": Wording(
            "A commitment is due soon",
            "By {until} you have undertaken this:\n\n{words}\n\nHow is it going?\n\n{button}\n\n"
            "Done, a new day, or will it not be done? Any answer is better than none.",
        ),
    },
    manner=Manner.BUNDLED,
)

OVERDUE = LetterKind(
    code="commitment_overdue",
    audience=Audience.CLIENT,
    title=_("The day of a commitment has passed"),
    placeholders=_PLACEHOLDERS,
    required=_REQUIRED,
    shipped={
        "sv": Wording(
            "Ett åtagande väntar på besked",
            "Det här skulle vara gjort till {until}:\n\n{words}\n\n{button}\n\n"
            "Är det gjort räcker ett tryck. Behöver det en annan dag väljer du en. Blir det inte av skriver du varför: "
            "det är också ett svar till dem som tog upp det.",
        ),
        "en": Wording(
            "A commitment waits for an answer",
            "This was to be done by {until}:\n\n{words}\n\n{button}\n\n"
            "If it is done, one press is enough. If it needs another day, choose one. If it will not be done, write "
            "why: that is an answer too, to those who raised it.",
        ),
    },
    manner=Manner.BUNDLED,
)

KINDS = (NEW, DUE_SOON, OVERDUE)
_BUTTON = _("Say how it is")


def tell_owner(event: Recorded) -> None:
    """The company can read it from now on, or it was passed to somebody else: its owner hears of it."""
    row = _rows().filter(pk=event.data["commitment_id"], state=CommitmentState.OPEN).first()
    if row is not None and row.owner.pseudonym != event.actor:
        _write(row, NEW, key=f"commitment-new:{row.pk}:{row.owner_id}", at=event.at)


def stop_reminding(event: Recorded) -> None:
    """What was reported, or is another's now, needs no reminder that has not gone."""
    row = Commitment.objects.filter(pk=event.data["commitment_id"]).select_related("owner").first()
    waiting = Letter.objects.filter(
        subject_key=f"commitment:{event.data['commitment_id']}", state__in=(Letter.State.HELD, Letter.State.WAITING)
    )
    if row is not None and row.state == CommitmentState.OPEN and event.data.get("kind") is None:
        waiting = waiting.exclude(to_email=row.owner.email)
    for pk in waiting.values_list("pk", flat=True):
        cancel(pk, by=SYSTEM.pseudonym, at=event.at)


@job()
def remind_owners(at: str) -> None:
    """Every morning: who has a commitment that is due soon, or whose day has passed without a word."""
    instant = datetime.fromisoformat(at)
    on = local_date(instant, calendar.agency_zone())
    days = calendar.working_days()
    for row in _rows().filter(state=CommitmentState.OPEN, told_on__lt=on, due_on__gt=F("told_on")):
        number = reminder_on(row.due_on, on=on, add=days.add)
        if number is not None:
            kind = OVERDUE if number else DUE_SOON
            _write(row, kind, key=f"commitment:{row.pk}:{row.due_on}:{number}:{row.owner_id}", at=instant)


def _rows() -> QuerySet[Commitment]:
    return Commitment.objects.filter(told_on__isnull=False).select_related("company", "owner")


def _write(row: Commitment, kind: LetterKind, *, key: str, at: datetime) -> None:
    owner = row.owner
    if not owner.is_active or Letter.objects.filter(key=key).exists():
        return
    with translation.override(owner.language):
        label = str(_BUTTON)
    compose(
        kind=kind,
        key=key,
        to=account_reader(owner),
        values={"words": row.words, "company": row.company.name, "until": _day(row.due_on, owner)},
        action=(label, _address(row, owner, at=at)),
        company_id=row.company_id,
        subject_key=f"commitment:{row.pk}",
        at=at,
    )


def _day(day: date, owner: Account) -> str:
    return day_words(day, owner.language)


def _address(row: Commitment, owner: Account, *, at: datetime) -> str:
    """A seat's own entrance; the desk for one of the agency's."""
    if owner.company_id is not None:
        return seat_address(owner, at=at, page=reverse("client-commitment", args=[row.key]))
    return settings.FRAMDRIFT_ADDRESS + reverse("commitment", args=[row.pk])
