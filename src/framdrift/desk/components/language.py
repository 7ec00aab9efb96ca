"""The choice of language, for everybody: with the account of one who is signed in, else in a cookie."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from framdrift.organisations import actions
from framdrift.organisations.reader import ReaderRequest

_A_YEAR = 365 * 24 * 3600


@require_POST
def choose_language(request: ReaderRequest) -> HttpResponse:
    """Remember the language and go back to the page; an unknown language changes nothing."""
    language = request.POST.get("language", "")
    response = HttpResponseRedirect(_page_to_return_to(request))
    if language not in dict(settings.LANGUAGES):
        return response
    if request.viewer.account_id:
        actions.choose_preferences(
            language=language, zone=request.viewer.zone.key, by=request.viewer, at=timezone.now()
        )
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=_A_YEAR, samesite="Lax", httponly=True)
    return response


def _page_to_return_to(request: ReaderRequest) -> str:
    """The page the form was on, where it is one of ours."""
    wanted = request.POST.get("next", "")
    hosts = {request.get_host()}
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=hosts, require_https=request.is_secure())
    return wanted if ours else "/"
