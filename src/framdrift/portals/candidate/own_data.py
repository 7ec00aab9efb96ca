"""My data: seen and downloaded after a code, and asked to be erased after another."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy

from framdrift.foundation import letter_words
from framdrift.foundation.correspondence import compose
from framdrift.organisations.models import Agency
from framdrift.portals.candidate import letters
from framdrift.portals.candidate.coding import Act, ask, reader_of
from framdrift.portals.candidate.forms import EraseForm, SeeDataForm
from framdrift.portals.candidate.opening import Visit, on_a_candidates_link
from framdrift.recruiting.actions import outside
from framdrift.recruiting.queries.own_data import own_data
from framdrift.recruiting.queries.public import erasure_answer_by

_COOKIE = "framdrift_own_data"
_SALT = "framdrift.portals.candidate.own_data"
_OPEN_FOR_SECONDS = 10 * 60


@on_a_candidates_link("GET", "HEAD", "POST")
def see(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What is kept about me: a readable page for ten minutes after the code, else the way to it."""
    if request.method != "POST" and _is_open(request, visit):
        data = own_data(visit.candidate, language=visit.language, as_of=visit.at)
        return visit.show(request, "candidate/own_data.html", {"data": data})
    form = SeeDataForm(request.POST if request.method == "POST" else None)
    return ask(request, visit, SEE, form, "candidate/see_data.html")


def _see(visit: Visit, kept: Mapping[str, str]) -> HttpResponse:
    outside.note_data_shown(candidate=visit.candidate, by=visit.by, at=visit.at)
    response = visit.to("candidate-data")
    response.set_cookie(
        _COOKIE,
        signing.TimestampSigner(salt=_SALT).sign(f"{visit.subject}:{visit.browser}"),
        max_age=_OPEN_FOR_SECONDS,
        path=visit.address("candidate-data"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _is_open(request: HttpRequest, visit: Visit) -> bool:
    try:
        opened = signing.TimestampSigner(salt=_SALT).unsign(request.COOKIES.get(_COOKIE, ""), max_age=_OPEN_FOR_SECONDS)
    except signing.BadSignature:
        return False
    return opened == f"{visit.subject}:{visit.browser}"


@on_a_candidates_link("GET", "HEAD")
def download(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The same in an open format, for another service or for keeping."""
    if not _is_open(request, visit):
        return visit.to("candidate-data")
    data = own_data(visit.candidate, language=visit.language, as_of=visit.at)
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response.headers["Content-Disposition"] = 'attachment; filename="framdrift.json"'
    return response


@on_a_candidates_link("GET", "HEAD", "POST")
def erase(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Asked for here, confirmed with a code; done at once, or answered by a person while a claim may be made."""
    form = EraseForm(request.POST if request.method == "POST" else None)
    asked_at = visit.candidate.erasure_asked_at
    if asked_at is not None:
        context = {"answer_by": erasure_answer_by(asked_at)}
        return visit.show(request, "candidate/erasure_asked.html", context)
    return ask(request, visit, ERASE, form, "candidate/erase.html")


def _erase(visit: Visit, kept: Mapping[str, str]) -> HttpResponse:
    answer_by = outside.ask_erasure(candidate=visit.candidate, by=visit.by, at=visit.at)
    if answer_by is None:
        return HttpResponse(render_to_string("candidate/goodbye.html", {"agency": Agency.objects.first()}))
    compose(
        kind=letters.ERASURE_ASKED,
        key=f"candidate-erasure:{visit.candidate.pk}:{visit.at.date()}",
        to=reader_of(visit),
        values={"answer_by": letter_words.day_words(answer_by, visit.language)},
        at=visit.at,
        about=visit.candidate.pseudonym,
        subject_key=visit.subject,
    )
    return visit.to("candidate-home", told="erasure-asked")


SEE = Act(
    purpose="data",
    page="candidate-data",
    title=gettext_lazy("See my data"),
    button=gettext_lazy("See my data"),
    what=gettext_lazy("see what is kept about you"),
    do=_see,
)
ERASE = Act(
    purpose="erase",
    page="candidate-erase",
    title=gettext_lazy("Erase my data"),
    button=gettext_lazy("Erase my data"),
    what=gettext_lazy("have everything about you erased"),
    do=_erase,
)
