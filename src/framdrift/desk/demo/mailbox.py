"""The demonstration's mail: every letter that went, by receiver, its links working, so that one can act as them."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Count, Max
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from framdrift.foundation.models import Letter
from framdrift.organisations.reader import ReaderRequest

_RECEIVERS, _LETTERS = 100, 50
_FRAME = (
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; "
    "sandbox allow-top-navigation-by-user-activation"
)
_TOP = '<base target="_top">'


@require_safe
def mailbox(request: ReaderRequest) -> HttpResponse:
    """The receivers, the latest letter first; with `?to=` one receiver's letters, newest first."""
    _only_in_demonstration()
    went = Letter.objects.filter(state__in=(Letter.State.SENT, Letter.State.BOUNCED)).exclude(to_email="")
    to = request.GET.get("to", "")
    receivers = went.values("to_email").annotate(n=Count("pk"), last_at=Max("sent_at"), name=Max("to_name"))
    context = {
        "receivers": receivers.order_by("-last_at", "to_email")[:_RECEIVERS] if not to else [],
        "to": to,
        "letters": went.filter(to_email=to).order_by("-sent_at", "-pk")[:_LETTERS] if to else [],
    }
    return render(request, "demo/mailbox.html", context)


@require_safe
def letter(request: ReaderRequest, letter_id: int) -> HttpResponse:
    """One letter as its receiver sees it."""
    _only_in_demonstration()
    row = get_object_or_404(Letter, pk=letter_id, state__in=(Letter.State.SENT, Letter.State.BOUNCED))
    return render(request, "demo/letter.html", {"letter": row, "files": [one["name"] for one in row.attachments]})


@require_safe
def page(request: ReaderRequest, letter_id: int) -> HttpResponse:
    """The letter's HTML for the frame: no script; a link leads the whole window on."""
    _only_in_demonstration()
    row = get_object_or_404(Letter, pk=letter_id, state__in=(Letter.State.SENT, Letter.State.BOUNCED))
    response = HttpResponse(row.body_html.replace("<head>", f"<head>{_TOP}", 1))
    response.headers["Content-Security-Policy"] = _FRAME
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _only_in_demonstration() -> None:
    if not settings.FRAMDRIFT_DEMO:
        raise Http404
