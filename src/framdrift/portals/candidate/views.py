"""The candidate's page: read on a personal link, without an account; opening it changes nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from framdrift.foundation import links
from framdrift.foundation.correspondence import Reader, compose
from framdrift.foundation.models import Letter
from framdrift.foundation.personal_pages import private
from framdrift.portals.candidate import letters
from framdrift.portals.candidate.addresses import PURPOSE, candidate_address, subject_of
from framdrift.portals.candidate.happened import lines
from framdrift.portals.candidate.opening import Visit, closed_door, on_a_candidates_link
from framdrift.recruiting import actions
from framdrift.recruiting.queries.public import candidate_page, own_candidacy


@on_a_candidates_link("GET", "HEAD")
def home(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Where I stand, who has the ball until when, when I hear next, what happened, and what I can do."""
    page = candidate_page(visit.candidacy, language=visit.language, as_of=visit.at)
    context = {"page": page, "happened": lines(page.history), "told": _told(request.GET.get("told", ""))}
    return visit.show(request, "candidate/home.html", context)


def _told(code: str) -> str:
    """What was just done on another page, as a sentence; an unknown code says nothing."""
    return {
        "time-set": _("The time is yours. A letter with a calendar file is on its way."),
        "time-back": _("The time is given back. You are still in the process."),
        "no-offer": _("There is no offer to answer just now."),
        "withdrew": _("You have stepped out. A receipt is on its way to your mailbox."),
        "accepted": _("Your yes has arrived. Congratulations! A receipt is on its way to your mailbox."),
        "declined": _("Your answer has arrived. Thank you for considering it. A receipt is on its way."),
        "ended": _("This process has ended already."),
        "language": _("Pages and letters are in English now."),
        "asked": _("Your question has arrived."),
        "erasure-asked": _("Your request has arrived, and a person answers it. A receipt is on its way."),
    }.get(code, "")


@on_a_candidates_link("POST")
def language(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Pages and letters in Swedish or in English from now on."""
    chosen = request.POST.get("language", "")
    if chosen not in ("sv", "en") or chosen == visit.language:
        return visit.to("candidate-home")
    actions.change_candidate(candidate=visit.candidate, changes={"language": chosen}, by=visit.by, at=visit.at)
    return visit.to("candidate-home", told="language")


@require_POST
def renew(request: HttpRequest, token: str) -> HttpResponse:
    """Mail a new link to the address we know, once a day, where the token ran out. Said alike for every token."""
    at = timezone.now()
    link = links.expired(token, purpose=PURPOSE, at=at)
    candidacy = own_candidacy(int(link.subject_key.partition(":")[2])) if link else None
    key = f"candidate-link:{link.pk}:{at.date()}" if link else ""
    if candidacy and candidacy.candidate.email and not Letter.objects.filter(key=key).exists():
        who = candidacy.candidate
        with translation.override(who.language):
            compose(
                kind=letters.NEW_LINK,
                key=key,
                to=Reader(email=who.email, name=who.name, language=who.language, zone=who.zone),
                values={"assignment": candidacy.assignment.title},
                action=(_("Open your page"), candidate_address(candidacy, at=at)),
                at=at,
                company_id=candidacy.company_id,
                about=who.pseudonym,
                subject_key=subject_of(candidacy),
            )
    response = HttpResponseRedirect(reverse("candidate-renewed", kwargs={"token": token}))
    return private(response, language=translation.get_language() or "en")


def renewed(request: HttpRequest, token: str) -> HttpResponse:
    """What happens after asking for a new link: the same whether the token was ever one."""
    return closed_door(request, token, is_asked=True)
