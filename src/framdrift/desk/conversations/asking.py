"""Asking somebody by hand, for what no list of employees tells."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from framdrift.conversations.invitations.actions import ask_by_hand
from framdrift.conversations.kinds import ByHandReason
from framdrift.conversations.models import Programme, ProgrammeRound
from framdrift.conversations.programmes.people import audience
from framdrift.conversations.programmes.round_actions import send_due_invitations
from framdrift.desk.conversations.subject import done, programme_of
from framdrift.desk.conversations.words import STAGES, words_for
from framdrift.organisations.models import Employment
from framdrift.organisations.reader import ReaderRequest


class AskForm(forms.Form):
    """Whom, and why."""

    employment = forms.TypedChoiceField(label=gettext_lazy("Person"), coerce=int)
    reason = forms.ChoiceField(label=gettext_lazy("Why now"))

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whom, why = self.fields["employment"], self.fields["reason"]
        assert isinstance(whom, forms.ChoiceField) and isinstance(why, forms.ChoiceField)
        whom.choices = people
        why.choices = [(one.value, words_for(STAGES, one)) for one in ByHandReason]


@require_http_methods(["GET", "HEAD", "POST"])
def programme_ask(request: ReaderRequest, programme_id: int) -> HttpResponse:
    """One person more in the round that is open; the letter goes at once. 404 where no round is, and at level D."""
    row = programme_of(request.viewer, programme_id)
    programme_round = get_object_or_404(_open_rounds(row))
    today = timezone.localdate()
    people = [(str(one.person.id), one.name) for one in audience(row, on=today)]
    form = AskForm(request.POST or None, people=people)

    def act() -> None:
        now = timezone.now()
        ask_by_hand(
            programme_round=programme_round,
            employment=Employment.objects.get(pk=form.cleaned_data["employment"], company_id=row.company_id),
            reason=ByHandReason(form.cleaned_data["reason"]),
            interviewer=None,
            on=today,
            by=request.viewer,
            at=now,
        )
        send_due_invitations(programme_round=programme_round, on=today, by=request.viewer, at=now)

    if request.method == "POST" and done(form, act):
        return redirect("programme", programme_id=row.pk)
    context = {
        "form": form,
        "title": _("Ask somebody more"),
        "back": reverse("programme", args=[row.pk]),
        "button": _("Ask this person"),
    }
    return render(request, "conversations/form.html", context, status=422 if form.is_bound else 200)


def _open_rounds(programme: Programme) -> QuerySet[ProgrammeRound]:
    named = ProgrammeRound.objects.filter(programme=programme, closed_at=None).exclude(programme__level="D")
    return named.select_related("programme__company")
