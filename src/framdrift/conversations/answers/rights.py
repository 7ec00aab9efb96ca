"""A person's right to a copy and to erasure: one writes the request down, another approves it, and then it is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from framdrift.conversations import events
from framdrift.conversations.answers.erasure import own_words
from framdrift.conversations.answers.kinds import RightsKind
from framdrift.conversations.answers.models import RightsRequest
from framdrift.conversations.answers.refusals import RequestIsDone, SamePerson
from framdrift.conversations.models import EchoWish, LeaverView
from framdrift.foundation import erasures
from framdrift.foundation.events import record
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account, Employment
from framdrift.organisations.refusals import NotAllowed


@transaction.atomic
def ask_rights(*, employment: Employment, kind: RightsKind, by: Viewer, at: datetime) -> RightsRequest:
    """Write down that this person wants a copy, or wants to be forgotten. Leads and administrators. `NotAllowed`."""
    request = RightsRequest.objects.create(
        company_id=employment.company_id,
        employment=employment,
        kind=kind,
        asked_by_id=_officer(by),
        asked_at=at,
    )
    _announce(events.RightsAsked, request, by, at)
    return request


@transaction.atomic
def approve_copy(*, request: RightsRequest, by: Viewer, at: datetime) -> dict[str, Any]:
    """Everything that is kept about the person, approved by another than who asked.

    Raises `SamePerson`, `RequestIsDone`, `NotAllowed` or `sealing.SealRefused`.
    """
    request = _approved(request, RightsKind.EXPORT, by, at)
    if request.employment is None:
        raise RequestIsDone
    return {"person": _particulars(request.employment), "talks": own_words(request.employment)}


@transaction.atomic
def approve_erasure(*, request: RightsRequest, forgetters: Sequence[erasures.Forget], by: Viewer, at: datetime) -> None:
    """Forget the person by each of `forgetters`, approved by another than who asked; in restored backups too.

    Raises `SamePerson`, `RequestIsDone` or `NotAllowed`.
    """
    request = _approved(request, RightsKind.ERASE, by, at)
    if request.employment is None:
        raise RequestIsDone
    pseudonym = request.employment.pseudonym
    erasures.note(pseudonym, at=at)
    for forget in forgetters:
        forget(pseudonym, at)


def _approved(request: RightsRequest, kind: RightsKind, by: Viewer, at: datetime) -> RightsRequest:
    request = (
        RightsRequest.objects.select_for_update(of=("self",)).select_related("employment").get(pk=request.pk, kind=kind)
    )
    officer = _officer(by)
    if request.approved_by_id is not None:
        raise RequestIsDone
    if request.asked_by_id == officer:
        raise SamePerson
    request.approved_by, request.approved_at = Account.objects.get(pk=officer), at
    request.save(update_fields=["approved_by", "approved_at"])
    _announce(events.RightsCarriedOut, request, by, at)
    return request


def _officer(by: Viewer) -> int:
    if by.account_id is None or not (by.is_lead or by.is_admin):
        raise NotAllowed
    return by.account_id


def _particulars(employment: Employment) -> dict[str, Any]:
    return {
        "name": employment.name,
        "email": employment.email,
        "private_email": employment.private_email,
        "phone": employment.phone,
        "language": employment.language,
        "company": employment.company.name,
        "started_on": employment.started_on.isoformat(),
        "ended_on": employment.ended_on.isoformat() if employment.ended_on else None,
        "exit_type": employment.exit_type,
        "placements": [
            {
                "unit": place.unit.name if place.unit else "",
                "title": place.title,
                "since": place.since.isoformat(),
                "until": place.until.isoformat() if place.until else None,
            }
            for place in employment.placements.select_related("unit")
        ],
        "address_for_echo": [one.address for one in EchoWish.objects.filter(employment=employment)],
        "thought_of_leaving": [
            {"by": one.side, "regretted": one.regretted, "avoidable": one.avoidable, "words": one.words}
            for one in LeaverView.objects.filter(leaver__employment=employment)
        ],
        "promised_at_hire": [one.text for one in employment.promised.all()],
        "asked_to_talks": [
            {"on": asked.ask_on.isoformat(), "state": "" if asked.is_anonymous else asked.state}
            for asked in employment.invitations.all()
        ],
    }


def _announce(
    kind: type[events.RightsAsked | events.RightsCarriedOut], request: RightsRequest, by: Viewer, at: datetime
) -> None:
    told = kind(rights_request_id=request.pk, company_id=request.company_id, kind=request.kind)
    record(told, actor=by.pseudonym, at=at)
