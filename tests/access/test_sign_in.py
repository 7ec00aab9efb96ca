"""Who gets in by which way: password and app for staff, code for seats, and nothing told to others."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client

from framdrift.foundation import links
from framdrift.foundation.models import Letter
from framdrift.organisations.models import Account
from tests.cast import Cast

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def no_old_tries(db: None) -> None:
    """Limits on tries are counted in the database's cache; each test begins with none."""
    cache.clear()


def _digits(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def _signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def _ask_for_code(client: Client, account: Account) -> None:
    client.post("/accounts/login/code/", {"email": account.email})


def _code() -> str:
    found = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", Letter.objects.latest("pk").body_text, re.MULTILINE)
    assert found
    return found.group()


def _readers() -> list[str]:
    return list(Letter.objects.order_by("pk").values_list("to_email", flat=True))


def test_staff_connect_an_app_and_sign_in_with_it(cast: Cast, settings: LazySettings) -> None:
    settings.STAFF_NEED_SECOND_FACTOR = True
    client = Client()
    client.post("/accounts/login/", {"login": cast.owner.email, "password": PASSWORD})
    assert client.get("/people/").headers["Location"] == "/accounts/2fa/"
    page = client.get("/accounts/2fa/totp/activate/", follow=True)
    if page.redirect_chain:
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    assert client.post("/accounts/2fa/totp/activate/", {"code": _digits(secret)}).status_code == 302
    assert client.get("/people/").status_code == 200
    client.post("/accounts/logout/")
    cache.clear()  # the same six digits are used once; the new sign-in comes within the same half minute
    client.post("/accounts/login/", {"login": cast.owner.email, "password": PASSWORD})
    assert not _signed_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert not _signed_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": _digits(secret)})
    assert _signed_in(client)


def test_staff_keep_their_last_factor(cast: Cast) -> None:
    TOTP.activate(cast.owner, "A" * 32)
    client = Client()
    client.force_login(cast.owner)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/2fa/totp/deactivate/")
    assert cast.owner.authenticator_set.filter(type="totp").exists()


def test_a_seat_signs_in_with_a_code(cast: Cast) -> None:
    client = Client()
    _ask_for_code(client, cast.north.manager)
    letter = Letter.objects.get()
    assert (letter.to_email, letter.kind) == (cast.north.manager.email, "sign-in-code")
    assert _code() not in letter.subject + letter.key
    client.post("/accounts/login/code/confirm/", {"code": _code()})
    assert _signed_in(client)


def test_the_letter_speaks_the_readers_language(cast: Cast) -> None:
    Account.objects.filter(pk=cast.north.manager.pk).update(language="en")
    _ask_for_code(Client(headers={"accept-language": "sv"}), cast.north.manager)
    assert Letter.objects.get().subject == "Your code for signing in"


def test_a_code_is_bound_to_the_browser(cast: Cast) -> None:
    _ask_for_code(Client(), cast.north.manager)
    other = Client()
    other.post("/accounts/login/code/confirm/", {"code": _code()})
    assert not _signed_in(other)


def test_five_tries(cast: Cast) -> None:
    client = Client()
    _ask_for_code(client, cast.north.manager)
    right = _code()
    for _ in range(5):
        client.post("/accounts/login/code/confirm/", {"code": "XXXX-XXXX"})
    client.post("/accounts/login/code/confirm/", {"code": right})
    assert not _signed_in(client)


def test_ten_minutes(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    _ask_for_code(client, cast.north.manager)
    later = datetime.now(UTC).timestamp() + 601
    monkeypatch.setattr("allauth.account.internal.flows.code_verification.time.time", lambda: later)
    client.post("/accounts/login/code/confirm/", {"code": _code()})
    assert not _signed_in(client)


def test_staff_get_no_code_and_strangers_see_no_difference(cast: Cast) -> None:
    answers = []
    for address in (cast.owner.email, "nobody@elsewhere.example", cast.north.manager.email):
        client = Client()
        sent = client.post("/accounts/login/code/", {"email": address})
        page = client.get("/accounts/login/code/confirm/").content.decode()
        told = re.sub(r'value="[^"]{60,}"', "", page.replace(address, "X"))
        answers.append((sent.status_code, sent.headers["Location"], told))
    assert _readers() == [cast.north.manager.email]
    assert answers[0] == answers[1] == answers[2]


def test_a_new_password_is_for_staff_alone(cast: Cast) -> None:
    for address in (cast.north.manager.email, "nobody@elsewhere.example", cast.owner.email):
        assert Client().post("/accounts/password/reset/", {"email": address}).status_code == 302
    assert _readers() == [cast.owner.email]


def test_a_password_is_chosen_by_letter(cast: Cast) -> None:
    client = Client()
    client.post("/accounts/password/reset/", {"email": cast.owner.email})
    found = re.search(r"https?://[^/]+(/\S+)", Letter.objects.get().body_text)
    assert found
    page = client.get(found.group(1), follow=True)
    form = page.redirect_chain[-1][0]
    client.post(form, {"password1": "a wholly new sentence", "password2": "a wholly new sentence"})
    cast.owner.refresh_from_db()
    assert cast.owner.check_password("a wholly new sentence")


def test_the_link_in_a_letter_leads_to_a_code(cast: Cast) -> None:
    now = datetime.now(UTC)
    subject = f"account:{cast.north.hr.pk}"
    token = links.make(purpose="seat", subject_key=subject, expires_at=now + timedelta(days=9), at=now)
    client = Client()
    assert client.get(f"/seat/{token}/").status_code == 200
    assert not Letter.objects.exists()
    client.post(f"/seat/{token}/")
    client.post("/accounts/login/code/confirm/", {"code": _code()})
    assert int(client.session["_auth_user_id"]) == cast.north.hr.pk


def test_a_link_of_staff_or_for_another_purpose_leads_nowhere(cast: Cast) -> None:
    now = datetime.now(UTC)
    for purpose, account in (("seat", cast.owner), ("candidate", cast.north.hr)):
        subject = f"account:{account.pk}"
        token = links.make(purpose=purpose, subject_key=subject, expires_at=now + timedelta(days=9), at=now)
        assert Client().post(f"/seat/{token}/").status_code == 404


def test_too_many_wrong_passwords_are_stopped(cast: Cast) -> None:
    wrong = {"login": cast.owner.email, "password": "guess guess guess"}
    for _ in range(5):
        Client().post("/accounts/login/", wrong)
    client = Client()
    client.post("/accounts/login/", wrong | {"password": PASSWORD})
    assert not _signed_in(client)


def test_who_removes_the_last_passkey_is_led_to_a_new_factor(cast: Cast, settings: LazySettings) -> None:
    settings.STAFF_NEED_SECOND_FACTOR = True
    key = Authenticator.objects.create(user=cast.owner, type="webauthn", data={"name": "Datorn"})
    client = Client()
    client.force_login(cast.owner)
    assert client.get("/people/").status_code == 200
    assert client.session["second_factor"]
    client.get(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/")
    key.delete()
    assert client.get("/people/").headers["Location"] == "/accounts/2fa/"


def test_the_forgotten_password_is_offered_once(db: None) -> None:
    page = Client().get("/accounts/login/").content.decode()
    assert page.count("/accounts/password/reset/") == 1
