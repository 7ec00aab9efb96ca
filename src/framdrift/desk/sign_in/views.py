"""The front door: where each kind of user begins."""

from __future__ import annotations

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from framdrift.foundation.links import open_link
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.organisations.reader import ReaderRequest
from framdrift.organisations.sign_in import RequestCodeForm


@require_safe
def home(request: ReaderRequest) -> HttpResponse:
    """Lead the reader to where they begin; one who has not signed in to the sign-in page, or to the demonstration."""
    viewer = request.viewer
    if viewer.account_id is None:
        return redirect("demo" if settings.FRAMDRIFT_DEMO else "account_login")
    return redirect(first_page(viewer))


def first_page(viewer: Viewer) -> str:
    """The address where a signed-in viewer begins; their own settings where nothing else is theirs."""
    wanted = [
        ("today", viewer.is_recruiter),
        ("people", viewer.is_admin),
        ("conversations", viewer.is_interviewer),
        ("client-home", viewer.is_client),
    ]
    addresses = [_address(name) for name, fits in wanted if fits]
    return next((address for address in addresses if address), reverse("my-settings"))


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@require_http_methods(["GET", "HEAD", "POST"])
def seat_entrance(request: ReaderRequest, token: str) -> HttpResponse:
    """The link in a client's letter. Opening it changes nothing; its button mails a one-time code to the known address.

    The link has purpose `seat` and subject `account:ID`; whoever holds it still needs the owner's inbox. `next` is the
    page of ours that the letter is about: one who is signed in already goes straight there, others after the code.
    """
    link = open_link(token, purpose="seat", at=timezone.now())
    account_id = link.subject_key.removeprefix("account:") if link else "0"
    account = Account.objects.filter(pk=account_id, company__isnull=False, is_active=True).first()
    if account is None:
        raise Http404
    goes_on = _own_page(request)
    if request.method == "POST":
        form = RequestCodeForm({"email": account.email})
        if not form.is_valid():
            said = _("Many codes have just been sent. Wait a minute, and press again.")
            return render(request, "account/seat_entrance.html", {"next": goes_on, "said": said}, status=429)
        LoginCodeVerificationProcess.initiate(request=request, user=account, email=account.email)
        return redirect(f"{reverse('account_confirm_login_code')}?{urlencode({'next': goes_on})}")
    if request.viewer.account_id == account.pk:
        return redirect(goes_on)
    return render(request, "account/seat_entrance.html", {"next": goes_on})


def _own_page(request: ReaderRequest) -> str:
    """The page that `next` names, where it is one of ours; else the client's own page."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else reverse("client-home")
