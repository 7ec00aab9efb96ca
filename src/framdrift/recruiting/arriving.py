"""A hire becomes an employment at the client: the one place where what was promised meets what came of it.

The key that makes it arrive once leads back to the candidacy; erasing the candidate forgets it, and the employment
stays as the company's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from framdrift.foundation.calendar import agency_zone
from framdrift.foundation.dispatch import Recorded
from framdrift.organisations.access import SYSTEM
from framdrift.organisations.models import Employment
from framdrift.organisations.roster.actions import Arrival, arrive_from_recruiting, take_back_arrival
from framdrift.recruiting.kinds import CandidacyStatus, PromiseKind, Side
from framdrift.recruiting.models import Candidacy, ImportedKey, Promise
from framdrift.science.calendars import local_date


def arrival_key(candidacy_id: int) -> str:
    """What makes a hire arrive once."""
    return f"candidacy:{candidacy_id}"


def let_hire_arrive(event: Recorded) -> None:
    """Whoever was hired stands on the company's roster, with what they were told about the work.

    Not for history that another system told: whether those hires are still there is not known.
    """
    hired = Candidacy.objects.filter(pk=event.subject_id, status=CandidacyStatus.HIRED, candidate__erased_at=None)
    candidacy = hired.select_related("assignment", "candidate").first()
    if candidacy is None or ImportedKey.objects.filter(kind="candidacy", row_id=candidacy.pk).exists():
        return
    arrive(candidacy, at=event.at)


def arrive(candidacy: Candidacy, *, at: datetime) -> Employment:
    """The employment of somebody who was hired; the same candidacy again gives the one that is there."""
    return arrive_from_recruiting(company_id=candidacy.company_id, arrival=_arrival(candidacy), by=SYSTEM, at=at)


def take_back_hire(event: Recorded) -> None:
    """The hire did not come about: the employment is gone again, unless something has been done about it since."""
    if not Candidacy.objects.filter(pk=event.subject_id, status=CandidacyStatus.HIRED).exists():
        take_back_arrival(key=arrival_key(event.subject_id), by=SYSTEM, at=event.at)


def _arrival(candidacy: Candidacy) -> Arrival:
    assignment, candidate = candidacy.assignment, candidacy.candidate
    assert candidacy.ended_at is not None
    hired_on = local_date(candidacy.ended_at, agency_zone())
    wanted = assignment.wanted_start_on
    with translation.override(candidate.language):
        promised = tuple(_promised(candidacy))
    return Arrival(
        key=arrival_key(candidacy.pk),
        name=candidate.name,
        email=candidate.email,
        phone=candidate.phone,
        language=candidate.language,
        title=assignment.title,
        started_on=assignment.started_on or (wanted if wanted and wanted > hired_on else hired_on),
        unit_id=assignment.unit_id,
        promised=promised,
    )


def _promised(candidacy: Candidacy) -> Iterator[str]:
    """What the person was told: the purpose of the work, where, the pay range, and what was promised in words."""
    assignment = candidacy.assignment
    if assignment.purpose:
        yield assignment.purpose
    if assignment.location:
        yield _("Place of work: %(place)s") % {"place": assignment.location}
    if assignment.pay_low and assignment.pay_high:
        pay = {"low": assignment.pay_low, "high": assignment.pay_high, "currency": assignment.pay_currency}
        yield _("Pay: %(low)d to %(high)d %(currency)s") % pay
    told = Promise.objects.filter(
        candidacy=candidacy, kind=PromiseKind.CUSTOM, to_side=Side.CANDIDATE, withdrawn_at=None
    ).exclude(text=None)
    yield from told.order_by("made_at").values_list("text__body", flat=True)
