"""The page of one candidacy, its timeline, and the assessment."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from framdrift.desk.candidacies.scorecard import ScorecardForm
from framdrift.desk.candidacies.shown import shown_candidacy
from framdrift.desk.letters.about import lines_about
from framdrift.desk.numbers import number_in
from framdrift.desk.timeline.sentences import lines
from framdrift.organisations.reader import ReaderRequest
from framdrift.recruiting import actions
from framdrift.recruiting.models import Criterion, Scorecard
from framdrift.recruiting.queries.candidacies import CandidacyPage, candidacies_of, candidacy_page
from framdrift.recruiting.queries.evidence import latest_scores
from framdrift.recruiting.queries.offered_times import offered_to
from framdrift.recruiting.queries.timeline import Known, candidacy_timeline, letters_of_candidacy
from framdrift.recruiting.refusals import Refusal


@require_safe
def candidacy(request: ReaderRequest, candidacy_id: int) -> HttpResponse:
    """One candidate in one assignment: what to do now, what is known, what happened."""
    now = timezone.now()
    row = get_object_or_404(candidacies_of(request.viewer), pk=candidacy_id)
    page = candidacy_page(request.viewer, candidacy=row, as_of=now)
    letters = letters_of_candidacy(row)
    told = candidacy_timeline(row, letters=letters, known=_known(page))
    context = {
        "page": page,
        "shown": shown_candidacy(page, viewer=request.viewer, now=now),
        "offered": offered_to(row, as_of=now),
        "letters": lines_about(f"candidacy:{row.pk}", letters),
        "here_address": request.path,
        "events": list(lines(told, now=now)),
        "before": told.before,
        "more_address": reverse("candidacy-timeline", args=[row.pk]),
    }
    return render(request, "candidacies/candidacy.html", context)


def _known(page: CandidacyPage) -> Known:
    """The names that the page has read already."""
    row = page.candidacy
    return Known(
        candidates=(row.candidate,),
        candidacies={row.pk: row.candidate.name},
        plan_steps={step.pk: step for step in page.plan},
        references={one.pk: one.name for one in page.evidence.references},
        tests={one.pk: one.name for one in page.evidence.tests},
        uploads={one.pk: one.name for one in page.uploads},
    )


@require_safe
def timeline(request: ReaderRequest, candidacy_id: int) -> HttpResponse:
    """The timeline from `?before=` on: a page of its own, or its next lines for the page that has it."""
    row = get_object_or_404(candidacies_of(request.viewer), pk=candidacy_id)
    before = request.GET.get("before", "")
    told = candidacy_timeline(row, before=number_in(before))
    context = {
        "candidacy": row,
        "events": list(lines(told, now=timezone.now())),
        "before": told.before,
        "more_address": request.path,
    }
    is_fragment = request.headers.get("HX-Request") == "true"
    return render(request, "timeline/more.html" if is_fragment else "candidacies/timeline.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def scorecard(request: ReaderRequest, candidacy_id: int, scorecard_id: int) -> HttpResponse:
    """The viewer's own assessment: given once, and changed after the debrief as a second round."""
    row = get_object_or_404(candidacies_of(request.viewer), pk=candidacy_id)
    own = Scorecard.objects.filter(candidacy=row, author_id=request.viewer.account_id).select_related("plan_step")
    card = get_object_or_404(own, pk=scorecard_id)
    criteria = list(Criterion.objects.filter(assignment=row.assignment_id, retired_at__isnull=True))
    form = ScorecardForm(
        request.POST or None, criteria=criteria, given=latest_scores(card), initial={"note": card.note}
    )
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, card, form)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence())
        else:
            messages.success(request, _("Your assessment is in. You now see the others'."))
            return redirect("candidacy", candidacy_id=row.pk)
    status = 422 if form.is_bound else 200
    return render(request, "candidacies/scorecard.html", {"candidacy": row, "card": card, "form": form}, status=status)


def _save(request: ReaderRequest, card: Scorecard, form: ScorecardForm) -> None:
    scores, at = form.scores(), timezone.now()
    if card.submitted_at is None:
        actions.submit_scorecard(
            scorecard=card, scores=scores, note=form.cleaned_data["note"], by=request.viewer, at=at
        )
    elif changed := {pk: score for pk, score in scores.items() if score != form.before(pk)}:
        actions.revise_scorecard(scorecard=card, scores=changed, by=request.viewer, at=at)
