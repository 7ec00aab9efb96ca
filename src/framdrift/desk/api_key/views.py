"""One's own key for programs."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from framdrift.desk.organisations.hidden import hidden_is_missing
from framdrift.organisations import api_key as keys
from framdrift.organisations.reader import ReaderRequest


@require_http_methods(["GET", "HEAD", "POST"])
@hidden_is_missing
def api_key(request: ReaderRequest) -> HttpResponse:
    """Whether there is a key, and a new one, which is shown this once."""
    at = timezone.now()
    made = keys.make_key(by=request.viewer, at=at) if request.method == "POST" else ""
    shown = {"made": made, "key": keys.key_of(request.viewer, at=at)}
    return render(request, "api_key/api_key.html", shown)


@require_POST
@hidden_is_missing
def api_key_remove(request: ReaderRequest) -> HttpResponse:
    """The key opens nothing any more."""
    keys.remove_key(by=request.viewer, at=timezone.now())
    messages.success(request, _("The key is removed. Programs that used it read nothing any more."))
    return redirect("api-key")
