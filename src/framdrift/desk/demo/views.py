"""Enter the demonstration as any kind of user. Opening a page signs nobody in; only the form does."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from framdrift.desk.demo.kinds import KINDS, PURPOSES, SUBJECTS, Kind, account_for
from framdrift.foundation import links
from framdrift.organisations.reader import ReaderRequest

_LINK_LIVES = timedelta(days=1)
_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_safe
def demo(request: ReaderRequest) -> HttpResponse:
    """Every kind of user, each with a form that enters as one."""
    _only_in_demonstration()
    return render(request, "demo/demo.html", {"kinds": KINDS.values()})


@require_POST
def enter(request: ReaderRequest, kind: str) -> HttpResponse:
    """Leave whoever was signed in, and become one of this kind: signed in, or led to a fresh personal link."""
    _only_in_demonstration()
    if kind not in KINDS:
        raise Http404
    chosen = KINDS[kind]
    return _with_link(request, chosen) if chosen.page else _signed_in(request, chosen)


def _only_in_demonstration() -> None:
    if not settings.FRAMDRIFT_DEMO:
        raise Http404


def _signed_in(request: ReaderRequest, kind: Kind) -> HttpResponse:
    account = account_for(kind.role)
    if account is None:
        return _nobody(request)
    logout(request)
    login(request, account, backend=_BACKEND)
    return redirect("home")


def _with_link(request: ReaderRequest, kind: Kind) -> HttpResponse:
    subject = SUBJECTS[kind.code]()
    if not subject or not _exists(kind.page):
        return _nobody(request)
    logout(request)
    now = timezone.now()
    token = links.make(purpose=PURPOSES[kind.page], subject_key=subject, expires_at=now + _LINK_LIVES, at=now)
    return redirect(kind.page, token=token)


def _nobody(request: ReaderRequest) -> HttpResponse:
    messages.warning(request, _("There is nobody of that kind to enter as here. Choose another."))
    return redirect("demo")


def _exists(page: str) -> bool:
    try:
        reverse(page, kwargs={"token": "x"})
    except NoReverseMatch:
        return False
    return True
