"""The kick-off as a client's decider meets it: the plan's times on one page, what does not suit, one yes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from framdrift.foundation.letter_words import time_words
from framdrift.organisations.reader import ReaderRequest
from framdrift.planning.booking.weeks import Block, weeks_of
from framdrift.planning.booking.words import title_of
from framdrift.portals.client.words import TEMPO, words_of
from framdrift.recruiting.actions.sittings import confirm_sitting
from framdrift.recruiting.kinds import LIVE_MEETINGS, SittingState
from framdrift.recruiting.models import Contact, Meeting, Sitting, TempoTerm
from framdrift.recruiting.queries.meetings import MeetingLine, meeting_lines, visible_sittings
from framdrift.recruiting.refusals import Refusal
from framdrift.science.calendars import local_date


class YesForm(forms.Form):
    """One yes, less the times that do not suit, with a remark."""

    unsuitable = forms.MultipleChoiceField(
        label=gettext_lazy("Times that do not suit"), required=False, choices=[], widget=forms.CheckboxSelectMultiple
    )
    remark = forms.CharField(
        label=gettext_lazy("Anything to add"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("If a time does not suit: when would? Your consultant finds another."),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unsuitable"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices


@require_http_methods(["GET", "HEAD", "POST"])
def kickoff(request: ReaderRequest, sitting_id: int) -> HttpResponse:
    """All times, the tempo, and one yes."""
    at = timezone.now()
    sitting = get_object_or_404(visible_sittings(request.viewer), pk=sitting_id)
    language = get_language() or "en"
    rows = Meeting.objects.filter(sitting=sitting, state__in=LIVE_MEETINGS)
    lines = meeting_lines(request.viewer, rows)
    blocks = [_block(line, language) for line in lines]
    choices = [(str(line.id), _choice(block, request)) for line, block in zip(lines, blocks, strict=True)]
    form = YesForm(request.POST if request.method == "POST" else None, choices=choices)
    if request.method == "POST" and form.is_valid():
        try:
            _say_yes(request, sitting, form)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence())
        else:
            return redirect("client-kickoff", sitting_id=sitting.pk)
    today = local_date(at, request.viewer.zone)
    terms = TempoTerm.objects.filter(assignment=sitting.assignment, side__in=["client", "agency"]).order_by("-side")
    context = {
        "sitting": sitting,
        "weeks": weeks_of(blocks, zone=request.viewer.zone, today=today),
        "count": len(lines),
        "own": sum(line.is_own for line in lines),
        "terms": [(term, words_of(TEMPO, term.kind)) for term in terms],
        "form": form,
        "may_confirm": sitting.state == SittingState.SENT and _may_confirm(request, sitting),
    }
    return render(request, "client/kickoff.html", context, status=422 if form.is_bound else 200)


def _say_yes(request: ReaderRequest, sitting: Sitting, form: YesForm) -> None:
    unsuitable = {int(pk) for pk in form.cleaned_data["unsuitable"]}
    confirm_sitting(
        sitting=sitting,
        unsuitable=unsuitable,
        remark=form.cleaned_data["remark"],
        by=request.viewer,
        at=timezone.now(),
    )
    told = _("Thank you. The meetings are booked, and everybody gets them in their calendar.")
    if unsuitable:
        count = len(unsuitable)
        more = ngettext(
            "%(who)s finds another time for %(n)d meeting.", "%(who)s finds other times for %(n)d meetings.", count
        )
        told = f"{told} {more % {'who': sitting.assignment.owner.name, 'n': count}}"
    messages.success(request, told)


def _may_confirm(request: ReaderRequest, sitting: Sitting) -> bool:
    own = Contact.objects.filter(
        assignment=sitting.assignment, account_id=request.viewer.account_id or 0, part=Contact.Part.DECIDER
    )
    return "client_hr" in request.viewer.roles or own.exists()


def _block(line: MeetingLine, language: str) -> Block:
    names = [one.name for one in line.people if not one.is_alternate]
    return Block(
        start_at=line.start_at,
        end_at=line.end_at,
        title=title_of(line.kind, line.step_sv if language == "sv" else line.step_en),
        note=", ".join(names),
        kind=line.kind,
        state=line.state,
        is_own=line.is_own,
    )


def _choice(block: Block, request: ReaderRequest) -> str:
    when = time_words(block.start_at, get_language() or "en", str(request.viewer.zone))
    return f"{when}: {block.title}"
