"""How people sign in: nobody signs up; an account is made by the agency.

Staff: password and a second factor (TOTP or passkey). Client seats: a one-time code by mail, a passkey or single
sign-on, never a password. What each may not use answers exactly as an unknown address does.
"""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm, RequestLoginCodeForm, ResetPasswordForm
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.forms import Form
from django.http import HttpRequest

from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account

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


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Staff keep at least one second factor."""

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one of a member of staff."""
        others = Authenticator.objects.filter(user=authenticator.user_id, type__in=SECOND_FACTORS)
        is_staff = authenticator.user.company_id is None
        return not is_staff or others.exclude(pk=authenticator.pk).exists()


class PasswordForm(LoginForm):  # type: ignore[misc]
    """Address and password. The page itself says where to go when it is forgotten, once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
        _without_placeholders(self)


class RequestCodeForm(RequestLoginCodeForm):  # type: ignore[misc]
    """A one-time code by mail: for client seats alone."""

    _user: Account | None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _without_placeholders(self)

    def clean_email(self) -> str:
        """Staff get no code, and the page does not say so."""
        email = str(super().clean_email())
        account: Account | None = self._user
        self._user = account if account and account.company_id is not None else None
        return email


class ResetForm(ResetPasswordForm):  # type: ignore[misc]
    """A new password: for staff alone, since seats have none."""

    users: list[Account]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _without_placeholders(self)

    def clean_email(self) -> str:
        """A seat gets no letter, and the page does not say so."""
        email = str(super().clean_email())
        self.users = [account for account in self.users if account.company_id is None]
        return email


def _without_placeholders(form: Form) -> None:
    """The label says it: a placeholder that says it again goes away when one writes, and is read twice aloud."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
