"""Whether a client's person gets the weekly letter: their own choice, made and taken back with one press."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from framdrift.momentum.choices import choose_weekly, wants_weekly
from framdrift.organisations.models import Account
from framdrift.organisations.reader import ReaderRequest


@require_http_methods(["GET", "HEAD", "POST"])
def weekly(request: ReaderRequest) -> HttpResponse:
    """How it is now, and the other way."""
    account = Account.objects.filter(pk=request.viewer.account_id or 0, company__isnull=False).first()
    if account is None:
        raise Http404
    if request.method == "POST":
        wanted = request.POST.get("wanted") == "yes"
        choose_weekly(account=account, wanted=wanted, by=request.viewer, at=timezone.now())
        yes, no = (
            _("Saved. You get the weekly letter on Fridays."),
            _("Saved. You do not get the weekly letter any more."),
        )
        messages.success(request, yes if wanted else no)
        return redirect("client-weekly")
    return render(request, "client/weekly.html", {"wants": wants_weekly(account)})
