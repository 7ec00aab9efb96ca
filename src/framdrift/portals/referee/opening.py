"""Opens a referee's pages: who the token belongs to, in whose language; all other tokens are answered alike."""

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

from framdrift.foundation import links
from framdrift.foundation.personal_pages import private
from framdrift.organisations.access import Viewer
from framdrift.recruiting.models import Reference
from framdrift.recruiting.queries.public import referee_page
from framdrift.recruiting.refusals import Refusal

PURPOSE = "referee"
LIVES = timedelta(days=90)


@dataclass(frozen=True)
class Visit:
    """One request on a referee's link."""

    token: str
    reference: Reference
    by: Viewer
    at: datetime

    def address(self, name: str) -> str:
        """One of this link's addresses."""
        return reverse(name, kwargs={"token": self.token})

    def to(self, name: str) -> HttpResponse:
        """Lead there."""
        return HttpResponseRedirect(self.address(name))

    def show(
        self, request: HttpRequest, template: str, context: Mapping[str, object] | None = None, *, status: int = 200
    ) -> HttpResponse:
        """A page of the referee's."""
        candidacy = self.reference.candidacy
        always = {
            "visit": self,
            "reference": self.reference,
            "person": candidacy.candidate,
            "assignment": candidacy.assignment,
            "company": "" if candidacy.assignment.confidential else candidacy.assignment.company.name,
            "owner": candidacy.assignment.owner,
        }
        return render(request, template, {**always, **(context or {})}, status=status)


Page = Callable[[HttpRequest, Visit], HttpResponse]
Route = Callable[..., HttpResponse]


def on_a_referees_link(*methods: str) -> Callable[[Page], Route]:
    """Make an address of a page: it is given a `Visit`, and answers to these methods alone."""

    def address_of(page: Page) -> Route:
        @wraps(page)
        def answer(request: HttpRequest, token: str) -> HttpResponse:
            at = timezone.now()
            link = links.open_link(token, purpose=PURPOSE, at=at)
            reference = referee_page(int(link.subject_key.partition(":")[2])) if link else None
            if reference is None:
                return closed_door(request, token)
            if request.method not in methods:
                return private(HttpResponse(status=405, headers={"Allow": ", ".join(methods)}), language="")
            visit = Visit(token, reference, _viewer(reference), at)
            with translation.override(visit.by.language), timezone.override(visit.by.zone):
                response = page(request, visit)
            return private(response, language=visit.by.language)

        return answer

    return address_of


def referee_address(reference: Reference, *, at: datetime) -> str:
    """The absolute address of a referee's page, by a new link, for a letter."""
    token = links.make(purpose=PURPOSE, subject_key=f"reference:{reference.pk}", expires_at=at + LIVES, at=at)
    return settings.FRAMDRIFT_ADDRESS + reverse("referee-home", kwargs={"token": token})


def closed_door(request: HttpRequest, token: str, *, is_asked: bool = False) -> HttpResponse:
    """The same for a token that never was, ran out or was taken back: a new link can be asked for, by mail."""
    status = 200 if is_asked else 404
    response = render(request, "referee/closed_door.html", {"token": token, "is_asked": is_asked}, status=status)
    return private(response, language=translation.get_language() or "en")


def sentence_for(refusal: Refusal) -> str:
    """A refusal in words for somebody outside: those meant for colleagues say too much, and help nobody here."""
    if type(refusal).__module__.endswith("outside_refusals"):
        return refusal.sentence()
    return translation.gettext("This cannot be done just now. Write to us, and we will put it right.")


def _viewer(reference: Reference) -> Viewer:
    return Viewer(
        kind="referee",
        pseudonym=f"referee-{reference.pk}",
        person_id=reference.pk,
        name=reference.name,
        language=reference.language,
        zone=ZoneInfo(settings.FRAMDRIFT_ZONE),
    )
