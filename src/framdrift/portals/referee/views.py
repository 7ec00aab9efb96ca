"""The referee's pages, read on a personal link: agree first, answer, thanks. Opening them changes nothing."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from framdrift.foundation import links, merging
from framdrift.foundation.personal_pages import private
from framdrift.portals.referee.forms import ReferenceForm, TakeBackForm, WillingForm
from framdrift.portals.referee.inviting import send_new_link
from framdrift.portals.referee.opening import PURPOSE, Visit, closed_door, on_a_referees_link, sentence_for
from framdrift.recruiting import actions
from framdrift.recruiting.actions import references
from framdrift.recruiting.kinds import CandidacyStatus
from framdrift.recruiting.models import Criterion, Reference
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
    """Keep what has been typed: the draft as it now is to the page's own script, the page to one without script."""
    if request.headers.get("X-Draft") == "1":
        return _keep_by_script(request, visit)
    form = _form(request, visit)
    if not form.is_valid():
        return visit.show(request, "referee/answer.html", {"form": form}, status=422)
    try:
        references.save_reference_draft(reference=visit.reference, told=form.told(), by=visit.by, at=visit.at)
    except Refusal as refusal:
        return _said(sentence_for(refusal))
    return visit.show(request, "referee/answer.html", {"form": form, "is_kept": True})


@transaction.atomic
def _keep_by_script(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What this window typed beside what another has kept meanwhile."""
    held = Reference.objects.select_for_update().get(pk=visit.reference.pk)
    kept = _kept_fields(held)
    chosen = {name for name in kept if name.startswith("value-")}
    seen = merging.seen_in(request.POST.get("seen", ""))
    found = merging.merge(seen=seen, typed=request.POST.dict(), kept=kept, chosen=chosen)
    form = _form_of(held, found.fields)
    if not form.is_valid():
        return _said(" ".join(str(error) for errors in form.errors.values() for error in errors))
    try:
        references.save_reference_draft(reference=held, told=form.told(), by=visit.by, at=visit.at)
    except Refusal as refusal:
        return _said(sentence_for(refusal))
    now = _kept_fields(Reference.objects.get(pk=held.pk))  # what may not be kept has been masked
    return JsonResponse({"fields": now, "beside": found.is_beside})


def _kept_fields(reference: Reference) -> dict[str, str]:
    return {field.name: str(field.initial) for field in _form_of(reference) if field.name != "done"}


def _said(sentence: str) -> HttpResponse:
    return HttpResponse(sentence, status=409, content_type="text/plain; charset=utf-8")


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
    return _form_of(visit.reference, request.POST if request.method == "POST" else None)


def _form_of(reference: Reference, data: Mapping[str, str] | None = None) -> ReferenceForm:
    """With what has been kept so far, and nothing typed unless `data` is."""
    criteria = list(Criterion.objects.filter(assignment=reference.candidacy.assignment_id, retired_at=None))
    given = {answer.criterion_id: answer for answer in reference.answers.all()}
    return ReferenceForm(data, criteria=criteria, given=given, initial={"body": reference.body})


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
