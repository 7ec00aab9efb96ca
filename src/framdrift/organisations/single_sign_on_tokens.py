"""What an identity provider says about who signs in, checked, at the two addresses of single sign-on.

Beyond what django-allauth checks (state, issuer, audience, expiry), the identity token's signature is checked against
the provider's keys, and both answers must be about the same person (OpenID Connect Core 1.0, 3.1.3.7 and 5.3.2).
Large to load, so it is loaded at the first sign-in that uses it (`desk/sign_in/single_sign_on`).
"""

from __future__ import annotations

from typing import Any

from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse


class CheckedTokens(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """As allauth's own, checking the signature also of a token that came straight from the provider."""

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        return claims

    def complete_login(self, request: HttpRequest, app: SocialApp, token: object, **kwargs: Any) -> SocialLogin:
        """Raises OAuth2Error, shown as a page in words, where the token is missing or about somebody else."""
        id_token = kwargs["response"].get("id_token")
        if not id_token:
            raise OAuth2Error("no id_token")
        login = super().complete_login(request, app, token, **kwargs)
        data = login.account.extra_data
        if data["userinfo"].get("sub") != data["id_token"].get("sub"):
            raise OAuth2Error("userinfo is about somebody else")
        return login


@login_not_required  # type: ignore[untyped-decorator]
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Where the provider sends the reader back to, with a code that is exchanged for the tokens."""
    try:
        view = OAuth2CallbackView.adapter_view(CheckedTokens(request, provider_id))
        answer: HttpResponse = view(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return answer
