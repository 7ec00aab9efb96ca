"""Letters about signing in: by the outbox, at once, never twice, wiped when gone; and told where they cannot go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import LazySettings
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from framdrift.foundation import bundling, outbox, workers
from framdrift.foundation.models import Letter
from framdrift.foundation.postman import postman
from framdrift.organisations.models import Account
from tests.cast import Cast
from tests.foundation.mail_server import listening

State = Letter.State
ENGLISH = {"accept-language": "en"}


@pytest.fixture(autouse=True)
def mail_is_set_up(db: None, settings: LazySettings) -> None:
    """A mail server that does not answer, and a worker that is alive."""
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 9, False
    workers.beat("worker", at=datetime.now(UTC))
    cache.clear()


def _round(at: datetime) -> int:
    with postman() as carrier:
        return bundling.send_round(carrier, worker="worker", at=at)


def _ask(account: Account) -> Client:
    client = Client(headers=ENGLISH)
    client.post("/accounts/login/code/", {"email": account.email})
    return client


def test_a_code_goes_at_once_and_is_wiped(cast: Cast, settings: LazySettings) -> None:
    _ask(cast.north.manager)
    letter = Letter.objects.get()
    now = datetime.now(UTC)
    assert letter.send_after <= now
    code = next(line for line in letter.body_text.splitlines() if line[4:5] == "-" and len(line) == 9)
    assert code in letter.body_html
    with listening() as server:
        settings.EMAIL_PORT = server.port
        assert (_round(now), _round(now)) == (1, 0)
    letter.refresh_from_db()
    assert (letter.state, letter.body_text, letter.body_html, letter.content) == (State.SENT, "", "", {})
    assert code not in str(Letter.objects.values().get())
    [arrived] = server.taken
    assert code in arrived.as_string()


def test_a_mail_server_that_does_not_answer_is_told_to_whoever_waits(cast: Cast) -> None:
    client = _ask(cast.north.manager)
    assert "does not answer" not in client.get("/accounts/login/code/confirm/").content.decode()
    assert _round(datetime.now(UTC)) == 1
    letter = Letter.objects.get()
    assert (letter.state, letter.attempts) == (State.WAITING, 1)
    assert "refused" in letter.error.lower()
    assert letter.body_text
    told = client.get("/accounts/login/code/confirm/").content.decode()
    assert "The mail server does not answer right now" in told
    stranger = Client(headers=ENGLISH)
    stranger.post("/accounts/login/code/", {"email": "nobody@elsewhere.example"})
    assert "The mail server does not answer right now" in stranger.get("/accounts/login/code/confirm/").content.decode()
    assert not outbox.is_refused_lately(since=datetime.now(UTC) + timedelta(minutes=1))


def test_a_worker_that_stands_still_is_told(cast: Cast) -> None:
    workers.leave("worker")
    answer = Client(headers=ENGLISH).post("/accounts/password/reset/", {"email": cast.owner.email}, follow=True)
    assert "the worker, which sends them, is not running" in answer.content.decode()


def test_no_mail_server_is_told(cast: Cast, settings: LazySettings) -> None:
    settings.EMAIL_HOST = ""
    answer = Client(headers=ENGLISH).post("/accounts/password/reset/", {"email": cast.owner.email}, follow=True)
    assert "No mail server is set up here" in answer.content.decode()


def test_whoever_sends_a_colleague_a_link_is_told_too(
    cast: Cast, as_account: Callable[[Account], Client], settings: LazySettings
) -> None:
    settings.EMAIL_HOST = ""
    answer = as_account(cast.admin).post(reverse("account-letter", args=[cast.owner.pk]))
    assert answer.status_code == 302
    assert [message.level_tag for message in get_messages(answer.wsgi_request)] == ["success", "warning"]
    letter = Letter.objects.get()
    assert (letter.to_email, letter.is_secret, letter.state) == (cast.owner.email, True, State.WAITING)


def test_asked_for_twice_there_are_two_codes_and_the_last_one_works(cast: Cast) -> None:
    _ask(cast.north.manager)
    client = _ask(cast.north.manager)
    assert Letter.objects.count() == 2
    last = Letter.objects.latest("pk").body_text
    code = next(line for line in last.splitlines() if line[4:5] == "-" and len(line) == 9)
    client.post("/accounts/login/code/confirm/", {"code": code})
    assert "_auth_user_id" in client.session
