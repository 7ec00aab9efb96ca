"""Level D: the receipt typed again on another device, this device left, the answer removed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from framdrift.conversations.answers import anonymous
from framdrift.foundation.personal_pages import private
from framdrift.portals.employee.opening import (
    RECEIPT_COOKIE,
    Visit,
    closed_door,
    keep_cookie,
    on_a_persons_link,
)

_LAST_LETTERS = 4


@require_POST
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """A typed receipt opens its answer behind any address of ours; a wrong one is said to be so, whatever it was."""
    typed = "".join(request.POST.get("receipt", "").split()).upper()[:64]
    found = anonymous.round_of_receipt(typed) if anonymous.answer_of(typed) else None
    if found is None:
        said = _("No open answer has that receipt. Look at every letter; after the close receipts no longer work.")
        return closed_door(request, token, said=said, status=422)
    language = translation.get_language() or "sv"
    visit = Visit(token=token, at=timezone.now(), language=language, programme_round=found, receipt=typed)
    response = visit.to("employee-home", told="receipt")
    keep_cookie(response, visit, RECEIPT_COOKIE, typed)
    return private(response, language=language)


@on_a_persons_link("GET", "HEAD", "POST", anonymous_only=True)
def leave(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Forget the receipt on this device: whoever opens the letter here afterwards sees nothing."""
    if request.method != "POST":
        return visit.show(request, "employee/leave.html")
    return _without_cookie(visit, visit.to("employee-left"))


def left(request: HttpRequest, token: str) -> HttpResponse:
    """After that."""
    said = _("This device has forgotten your answer. It is kept, and your receipt opens it.")
    return closed_door(request, token, said=said, status=200)


@on_a_persons_link("GET", "HEAD", "POST", anonymous_only=True)
def remove(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Remove the answer: the last letters of the receipt are typed, which no scanner does."""
    if not visit.receipt or visit.is_over:
        return visit.to("employee-home")
    said = ""
    if request.method == "POST":
        typed = "".join(request.POST.get("letters", "").split()).upper()
        if typed == visit.receipt[-_LAST_LETTERS:] and anonymous.withdraw_words(receipt=visit.receipt):
            return _without_cookie(visit, visit.to("employee-removed"))
        said = _("Those are not the last four letters of the receipt.")
    return visit.show(request, "employee/remove.html", {"said": said}, status=422 if said else 200)


def removed(request: HttpRequest, token: str) -> HttpResponse:
    """After that."""
    return closed_door(request, token, said=_("Your answer is removed. Nothing of it is kept."), status=200)


def _without_cookie(visit: Visit, response: HttpResponse) -> HttpResponse:
    response.delete_cookie(RECEIPT_COOKIE, path=visit.address("employee-home"), samesite="Lax")
    return response
