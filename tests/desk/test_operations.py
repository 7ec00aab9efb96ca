"""The engine room: who may enter, what it shows to whom, and what the buttons do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from framdrift.config.schedule import SCHEDULE
from framdrift.config.wiring import WIRING
from framdrift.desk.operations import words
from framdrift.foundation import dispatch, events, schedule
from framdrift.foundation.dispatch import Recorded
from framdrift.foundation.models import MissedReaction
from framdrift.organisations.models import Account
from tests.cast import Cast
from tests.foundation.happenings import BellRang

SignIn = Callable[[Account], Client]
JOBS = reverse("operations-jobs")


def fails(event: Recorded) -> None:
    """Never works."""
    raise ValueError("the bell is stuck")


@pytest.mark.reactions_fail
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


def test_consultants_and_clients_stay_outside(cast: Cast, as_account: SignIn) -> None:
    for who in (cast.owner, cast.interviewer, cast.north.hr, cast.stranger):
        assert as_account(who).get(JOBS).status_code == 404


def test_everything_that_the_worker_does_has_words() -> None:
    scheduled = {name.replace(" ", "_") for name in SCHEDULE} | {
        planned.job.module_path.rpartition(".")[2] for planned in SCHEDULE.values()
    }
    assert scheduled - words.JOBS.keys() == set()
    reacting = {reaction.__name__ for reactions in WIRING.values() for reaction in reactions}
    assert reacting - words.CONSEQUENCES.keys() == set()


def test_the_schedule_is_told_in_the_readers_language(cast: Cast, as_account: SignIn, now: datetime) -> None:
    schedule.enqueue_due(SCHEDULE, at=now, zone=ZoneInfo("Europe/Stockholm"))
    Account.objects.update(language="en")
    page = as_account(cast.admin).get(JOBS).content.decode()
    assert "Check that every ball is in order" in page
    assert "check ball ledger" not in page
    assert words.in_words("framdrift.elsewhere.brand_new_thing") == "brand new thing"
