"""Opens a candidate's pages: who the token belongs to, in which browser, in whose language and time.

The link carries its own context. A colleague who is signed in in the same browser changes nothing, and nothing is kept
in a session. Every token that opens nothing gets one and the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation

from framdrift.foundation import codes, links
from framdrift.foundation.personal_pages import private
from framdrift.organisations.access import Viewer
from framdrift.portals.candidate.addresses import PURPOSE, lives_until
from framdrift.recruiting.kinds import AssignmentStatus
from framdrift.recruiting.models import Candidacy, Candidate
from framdrift.recruiting.queries.public import own_candidacy
from framdrift.recruiting.refusals import Refusal

BROWSER_COOKIE = "framdrift_browser"
_COOKIE_LIVES = timedelta(days=30)


@dataclass(frozen=True)
class Visit:
    """One request on a candidate's link: whose it is, who acts, when, and a secret name of the browser."""

    token: str
    candidacy: Candidacy
    by: Viewer
    at: datetime
    browser: str

    @property
    def candidate(self) -> Candidate:
        """Whose page it is."""
        return self.candidacy.candidate

    @property
    def subject(self) -> str:
        """What the link and its codes belong to."""
        return f"candidacy:{self.candidacy.pk}"

    @property
    def language(self) -> str:
        """The candidate's own."""
        return self.by.language

    def address(self, name: str, *, told: str = "", **parts: str) -> str:
        """One of this link's addresses; `told` names the sentence that the page greets with."""
        path = reverse(name, kwargs={"token": self.token, **parts})
        return f"{path}?told={told}" if told else path

    def to(self, name: str, *, told: str = "", **parts: str) -> HttpResponse:
        """Lead there."""
        return HttpResponseRedirect(self.address(name, told=told, **parts))

    def show(
        self, request: HttpRequest, template: str, context: Mapping[str, object] | None = None, *, status: int = 200
    ) -> HttpResponse:
        """A page of the candidate's."""
        always = {"visit": self, "owner": self.candidacy.assignment.owner}
        return render(request, template, {**always, **(context or {})}, status=status)


Page = Callable[..., HttpResponse]  # (request, visit, **parts of the address)
Route = Callable[..., HttpResponse]


def on_a_candidates_link(*methods: str) -> Callable[[Page], Route]:
    """Make an address of a page: it is given a `Visit`, and answers to these methods alone."""

    def address_of(page: Page) -> Route:
        @wraps(page)
        def answer(request: HttpRequest, token: str, **parts: str) -> HttpResponse:
            at = timezone.now()
            candidacy = _opened(token, at=at)
            if candidacy is None:
                return closed_door(request, token)
            if request.method not in methods:
                return private(_not_so(methods), language="")
            known = request.COOKIES.get(BROWSER_COOKIE, "")
            visit = Visit(token, candidacy, _viewer(candidacy.candidate), at, known or codes.new_browser())
            with translation.override(visit.language), timezone.override(visit.by.zone):
                response = page(request, visit, **parts)
            _remember(response, visit, is_new=not known)
            return private(response, language=visit.language)

        return answer

    return address_of


def _opened(token: str, *, at: datetime) -> Candidacy | None:
    link = links.open_link(token, purpose=PURPOSE, at=at)
    if link is None:
        return None
    candidacy = own_candidacy(int(link.subject_key.partition(":")[2]))
    is_noted_now = link.last_used_at == at
    if candidacy is not None and is_noted_now and candidacy.assignment.status != AssignmentStatus.CLOSED:
        links.prolong(subject_key=link.subject_key, expires_at=lives_until(candidacy.assignment, used_at=at))
    return candidacy


def _viewer(candidate: Candidate) -> Viewer:
    return Viewer(
        kind="candidate",
        pseudonym=candidate.pseudonym,
        person_id=candidate.pk,
        name=candidate.name,
        language=candidate.language,
        zone=ZoneInfo(candidate.zone),
    )


def _not_so(methods: tuple[str, ...]) -> HttpResponse:
    return HttpResponse(status=405, headers={"Allow": ", ".join(methods)})


def _remember(response: HttpResponse, visit: Visit, *, is_new: bool) -> None:
    """Name the browser, for this link's pages alone."""
    if is_new:
        response.set_cookie(
            BROWSER_COOKIE,
            visit.browser,
            max_age=int(_COOKIE_LIVES.total_seconds()),
            path=visit.address("candidate-home"),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def closed_door(request: HttpRequest, token: str, *, is_asked: bool = False) -> HttpResponse:
    """The same for a token that never was, ran out or was taken back: a new link can be asked for, by mail."""
    language = translation.get_language() or "en"
    status = 200 if is_asked else 404
    response = render(request, "candidate/closed_door.html", {"token": token, "is_asked": is_asked}, status=status)
    return private(response, language=language)


def sentence_for(refusal: Refusal) -> str:
    """A refusal in words for somebody outside: those meant for colleagues say too much, and help nobody here."""
    if type(refusal).__module__.endswith("outside_refusals"):
        return refusal.sentence()
    return translation.gettext("This cannot be done just now. Write to us, and we will put it right.")
