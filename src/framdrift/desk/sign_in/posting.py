"""Letters about signing in: written to the outbox like all others, sent by the worker at once, wiped when gone."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framdrift.desk.sign_in.letters import CODE, PASSWORD
from framdrift.foundation import outbox, workers
from framdrift.foundation.correspondence import Reader, compose
from framdrift.organisations.models import Account

_CODE_MAIL, _PASSWORD_MAIL = "account/email/login_code", "account/email/password_reset_key"
_LATELY = timedelta(minutes=15)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """No open sign-up; letters by the outbox, in the language of their reader."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy("The e-mail address or the password is wrong.")
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by the agency."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the account's own language, whatever the browser speaks."""
        post(allauth_context.request, template_prefix, Account.objects.get(email=email.lower()), context)


def post(request: HttpRequest, mail: str, account: Account, context: dict[str, Any]) -> None:
    """Write one of django-allauth's two letters. Each asking is one letter, sent once."""
    kind = {_CODE_MAIL: CODE, _PASSWORD_MAIL: PASSWORD}[mail]
    with translation.override(account.language):
        button = _("Choose a password")
    compose(
        kind=kind,
        key=f"{kind.code}:{secrets.token_hex(16)}",
        to=Reader(account.email, account.name, account.language, account.zone),
        values={"code": context["code"]} if kind is CODE else {},
        action=None if kind is CODE else (button, context["password_reset_url"]),
        company_id=account.company_id,
        about=account.pseudonym,
        at=timezone.now(),
    )


def mail_trouble(request: HttpRequest) -> str:
    """Why a letter would not go right now, in a sentence; empty where all is well. The same for every address."""
    now = timezone.now()
    beat = workers.last_beat()
    if not settings.EMAIL_HOST:
        return "" if settings.FRAMDRIFT_DEMO else _("No mail server is set up here, so no letter goes out.")
    if beat is None or beat < now - workers.ALIVE_WITHIN:
        return _("Letters wait: the worker, which sends them, is not running.")
    if outbox.is_refused_lately(since=now - _LATELY):
        return _("The mail server does not answer right now. The letter goes as soon as it does.")
    return ""
