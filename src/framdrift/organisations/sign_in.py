"""How people sign in: nobody signs up; an account is made by the agency.

Staff: password and a second factor (TOTP or passkey). Client seats: a one-time code by mail, a passkey or single
sign-on, never a password. What each may not use answers exactly as an unknown address does.
"""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import RequestLoginCodeForm, ResetPasswordForm
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext

from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account

log = logging.getLogger(__name__)
SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
_SESSION_KEY = "second_factor"


def needs_second_factor(request: HttpRequest, viewer: Viewer) -> bool:
    """Whether this member of staff has none yet. A found one is remembered for the session: no statement a page."""
    if viewer.kind != "staff" or not settings.STAFF_NEED_SECOND_FACTOR:
        return False
    if request.session.get(_SESSION_KEY):
        return False
    if not is_mfa_enabled(request.user, SECOND_FACTORS):
        return True
    request.session[_SESSION_KEY] = True
    return False


def forget_second_factor(request: HttpRequest) -> None:
    """Look again at the next page: a factor may be about to go."""
    request.session.pop(_SESSION_KEY, None)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """No open sign-up; letters in the language of their reader."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by the agency."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the account's own language, whatever the browser speaks."""
        language = Account.objects.filter(email=email.lower()).values_list("language", flat=True).first()
        with translation.override(language or translation.get_language()):
            try:
                super().send_mail(template_prefix, email, context)
            except (OSError, SMTPException):
                log.exception("a letter about signing in could not be sent")
                messages.error(
                    allauth_context.request, gettext("The letter could not be sent: the mail server does not answer.")
                )


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Staff keep at least one second factor."""

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one of a member of staff."""
        others = Authenticator.objects.filter(user=authenticator.user_id, type__in=SECOND_FACTORS)
        is_staff = authenticator.user.company_id is None
        return not is_staff or others.exclude(pk=authenticator.pk).exists()


class RequestCodeForm(RequestLoginCodeForm):  # type: ignore[misc]
    """A one-time code by mail: for client seats alone."""

    _user: Account | None

    def clean_email(self) -> str:
        """Staff get no code, and the page does not say so."""
        email = str(super().clean_email())
        account: Account | None = self._user
        self._user = account if account and account.company_id is not None else None
        return email


class ResetForm(ResetPasswordForm):  # type: ignore[misc]
    """A new password: for staff alone, since seats have none."""

    users: list[Account]

    def clean_email(self) -> str:
        """A seat gets no letter, and the page does not say so."""
        email = str(super().clean_email())
        self.users = [account for account in self.users if account.company_id is None]
        return email
