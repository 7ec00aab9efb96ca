"""Single sign-on as an installation configures it, against a provider that speaks the protocol."""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import LazySettings
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from framdrift.config import identity_provider as configured
from framdrift.config.readers import SettingRefused
from framdrift.organisations.models import Account
from tests.access.identity_provider import CLIENT, SECRET, Provider, identity_provider, new_key, sent_back_from
from tests.cast import Cast

BEGIN = "/accounts/oidc/company/login/"


@pytest.fixture
def provider(cast: Cast, monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> Iterator[Provider]:
    """Configured by the five settings alone."""
    cache.clear()
    with identity_provider() as found:
        for name, value in (("CLIENT_ID", CLIENT), ("SECRET", SECRET), ("SERVER", found.address), ("NAME", "Lind-id")):
            monkeypatch.setenv(f"FRAMDRIFT_OIDC_{name}", value)
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": configured.apps()}}
        yield found


def _vouched(account: Account, **more: object) -> dict[str, object]:
    return {"sub": "42", "email": account.email, "email_verified": True, "name": account.name, **more}


def _come_back(client: Client, to: str = "") -> HttpResponse:
    leaves = client.get(BEGIN + to)
    assert leaves.status_code == 302
    back = urlsplit(sent_back_from(leaves.headers["Location"]))
    return client.get(f"{back.path}?{back.query}")


def _is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_sign_in_page_offers_it(provider: Provider) -> None:
    page = Client().get("/accounts/login/").content.decode()
    assert "Lind-id" in page
    assert BEGIN in page


@pytest.mark.parametrize("address", [BEGIN, f"{BEGIN}callback/"])
def test_without_a_provider_there_is_no_such_page(cast: Cast, address: str) -> None:
    assert Client().get(address).status_code == 404


def test_a_known_person_gets_in(provider: Provider, cast: Cast) -> None:
    provider.person = _vouched(cast.north.manager)
    client = Client()
    answer = _come_back(client, "?next=/people/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/people/")
    assert int(client.session["_auth_user_id"]) == cast.north.manager.pk
    assert provider.asked == [
        "/.well-known/openid-configuration", "/authorize", "/.well-known/openid-configuration", "/token", "/userinfo",
        "/keys",
    ]  # fmt: skip


def test_nothing_secret_goes_through_the_browser(provider: Provider, cast: Cast) -> None:
    sent = Client().get(BEGIN).headers["Location"]
    asked = parse_qs(urlsplit(sent).query)
    assert SECRET not in sent
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == ["http://testserver/accounts/oidc/company/login/callback/"]


def test_an_unknown_person_is_refused_in_words(provider: Provider, cast: Cast) -> None:
    provider.person = {"sub": "43", "email": "nobody@lindekstrom.example", "email_verified": True}
    client, before = Client(headers={"accept-language": "en"}), Account.objects.count()
    answer = _come_back(client)
    assert "There is no account with that address" in answer.content.decode()
    assert (_is_in(client), Account.objects.count()) == (False, before)


def test_an_address_that_the_provider_has_not_verified_opens_nothing(provider: Provider, cast: Cast) -> None:
    provider.person = _vouched(cast.owner, email_verified=False)
    client = Client()
    assert _come_back(client).status_code == 200
    assert not _is_in(client)


def test_a_leaver_is_refused(provider: Provider, cast: Cast) -> None:
    Account.objects.filter(pk=cast.owner.pk).update(is_active=False)
    provider.person = _vouched(cast.owner)
    client = Client()
    _come_back(client)
    assert not _is_in(client)


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "http://127.0.0.1:9"},
        {"aud": "another client"},
        {"exp": int(time.time()) - 3600},
        {"sub": "somebody else"},
    ],
)
def test_a_token_that_is_not_for_us_opens_nothing(provider: Provider, cast: Cast, claims: dict[str, object]) -> None:
    provider.person, provider.token_claims = _vouched(cast.owner), claims
    client = Client(headers={"accept-language": "en"})
    assert "Single sign-on did not answer as it should" in _come_back(client).content.decode()
    assert not _is_in(client)


def test_a_token_signed_by_another_key_opens_nothing(provider: Provider, cast: Cast) -> None:
    provider.person, provider.signs_with = _vouched(cast.owner), new_key()
    client = Client()
    _come_back(client)
    assert not _is_in(client)


def test_the_way_back_is_bound_to_the_browser_that_left(provider: Provider, cast: Cast) -> None:
    provider.person = _vouched(cast.owner)
    back = urlsplit(sent_back_from(Client().get(BEGIN).headers["Location"]))
    other = Client()
    other.get(f"{back.path}?{back.query}")
    assert not _is_in(other)


def test_staff_still_need_their_second_factor(provider: Provider, cast: Cast, settings: LazySettings) -> None:
    settings.STAFF_NEED_SECOND_FACTOR = True
    provider.person = _vouched(cast.owner)
    client = Client()
    _come_back(client)
    assert client.get("/people/").headers["Location"] == "/accounts/2fa/"
    TOTP.activate(cast.owner, "A" * 32)
    assert Authenticator.objects.filter(user=cast.owner).exists()
    again = Client()
    assert _come_back(again).headers["Location"].startswith("/accounts/2fa/authenticate/")
    assert not _is_in(again)


def test_a_password_stays_after_single_sign_on(provider: Provider, cast: Cast) -> None:
    provider.person = _vouched(cast.owner)
    _come_back(Client())
    cast.owner.refresh_from_db()
    assert cast.owner.check_password("correct horse battery")


def test_without_a_client_id_there_is_none(cast: Cast) -> None:
    assert configured.apps() == []
    assert Client().get(BEGIN).status_code == 404


@pytest.mark.parametrize("server", ["", "http://id.example", "id.example", "https://["])
def test_a_provider_without_address_or_encryption_is_refused_at_the_start(
    monkeypatch: pytest.MonkeyPatch, server: str
) -> None:
    monkeypatch.setenv("FRAMDRIFT_OIDC_CLIENT_ID", CLIENT)
    monkeypatch.setenv("FRAMDRIFT_OIDC_SERVER", server)
    with pytest.raises(SettingRefused, match="FRAMDRIFT_OIDC_SERVER"):
        configured.apps()
