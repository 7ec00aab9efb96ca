"""The engine room: who may enter, what it shows to whom, and what the buttons do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from framdrift.foundation import dispatch, events, outbox
from framdrift.foundation.dispatch import Recorded
from framdrift.foundation.models import Event, Letter, MissedReaction
from framdrift.organisations.models import Account
from tests.cast import Cast
from tests.foundation.happenings import BellRang

SignIn = Callable[[Account], Client]
OUTBOX, JOBS = reverse("operations-outbox"), reverse("operations-jobs")


def fails(event: Recorded) -> None:
    """Never works."""
    raise ValueError("the bell is stuck")


def _letter(at: datetime, state: str) -> Letter:
    letter = outbox.write(
        key="one",
        kind="update",
        to_email="asa@nordbygg.example",
        subject="Läget i ditt uppdrag",
        body_text="SECRET-TOKEN",
        language="sv",
        at=at,
    )
    Letter.objects.update(state=state, sent_at=at, error="550 <asa@nordbygg.example> unknown")
    return letter


def test_a_failed_consequence_is_shown_with_its_reason_and_tried_again(
    cast: Cast, as_account: SignIn, now: datetime
) -> None:
    with transaction.atomic():
        events.record(BellRang(door_id=1), actor="someone", at=now)
    dispatch.deliver_pending({BellRang: (fails,)}, at=now)
    admin = as_account(cast.admin)
    assert "the bell is stuck" in admin.get(JOBS).content.decode()
    missed = MissedReaction.objects.get()
    address = reverse("operations-reaction-settle", args=[missed.pk])
    assert admin.post(address, {"choice": "nonsense"}).status_code == 404
    assert admin.post(address, {"choice": "try-again"}).status_code == 302
    assert MissedReaction.objects.get().attempts == 0
    assert admin.post(address, {"choice": "set-aside"}).status_code == 302
    assert "the bell is stuck" not in admin.get(JOBS).content.decode()
    assert admin.post(address, {"choice": "set-aside"}).status_code == 404


def test_an_administrator_sees_where_to_and_a_lead_to_whom_and_nobody_the_words(
    cast: Cast, as_account: SignIn, now: datetime
) -> None:
    _letter(now, Letter.State.FAILED)
    admin, lead = (as_account(who).get(OUTBOX).content.decode() for who in (cast.admin, cast.lead))
    assert "nordbygg.example" in admin
    assert "asa@" not in admin
    assert "Läget" not in admin
    assert "asa@nordbygg.example" in lead
    assert "Läget i ditt uppdrag" in lead
    assert "SECRET-TOKEN" not in admin + lead


def test_a_letter_of_unknown_fate_is_sent_again_by_intent_only(cast: Cast, as_account: SignIn, now: datetime) -> None:
    letter = _letter(now, Letter.State.UNKNOWN)
    lead = as_account(cast.lead)
    address = reverse("operations-letter-decide", args=[letter.pk])
    lead.get(OUTBOX)
    assert Letter.objects.get().state == Letter.State.UNKNOWN
    lead.post(address, {"choice": "release"})
    assert Letter.objects.get().state == Letter.State.UNKNOWN
    lead.post(address, {"choice": "send-again"})
    assert Letter.objects.get().state == Letter.State.WAITING
    assert Event.objects.get().actor == cast.lead.pseudonym
    assert lead.post(address, {"choice": "burn"}).status_code == 404
    assert lead.post(reverse("operations-letter-decide", args=[999]), {"choice": "cancel"}).status_code == 404


def test_consultants_and_clients_stay_outside(cast: Cast, as_account: SignIn) -> None:
    for who in (cast.owner, cast.interviewer, cast.north.hr, cast.stranger):
        assert as_account(who).get(JOBS).status_code == 404
        assert as_account(who).get(OUTBOX).status_code == 404


@pytest.mark.parametrize("state", [*Letter.State.values, "nonsense"])
def test_every_state_has_its_list(cast: Cast, as_account: SignIn, now: datetime, state: str) -> None:
    _letter(now, state if state in Letter.State.values else Letter.State.SENT)
    answer = as_account(cast.lead).get(OUTBOX, {"state": state})
    assert answer.status_code == (404 if state == "nonsense" else 200)
