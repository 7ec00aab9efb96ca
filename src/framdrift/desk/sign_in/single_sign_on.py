"""The two addresses of single sign-on. What answers them is loaded at the first call, where a provider is configured:
no other page needs it, and it is large."""

from __future__ import annotations

from allauth.account.internal.decorators import login_not_required
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse


@login_not_required  # type: ignore[untyped-decorator]
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the reader to the provider."""
    _refuse_unconfigured()
    from allauth.socialaccount.providers.openid_connect import views

    answer: HttpResponse = views.login(request, provider_id)
    return answer


@login_not_required  # type: ignore[untyped-decorator]
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Where the provider sends the reader back to, with a code that is exchanged for the tokens."""
    _refuse_unconfigured()
    from framdrift.organisations import single_sign_on_tokens

    answer: HttpResponse = single_sign_on_tokens.callback(request, provider_id)
    return answer


def _refuse_unconfigured() -> None:
    if not settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]:
        raise Http404
