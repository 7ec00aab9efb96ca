"""What is done with a draft: sent to the client, called off, its search stopped, one of its meetings changed."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from framdrift.desk.assignments.subject import VERBS, assignments_of
from framdrift.desk.components import words
from framdrift.desk.kickoff.forms import ProposalForm
from framdrift.desk.verbs import Doing, Done
from framdrift.organisations.reader import ReaderRequest
from framdrift.planning.booking.openings import openings_for
from framdrift.planning.booking.words import meeting_title
from framdrift.recruiting.actions import sittings
from framdrift.recruiting.kinds import MeetingState, SittingState
from framdrift.recruiting.models import Assignment, Meeting, MeetingSeat, Sitting
from framdrift.recruiting.queries.meetings import visible_meetings, visible_sittings
from framdrift.recruiting.refusals import Refusal

_MOST, _LOOKED_AT = 8, 40


@VERBS.verb(gettext_lazy("Stop looking"))
def stop(doing: Doing[Assignment]) -> Done:
    """What has been found so far is kept."""
    sittings.ask_search_to_stop(sitting=_sitting(doing), by=doing.by, at=doing.at)
    return Done(_("The search ends now; the best times so far are kept."), to=_home(doing.row))


@VERBS.verb(gettext_lazy("Hold the times and ask the client"))
def send(doing: Doing[Assignment]) -> Done:
    """Everybody's time is held, and whoever decides gets a letter."""
    sent = sittings.send_sitting(sitting=_sitting(doing), by=doing.by, at=doing.at)
    told = _("The times are held. %(who)s has got a letter and says yes on their page.")
    return Done(told % {"who": sent.sent_to.name if sent.sent_to else ""}, to=_home(doing.row))


@VERBS.verb(gettext_lazy("Call off the kick-off"))
def drop(doing: Doing[Assignment]) -> Done:
    """What was held is free again."""
    sittings.drop_sitting(sitting=_sitting(doing), reason="", by=doing.by, at=doing.at)
    return Done(_("The kick-off is called off, and everybody's time is free."), to=_home(doing.row))


def _sitting(doing: Doing[Assignment]) -> Sitting:
    rows = visible_sittings(doing.by).filter(assignment=doing.row)
    return get_object_or_404(rows, state__in=[SittingState.DRAFTED, SittingState.SENT])


def _home(row: Assignment) -> str:
    return reverse("assignment-kickoff", args=[row.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: ReaderRequest, assignment_id: int, meeting_id: int) -> HttpResponse:
    """Another time for one of the proposed meetings, among those when all its people can come; or leave it out."""
    at = timezone.now()
    row = get_object_or_404(assignments_of(request.viewer), pk=assignment_id)
    rows = visible_meetings(request.viewer).filter(assignment=row, state=MeetingState.PROPOSED)
    meeting = get_object_or_404(rows.select_related("plan_step", "assignment"), pk=meeting_id)
    if meeting.sitting_id is None:
        raise Http404
    starts = _openings(meeting, at)
    choices = [(start.isoformat(), words.moment_words(start, at)) for start in starts]
    form = ProposalForm(request.POST if request.method == "POST" else None, choices=choices)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["time"]
        start = None if chosen == ProposalForm.OUT else datetime.fromisoformat(chosen)
        try:
            sittings.change_proposal(meeting=meeting, start_at=start, by=request.viewer, at=at)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence())
        else:
            messages.success(request, _("Changed. Nobody's time is taken before you send the times."))
            return redirect("assignment-kickoff", assignment_id=row.pk)
    seats = MeetingSeat.objects.filter(meeting=meeting, is_alternate=False).select_related("account")
    context = {
        "assignment": row,
        "meeting": meeting,
        "title": meeting_title(meeting, get_language() or "en"),
        "people": [seat.account.name for seat in seats if seat.account],
        "form": form,
    }
    return render(request, "kickoff/proposal.html", context, status=422 if form.is_bound else 200)


def _openings(meeting: Meeting, at: datetime) -> list[datetime]:
    """When its people are free, beside what else is proposed for them in the same sitting."""
    needed = {"is_alternate": False, "is_optional": False}
    people = MeetingSeat.objects.filter(meeting=meeting, **needed).values("account_id")
    others = Meeting.objects.filter(
        Exists(MeetingSeat.objects.filter(meeting=OuterRef("pk"), account__in=people, **needed)),
        sitting=meeting.sitting,
        state=MeetingState.PROPOSED,
    )
    taken = list(others.exclude(pk=meeting.pk).values_list("start_at", "end_at"))
    length = meeting.end_at - meeting.start_at
    starts = openings_for(meeting, at=at, most=_LOOKED_AT, a_day=3)
    return [one for one in starts if not any(low < one + length and one < high for low, high in taken)][:_MOST]
