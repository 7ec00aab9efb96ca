"""What happens before and after every view: headers, who the reader is, and the door."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject

from framdrift.config.access_policy import POLICY, may_knock
from framdrift.organisations.access import NOBODY, Viewer, viewer_of
from framdrift.organisations.reader import ReaderRequest
from framdrift.organisations.sign_in import forget_second_factor, needs_second_factor

Answer = Callable[[HttpRequest], HttpResponse]
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "manifest-src 'self'"
)
_BEFORE_SECOND_FACTOR = frozenset(
    {
        "account_change_password",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
    }
)

_MAY_TAKE_FACTOR = frozenset({"mfa_remove_webauthn"})


class Headers:
    """Strict content policy, no sniffing, no storing of pages, no following by robots."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add what the page itself did not set."""
        response = self.answer(request)
        response.headers.setdefault("Content-Security-Policy", _POLICY)
        response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class OwnOrigin:
    """Believe the browser that a form of ours was sent from a page of ours, where the page hides its address.

    A page with a token in its path says `no-referrer`, and then browsers send `Origin: null` with its forms (Fetch
    standard, "append a request `Origin` header"), which the check of forged forms takes for a foreign origin.
    `Sec-Fetch-Site` is written by the browser and cannot be set by a page's script. The form's own token is checked
    as for every other.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Write our origin in place of the hidden one; everything else stays as it came."""
        if request.headers.get("Origin") == "null" and request.headers.get("Sec-Fetch-Site") == "same-origin":
            request.META["HTTP_ORIGIN"] = f"{request.scheme}://{request.get_host()}"
        return self.answer(request)


class Reader:
    """Speak the language and tell the time of the one who reads, and say who that is: `request.viewer`."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """A signed-in account's language and zone hold for its pages; others get the browser's language and our zone.

        The viewer's roles are read at the first look, so that a page nobody looks at costs no SQL.
        """
        reader = cast("ReaderRequest", request)
        reader.viewer = cast("Viewer", SimpleLazyObject(lambda: _viewer(request)))
        account = request.user
        if account.is_authenticated:
            translation.activate(account.language)
            request.LANGUAGE_CODE = account.language
            with timezone.override(ZoneInfo(account.zone)):
                return self.answer(request)
        with timezone.override(ZoneInfo(settings.FRAMDRIFT_ZONE)):
            return self.answer(request)


class Door:
    """Ask the policy table before any view runs, and lead staff without a second factor to set one up."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The work is done when the view is known."""
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, view: object, args: tuple[Any, ...], kwargs: Mapping[str, Any]
    ) -> HttpResponse | None:
        """None lets the request through. Refused: 404, or the sign-in page for those who have not signed in."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        line = POLICY.get(name)
        if line is not None and line.door != "account":
            return None
        viewer = cast("ReaderRequest", request).viewer
        if not may_knock(name, viewer):
            if line is not None and viewer.account_id is None:
                return redirect_to_login(_comes_back_to(request))
            raise Http404
        if name not in _BEFORE_SECOND_FACTOR and needs_second_factor(request, viewer):
            return redirect("mfa_index")
        if name in _MAY_TAKE_FACTOR:
            forget_second_factor(request)
        return None


def _viewer(request: HttpRequest) -> Viewer:
    return viewer_of(request.user) if request.user.is_authenticated else NOBODY


def _comes_back_to(request: HttpRequest) -> str:
    """Where to go after signing in: the page asked for; after an expired form the start page."""
    return request.get_full_path() if request.method in {"GET", "HEAD"} else str(settings.LOGIN_REDIRECT_URL)
