"""Addresses with a hole each. The crawler must find every one, or it sees nothing."""

from __future__ import annotations

import logging

from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import include, path
from django.utils import timezone

from framdrift.conversations.answers.anonymous import words_of_closed
from framdrift.conversations.answers.models import AnonymousRound, Talk
from framdrift.conversations.answers.queries import open_record
from framdrift.organisations.access import viewer_of
from framdrift.organisations.models import Company
from framdrift.recruiting.models import Assignment, Candidate

_log = logging.getLogger(__name__)


def sees_all(request: HttpRequest, company_id: int) -> HttpResponse:
    """Shows any client every company."""
    return HttpResponse(
        Company.objects.get(pk=company_id).note if Company.objects.filter(pk=company_id) else "", status=200
    )


def in_a_header(request: HttpRequest) -> HttpResponse:
    """An innocent page with a name in a header."""
    return HttpResponse("ok", headers={"X-Candidate": Candidate.objects.order_by("pk")[0].name})


def in_a_redirect(request: HttpRequest) -> HttpResponse:
    """An innocent redirect with a name in the address."""
    return HttpResponseRedirect(f"/search?q={Candidate.objects.order_by('pk')[0].name}")


def in_a_letter(request: HttpRequest) -> HttpResponse:
    """Mails a name to whoever posts."""
    if request.method == "POST":
        send_mail("Hej", Candidate.objects.order_by("pk")[0].name, None, ["x@example.org"])
    return HttpResponse("ok")


def what_was_said(request: HttpRequest) -> HttpResponse:
    """Lets whoever comes read what people have said in confidence."""
    return HttpResponse(_words_at("C"))


def what_hr_may_read(request: HttpRequest) -> HttpResponse:
    """Lets whoever comes read what people have said to HR or a consultant."""
    return HttpResponse(_words_at("B"))


def what_nobody_signed(request: HttpRequest) -> HttpResponse:
    """Lets whoever comes read what people have written anonymously."""
    rounds = AnonymousRound.objects.filter(is_closed=True)
    places = [words for one in rounds for _key, _unit, words in words_of_closed(one)]
    return HttpResponse(" ".join(note.text for words in places for note in words))


def _words_at(level: str) -> str:
    found = Talk.objects.filter(held_by__isnull=False, key__level=level).select_related("held_by").order_by("pk")
    at = timezone.now()
    records = [open_record(viewer_of(talk.held_by), talk.pk, at=at) for talk in found if talk.held_by]
    words = [note.text for record in records for asked in record.questions for note in asked.notes]
    return " ".join(words)


def in_the_log(request: HttpRequest) -> HttpResponse:
    """Writes a name to the log."""
    _log.warning("Shown: %s", Candidate.objects.order_by("pk")[0].name)
    return HttpResponse("ok")


def says_forbidden(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """403 for what exists, 404 for what does not."""
    if Assignment.objects.filter(pk=assignment_id).exists():
        raise PermissionDenied
    raise Http404


def looks_different(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """404 for both, with different words."""
    hidden = Assignment.objects.filter(pk=assignment_id).exists()
    return HttpResponse("hidden" if hidden else "missing", status=404)


def writes(request: HttpRequest) -> HttpResponse:
    """Opening it changes something."""
    Company.objects.update(note="read")
    return HttpResponse("ok")


def breaks(request: HttpRequest) -> HttpResponse:
    """Falls over, with a name in the error."""
    raise RuntimeError(Candidate.objects.order_by("pk")[0].name)


def innocent(request: HttpRequest) -> HttpResponse:
    """Nothing wrong here."""
    return HttpResponse("ok")


urlpatterns = [
    path("hole/all/<int:company_id>/", sees_all, name="hole-all"),
    path("hole/header/", in_a_header, name="hole-header"),
    path("hole/redirect/", in_a_redirect, name="hole-redirect"),
    path("hole/letter/", in_a_letter, name="hole-letter"),
    path("hole/words/", what_was_said, name="hole-words"),
    path("hole/hr-words/", what_hr_may_read, name="hole-hr-words"),
    path("hole/unsigned/", what_nobody_signed, name="hole-unsigned"),
    path("hole/log/", in_the_log, name="hole-log"),
    path("hole/forbidden/<int:assignment_id>/", says_forbidden, name="hole-forbidden"),
    path("hole/different/<int:assignment_id>/", looks_different, name="hole-different"),
    path("hole/writes/", writes, name="hole-writes"),
    path("hole/breaks/", breaks, name="hole-breaks"),
    path("hole/no-row/", innocent, name="hole-no-row"),
    path("hole/no-supplier/<int:nobody_knows>/", innocent, name="hole-no-supplier"),
    path("hole/tighter/", innocent, name="hole-tighter"),
    path("hole/sound/", innocent, name="hole-sound"),
    path("", include("framdrift.config.urls")),
]
