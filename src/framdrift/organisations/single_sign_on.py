"""Single sign-on by OpenID Connect: whoever the agency's own identity provider vouches for, if they have an account.

A second factor is asked of staff as after a password. What the provider says is checked in `single_sign_on_tokens`.
"""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest

from framdrift.organisations.models import Account


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Single sign-on opens existing accounts only."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        """An unknown address is refused."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Note that the provider has proved the address. Without the note allauth takes the account for one that a
        stranger may have opened, and takes its password away; ours are opened by the agency."""
        account = sociallogin.user
        if not isinstance(account, Account) or account.pk is None:
            return
        proved = {"verified": True, "primary": True}
        EmailAddress.objects.update_or_create(user=account, email=account.email, defaults=proved)
