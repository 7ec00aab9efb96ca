"""The referee's pages, read on a personal link: agree first, answer, thanks. Opening them changes nothing."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from framdrift.foundation import links
from framdrift.foundation.personal_pages import private
from framdrift.portals.referee.forms import ReferenceForm, TakeBackForm, WillingForm
from framdrift.portals.referee.inviting import send_new_link
from framdrift.portals.referee.opening import PURPOSE, Visit, closed_door, on_a_referees_link, sentence_for
from framdrift.recruiting import actions
from framdrift.recruiting.actions import references
from framdrift.recruiting.kinds import CandidacyStatus
from framdrift.recruiting.models import Criterion
from framdrift.recruiting.queries.public import is_decided_on, referee_page
from framdrift.recruiting.refusals import Refusal


@on_a_referees_link("GET", "HEAD", "POST")
def home(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Who asks, about whom, who reads it, how long it is kept; then yes or no."""
    form = WillingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return _answered(visit, is_willing=form.cleaned_data["willing"] == "yes")
        except Refusal as refusal:
            form.add_error(None, sentence_for(refusal))
    context = {"form": form, "is_over": _is_over(visit)}
    return visit.show(request, "referee/home.html", context, status=422 if form.is_bound else 200)


def _answered(visit: Visit, *, is_willing: bool) -> HttpResponse:
    if is_willing:
        references.agree_to_tell(reference=visit.reference, by=visit.by, at=visit.at)
        return visit.to("referee-answer")
    if visit.reference.declined_at is None:
        actions.decline_reference(reference=visit.reference, by=visit.by, at=visit.at)
    return visit.to("referee-thanks")


@on_a_referees_link("GET", "HEAD", "POST")
def answer(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The criteria of the profile, anchored, and words of one's own. Sent when the box is ticked, else kept."""
    if visit.reference.consented_at is None or _is_over(visit):
        return visit.to("referee-home")
    if request.POST.get("save") == "draft":
        return _keep(request, visit)
    form = _form(request, visit)
    if form.is_valid():
        try:
            return _kept_or_sent(request, visit, form)
        except Refusal as refusal:
            form.add_error(None, sentence_for(refusal))
    status = 422 if form.is_bound else 200
    return visit.show(request, "referee/answer.html", {"form": form}, status=status)


def _kept_or_sent(request: HttpRequest, visit: Visit, form: ReferenceForm) -> HttpResponse:
    told, is_done = form.told(), form.cleaned_data["done"]
    if is_done:
        references.send_reference(reference=visit.reference, told=told, by=visit.by, at=visit.at)
        return visit.to("referee-thanks")
    if visit.reference.received_at is None:
        references.save_reference_draft(reference=visit.reference, told=told, by=visit.by, at=visit.at)
    form.add_error("done", _("Tick the box when you are ready. What you wrote is kept."))
    return visit.show(request, "referee/answer.html", {"form": form}, status=422)


def _keep(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Keep what has been typed: nothing back to the page's own script, the page again to one without script."""
    by_script = request.headers.get("X-Draft") == "1"
    form = _form(request, visit)
    if not form.is_valid():
        return visit.show(request, "referee/answer.html", {"form": form}, status=422)
    try:
        references.save_reference_draft(reference=visit.reference, told=form.told(), by=visit.by, at=visit.at)
    except Refusal as refusal:
        return HttpResponse(sentence_for(refusal), status=409, content_type="text/plain; charset=utf-8")
    return (
        HttpResponse(status=204)
        if by_script
        else visit.show(request, "referee/answer.html", {"form": form, "is_kept": True})
    )


@on_a_referees_link("GET", "HEAD", "POST")
def thanks(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Thanks, and the way back: correct it or take it back until a decision has been taken."""
    reference = visit.reference
    if reference.received_at is None and reference.declined_at is None:
        return visit.to("referee-home")
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            references.take_back_reference(reference=reference, by=visit.by, at=visit.at)
            return visit.to("referee-answer")
        except Refusal as refusal:
            form.add_error(None, sentence_for(refusal))
    context = {"form": form, "is_decided": is_decided_on(reference)}
    return visit.show(request, "referee/thanks.html", context, status=422 if form.is_bound else 200)


def _form(request: HttpRequest, visit: Visit) -> ReferenceForm:
    criteria = list(Criterion.objects.filter(assignment=visit.reference.candidacy.assignment_id, retired_at=None))
    given = {answer.criterion_id: answer for answer in visit.reference.answers.all()}
    return ReferenceForm(
        request.POST if request.method == "POST" else None,
        criteria=criteria,
        given=given,
        initial={"body": visit.reference.body},
    )


def _is_over(visit: Visit) -> bool:
    reference = visit.reference
    return reference.received_at is None and reference.candidacy.status != CandidacyStatus.ACTIVE


@on_a_referees_link("POST")
def language(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The page and its letters in Swedish or in English from now on."""
    chosen = request.POST.get("language", "")
    if chosen in ("sv", "en") and chosen != visit.by.language:
        references.choose_referees_language(reference=visit.reference, language=chosen, by=visit.by, at=visit.at)
    return visit.to("referee-home")


@require_POST
def renew(request: HttpRequest, token: str) -> HttpResponse:
    """Mail a new link to the address we know, where the token is one that ran out. Said alike for every token."""
    at = timezone.now()
    link = links.expired(token, purpose=PURPOSE, at=at)
    reference = referee_page(int(link.subject_key.partition(":")[2])) if link else None
    if link and reference and reference.email:
        with transaction.atomic():
            send_new_link(link, reference, at=at)
    response = HttpResponseRedirect(reverse("referee-renewed", kwargs={"token": token}))
    return private(response, language=translation.get_language() or "en")


def renewed(request: HttpRequest, token: str) -> HttpResponse:
    """What happens after asking for a new link: the same whether the token was ever one."""
    return closed_door(request, token, is_asked=True)
