"""Leave to use somebody's calendar at Microsoft or Google, without their password (RFC 6749, with RFC 7636).

The person says yes on the provider's own page and comes back with a code; the code is exchanged for a refresh token,
which is the connection's secret; each use exchanges that for an access token, which is never stored.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing

from framdrift.planning.availability.asking import asked, well
from framdrift.planning.ports import CalendarTrouble, Trouble

STATE_LASTS: Final = timedelta(minutes=10)
_SALT: Final = "calendar leave"


@dataclass(frozen=True)
class Provider:
    """A provider as the settings know it. `more` goes with the question for leave."""

    kind: str
    name: str
    ask_at: str
    tokens_at: str
    scope: str
    client_id: str
    client_secret: str
    more: Mapping[str, str]

    @property
    def is_configured(self) -> bool:
        """Whether the installation has said who it is at the provider."""
        return bool(self.client_id and self.client_secret)


@dataclass(frozen=True)
class Tokens:
    """What a provider gave. `refresh` is empty where the one before still holds."""

    access: str
    refresh: str


class StateRefused(Exception):
    """The way back does not belong to a question of ours, to this person, or came too late."""


def provider(kind: str) -> Provider:
    """The provider of a kind of calendar: graph or google."""
    known: dict[str, Any] = settings.CALENDAR_PROVIDERS[kind]
    return Provider(kind=kind, **known)


def question(by: Provider, *, account_id: int, nonce: str, back_to: str) -> str:
    """Where the person is asked for leave. `nonce` is random; it comes back, signed, with the answer."""
    asked_for = {
        "response_type": "code",
        "client_id": by.client_id,
        "redirect_uri": back_to,
        "scope": by.scope,
        "state": signing.dumps([by.kind, account_id, nonce], salt=_SALT),
        "code_challenge": _challenge(_verifier(nonce)),
        "code_challenge_method": "S256",
    }
    return f"{by.ask_at}?{urlencode(asked_for | dict(by.more))}"


def exchange(by: Provider, *, code: str, state: str, account_id: int, back_to: str) -> Tokens:
    """The tokens for a code. Raises StateRefused, CalendarTrouble."""
    try:
        kind, owner, nonce = signing.loads(state, salt=_SALT, max_age=STATE_LASTS)
    except (signing.BadSignature, ValueError):
        raise StateRefused from None
    if (kind, owner) != (by.kind, account_id):
        raise StateRefused
    given = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back_to,
        "code_verifier": _verifier(nonce),
    }
    return _tokens(by, given)


def refreshed(by: Provider, refresh_token: str) -> Tokens:
    """A new access token. Raises CalendarTrouble: CONSENT_ENDED where the leave was taken back or has run out."""
    return _tokens(by, {"grant_type": "refresh_token", "refresh_token": refresh_token})


def _tokens(by: Provider, given: Mapping[str, str]) -> Tokens:
    form = {**given, "client_id": by.client_id, "client_secret": by.client_secret}
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    answer = asked("POST", by.tokens_at, headers=headers, body=urlencode(form).encode(), follows=False)
    if answer.status in {400, 401, 403}:
        raise CalendarTrouble(Trouble.CONSENT_ENDED, by.name)
    told = from_json(well(answer).body, by.name)
    if not isinstance(told.get("access_token"), str):
        raise CalendarTrouble(Trouble.SERVER_FAULT, by.name)
    return Tokens(access=told["access_token"], refresh=str(told.get("refresh_token") or ""))


def from_json(body: bytes, name: str) -> dict[str, Any]:
    """An object in JSON. Raises CalendarTrouble for anything else."""
    try:
        found = json.loads(body)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise CalendarTrouble(Trouble.SERVER_FAULT, name)
    return found


def _verifier(nonce: str) -> str:
    """Derived, so that nothing has to be remembered between the question and its answer."""
    mac = hmac.new(settings.SECRET_KEY.encode(), f"calendar verifier {nonce}".encode(), hashlib.sha256)
    return _urlsafe(mac.digest())


def _challenge(verifier: str) -> str:
    return _urlsafe(hashlib.sha256(verifier.encode()).digest())


def _urlsafe(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
