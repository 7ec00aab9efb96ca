"""A seat's own meetings: which they are, yes, no with a way back, another time when everybody can."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from framdrift.foundation.letter_words import time_words
from framdrift.organisations.reader import ReaderRequest
from framdrift.planning.booking.declining import decline
from framdrift.planning.booking.openings import openings_for
from framdrift.planning.booking.words import meeting_title, title_of
from framdrift.recruiting.actions.meeting_seats import answer_seat, undo_decline
from framdrift.recruiting.actions.meetings import reschedule_meeting
from framdrift.recruiting.kinds import SeatAnswer
from framdrift.recruiting.models import Meeting, MeetingSeat
from framdrift.recruiting.queries.meetings import coming_meetings, meeting_lines, visible_meetings
from framdrift.recruiting.refusals import Refusal

COME, MOVE, NO = "come", "move", "no"


class AnswerForm(forms.Form):
    """Yes, another time, or no; and why."""

    answer = forms.ChoiceField(label=gettext_lazy("Does it suit?"), choices=[], widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Why, if it does not suit"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["answer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


@require_safe
def meetings(request: ReaderRequest) -> HttpResponse:
    """The meetings ahead that this seat sits in."""
    at = timezone.now()
    lines = meeting_lines(request.viewer, coming_meetings(request.viewer, since=at, own=True))
    language = get_language() or "en"
    found = [(line, title_of(line.kind, line.step_sv if language == "sv" else line.step_en)) for line in lines]
    return render(request, "client/meetings.html", {"meetings": found})


@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: ReaderRequest, meeting_id: int) -> HttpResponse:
    """One meeting: who comes, and one's answer. A no finds somebody else or lets the time go; both can be undone."""
    at = timezone.now()
    rows = visible_meetings(request.viewer)
    row = get_object_or_404(rows.select_related("assignment__owner", "plan_step", "candidacy"), pk=meeting_id)
    seat = get_object_or_404(MeetingSeat, meeting=row, account_id=request.viewer.account_id, is_alternate=False)
    can_answer = row.is_live and row.start_at > at and seat.left_at is None
    form = AnswerForm(
        request.POST if request.method == "POST" and can_answer else None,
        choices=_choices(request, row, at) if can_answer else [],
        initial={"answer": COME},
    )
    if form.is_bound and form.is_valid():
        try:
            told = _act(request, row, seat, form.cleaned_data, at)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence())
        else:
            messages.success(request, told)
            return redirect("client-meeting", meeting_id=row.pk)
    (line,) = meeting_lines(request.viewer, rows.filter(pk=row.pk))
    context = {
        "meeting": row,
        "line": line,
        "title": meeting_title(row, get_language() or "en"),
        "people": [one.name for one in line.people if not one.is_alternate],
        "form": form if can_answer else None,
        "said_no": seat.left_at is not None and seat.answer == SeatAnswer.DECLINED and row.start_at > at,
        "comes": seat.answer == SeatAnswer.ACCEPTED and seat.left_at is None and row.is_live,
    }
    return render(request, "client/meeting.html", context, status=422 if form.is_bound else 200)


def _choices(request: ReaderRequest, row: Meeting, at: datetime) -> list[tuple[str, str]]:
    language, zone = get_language() or "en", str(request.viewer.zone)
    found = [(COME, _("Yes, I come"))]
    for start in openings_for(row, at=at, most=5, a_day=1):
        words = _("Rather %(time)s, when everybody can") % {"time": time_words(start, language, zone)}
        found.append((f"{MOVE}:{start.isoformat()}", words))
    return [*found, (NO, _("I cannot come"))]


def _act(request: ReaderRequest, row: Meeting, seat: MeetingSeat, data: dict[str, Any], at: datetime) -> str:
    verb, _colon, start = str(data["answer"]).partition(":")
    by, reason = request.viewer, data["reason"]
    if verb == MOVE:
        reschedule_meeting(meeting=row, start_at=datetime.fromisoformat(start), reason=reason, by=by, at=at)
        return _("Moved. Everybody gets the new time by letter.")
    if verb == NO:
        substitute = decline(meeting=row, account_id=by.account_id or 0, reason=reason, by=by, at=at)
        if seat.is_optional:
            return _("Noted. The meeting takes place all the same.")
        if substitute is not None and substitute.account is not None:
            return _("Noted. %(who)s comes instead.") % {"who": substitute.account.name}
        return _("Noted. The time is let go, and %(who)s finds another.") % {"who": row.assignment.owner.name}
    answer_seat(seat=seat, answer=SeatAnswer.ACCEPTED, by=by, at=at)
    return _("Thank you. You are expected.")


@require_POST
def undo(request: ReaderRequest, meeting_id: int) -> HttpResponse:
    """One can come after all."""
    row = get_object_or_404(visible_meetings(request.viewer), pk=meeting_id)
    try:
        undo_decline(meeting=row, account_id=request.viewer.account_id or 0, by=request.viewer, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence())
    else:
        messages.success(request, _("Good. The meeting stands as before."))
    return redirect("client-meeting", meeting_id=row.pk)
