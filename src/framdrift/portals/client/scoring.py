"""An assessment: drafted as it is typed, sent in once, changed after the debrief as a second round."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from framdrift.foundation import merging
from framdrift.organisations.reader import ReaderRequest
from framdrift.portals.client.forms import NOT_SEEN, AssessmentForm, Given, typed
from framdrift.recruiting import actions
from framdrift.recruiting.actions.client_balls import keep_draft
from framdrift.recruiting.models import Criterion, Scorecard
from framdrift.recruiting.queries.client_scope import presented_to, seat_cards, shown_name
from framdrift.recruiting.queries.evidence import latest_scores
from framdrift.recruiting.refusals import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def scorecard(request: ReaderRequest, scorecard_id: int) -> HttpResponse:
    """One to five on each criterion, and what was seen. `save=draft` keeps what is typed and sends nothing in."""
    card = get_object_or_404(seat_cards(request.viewer), pk=scorecard_id)
    candidacy = get_object_or_404(presented_to(request.viewer), pk=card.candidacy_id)
    criteria = list(Criterion.objects.filter(assignment=candidacy.assignment_id, retired_at=None))
    form = _form(request, card, criteria)
    is_draft = request.method == "POST" and request.POST.get("save") == "draft"
    if is_draft and (request.headers.get("X-Draft") == "1" or not _too_long(form)):
        return _keep(request, card, criteria)
    if not is_draft and request.method == "POST" and form.is_valid():
        try:
            _send_in(request, card, form)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence())
        else:
            return redirect("client-candidacy", candidacy_id=candidacy.pk)
    context = {"card": card, "candidacy": candidacy, "name": shown_name(candidacy), "form": form}
    return render(request, "client/scorecard.html", context, status=422 if form.is_bound else 200)


def _too_long(form: AssessmentForm) -> bool:
    """Whether a field holds more than is kept: without script the page says which, with everything that was typed."""
    return any(error.code == "max_length" for errors in form.errors.as_data().values() for error in errors)


def _form(request: ReaderRequest, card: Scorecard, criteria: list[Criterion]) -> AssessmentForm:
    is_given = card.submitted_at is not None
    note = card.note if is_given else card.draft.get("note", "")
    return AssessmentForm(
        request.POST if request.method == "POST" else None,
        criteria=criteria,
        given=_given(card) if is_given else _drafted(card),
        initial={"note": note},
    )


def _given(card: Scorecard) -> Given:
    return {pk: (str(score.value or NOT_SEEN), score.note) for pk, score in latest_scores(card).items()}


def _drafted(card: Scorecard) -> Given:
    return {int(pk): (value, note) for pk, (value, note) in card.draft.get("scores", {}).items()}


def _keep(request: ReaderRequest, card: Scorecard, criteria: list[Criterion]) -> HttpResponse:
    """Answered with the draft as it now is to the page's own script, and with the page to one without script."""
    by_script = request.headers.get("X-Draft") == "1"
    try:
        kept = _merge_and_keep(request, card, criteria)
    except Refusal as refusal:
        if by_script:
            return HttpResponse(refusal.sentence(), status=409, content_type="text/plain; charset=utf-8")
        messages.error(request, refusal.sentence())
        return redirect("client-scorecard", scorecard_id=card.pk)
    if by_script:
        return JsonResponse({"fields": kept.fields, "beside": kept.is_beside})
    messages.success(request, _("Your draft is saved. Nobody else sees it."))
    return redirect("client-scorecard", scorecard_id=card.pk)


@transaction.atomic
def _merge_and_keep(request: ReaderRequest, card: Scorecard, criteria: list[Criterion]) -> merging.Merged:
    """What this window typed beside what another has kept meanwhile."""
    row = Scorecard.objects.select_for_update().get(pk=card.pk)
    kept = _fields(row, criteria)
    chosen = {name for name in kept if name.startswith("value-")}
    seen = merging.seen_in(request.POST.get("seen", ""))
    found = merging.merge(seen=seen, typed=request.POST.dict(), kept=kept, chosen=chosen)
    scores, note = typed(found.fields, criteria), found.fields["note"]
    keep_draft(scorecard=row, scores=scores, note=note, by=request.viewer, at=timezone.now())
    return found


def _fields(card: Scorecard, criteria: list[Criterion]) -> Mapping[str, str]:
    """The draft as the page's fields have it."""
    drafted = _drafted(card)
    found = {"note": card.draft.get("note", "")}
    for criterion in criteria:
        value, note = drafted.get(criterion.pk, ("", ""))
        found |= {f"value-{criterion.pk}": value, f"note-{criterion.pk}": note}
    return found


def _send_in(request: ReaderRequest, card: Scorecard, form: AssessmentForm) -> None:
    at = timezone.now()
    if card.submitted_at is None:
        actions.submit_scorecard(
            scorecard=card, scores=form.scores(), note=form.cleaned_data["note"], by=request.viewer, at=at
        )
        messages.success(request, _("Thank you. Your assessment is in, and the others' are open to you."))
    elif changed := form.changed():
        actions.revise_scorecard(scorecard=card, scores=changed, by=request.viewer, at=at)
        messages.success(request, _("Your changes are kept beside what you gave first."))
