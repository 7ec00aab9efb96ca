"""The interface for programs: as its description says, with a key alone, and no further than the key's owner sees."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, settings

from framdrift.config.wsgi import application
from framdrift.integrations.api import urls
from framdrift.integrations.api.reading import PREFIX
from framdrift.organisations import actions as accounts
from framdrift.organisations.access import viewer_of
from framdrift.organisations.api_key import make_key, remove_key, viewer_by_key
from framdrift.organisations.models import Account
from framdrift.organisations.refusals import NotAllowed
from framdrift.recruiting.models import Assignment, Candidacy
from tests.cast import Cast

schema = schemathesis.openapi.from_wsgi(f"{PREFIX}openapi.json", application)


def key_of(account: Account, now: datetime) -> str:
    return make_key(by=viewer_of(account), at=now)


def ask(client: Client, name: str, key: str, **ids: int) -> Any:
    return client.get(reverse(name, kwargs=ids), headers={"authorization": f"Bearer {key}"})


def test_the_table_of_addresses_is_what_is_declared() -> None:
    assert {name: path for name, (path, _) in urls.declared().items()} == urls.ADDRESSES
    assert PREFIX.lstrip("/") == urls.PREFIX


@schema.parametrize()
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much, HealthCheck.too_slow],
)
@pytest.mark.django_db
def test_every_answer_is_as_described(
    case: Any, cast: Cast, candidacy: Candidacy, real_now: datetime, one_connection: None
) -> None:
    case.call_and_validate(headers={"Authorization": f"Bearer {key_of(cast.lead, real_now)}"})


@pytest.fixture
def one_connection() -> Iterator[None]:
    """The server closes its connections after every answer, as Django's own test client keeps it from doing."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def real_now() -> datetime:
    """Keys are looked at by the clock of the door."""
    return timezone.now()


def test_a_misspelt_filter_is_refused_and_not_answered_with_everything(
    client: Client, cast: Cast, assignment: Assignment, real_now: datetime
) -> None:
    key = key_of(cast.lead, real_now)
    address = reverse("api-assignments")
    answer = client.get(f"{address}?stats=open&limit=5", headers={"authorization": f"Bearer {key}"})
    assert answer.status_code == 422
    assert [one["loc"] for one in answer.json()["detail"]] == [["query", "stats"]]
    assert client.get(f"{address}?status=open&limit=5", headers={"authorization": f"Bearer {key}"}).status_code == 200


def test_the_description_is_open_and_names_what_there_is(client: Client) -> None:
    told = json.loads(client.get("/api/v1/openapi.json").content)
    assert told["openapi"].startswith("3.1")
    assert sorted(told["paths"]) == [
        "/api/v1/assignments",
        "/api/v1/assignments/{assignment_id}",
        "/api/v1/assignments/{assignment_id}/candidacies",
        "/api/v1/assignments/{assignment_id}/plan",
        "/api/v1/balls",
        "/api/v1/candidacies/{candidacy_id}",
    ]


def test_a_key_reads_what_its_owner_sees(
    cast: Cast, client: Client, assignment: Assignment, candidacy: Candidacy, real_now: datetime
) -> None:
    key = key_of(cast.owner, real_now)
    shown = ask(client, "api-assignment", key, assignment_id=assignment.pk).json()
    assert (shown["title"], shown["owner"], shown["company"]) == ("Ekonomichef", "Ada Lind", "Nordbygg AB")
    assert ask(client, "api-assignments", key).json()["total"] == 1
    assert (
        ask(client, "api-candidacies", key, assignment_id=assignment.pk).json()["items"][0]["candidate"] == "Lea Berg"
    )
    assert ask(client, "api-plan", key, assignment_id=assignment.pk).json()["steps"]
    assert ask(client, "api-balls", key).json()["total"] >= 1
    Assignment.objects.update(confidential=True)
    others = key_of(cast.interviewer, real_now)
    for name, ids in (
        ("api-assignment", {"assignment_id": assignment.pk}),
        ("api-plan", {"assignment_id": assignment.pk}),
        ("api-candidacy", {"candidacy_id": candidacy.pk}),
    ):
        hidden, missing = ask(client, name, others, **ids), ask(client, name, others, **dict.fromkeys(ids, 987654321))
        assert (hidden.status_code, hidden.content) == (404, missing.content)
    assert ask(client, "api-balls", others).json() == {"total": 0, "items": []}


def test_without_a_key_that_works_nothing_is_told(cast: Cast, client: Client, now: datetime) -> None:
    old = key_of(cast.owner, now)
    key = key_of(cast.owner, now)
    assert viewer_by_key(old, at=now) is None
    assert viewer_by_key(key, at=now + timedelta(days=366)) is None
    assert viewer_by_key(key, at=now) == viewer_of(cast.owner)
    accounts.deactivate_account(account_id=cast.owner.pk, by=viewer_of(cast.lead), at=now)
    assert viewer_by_key(key, at=now) is None
    for header in ({}, {"authorization": "Bearer nonsense"}, {"authorization": "Basic YTpi"}):
        assert client.get(reverse("api-balls"), headers=header).status_code == 401
    client.force_login(cast.lead)
    assert client.get(reverse("api-balls")).status_code == 401, "a signed-in browser is no program"
    remove_key(by=viewer_of(cast.lead), at=now)
    with pytest.raises(NotAllowed):
        make_key(by=viewer_of(cast.north.hr), at=now)


def test_a_key_is_shown_once(cast: Cast, as_account: Callable[[Account], Client]) -> None:
    client = as_account(cast.owner)
    made = client.post(reverse("api-key"))
    key = made.context["made"]
    assert key in made.content.decode()
    assert key not in client.get(reverse("api-key")).content.decode()
    assert ask(Client(), "api-balls", key).status_code == 200
    client.post(reverse("api-key-remove"))
    assert ask(Client(), "api-balls", key).status_code == 401
