"""The time of a talk: picked among those offered or open in the interviewer's calendar, changed, given back."""

from __future__ import annotations

from datetime import UTC, datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from framdrift.conversations.invitations import actions as invitations
from framdrift.conversations.models import Invitation
from framdrift.organisations.refusals import Refused
from framdrift.planning.talks.actions import take_time
from framdrift.planning.talks.openings import openings_of
from framdrift.portals.employee.opening import Visit, on_a_persons_link

_INSTANT = "%Y-%m-%dT%H:%M:%S.%f%z"


class TimeForm(forms.Form):
    """One of the times, by its instant: the same time has the same name when the page is asked for again."""

    time = forms.DateTimeField(
        label=gettext_lazy("Which time suits you?"),
        input_formats=[_INSTANT],
        error_messages={
            "required": gettext_lazy("Choose one of the times."),
            "invalid": gettext_lazy("Choose one of the times."),
        },
    )


@on_a_persons_link("GET", "HEAD", "POST", named_only=True)
def choose(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The times that are open to choose, or the time that was chosen, to change or give back."""
    if visit.invitation is None or visit.by is None or visit.is_over:
        return visit.to("employee-home")
    form = TimeForm(request.POST if request.method == "POST" and "back" not in request.POST else None)
    said = ""
    try:
        if "back" in request.POST:
            invitations.unbook_time(invitation=visit.invitation, by=visit.by, at=visit.at)
            return visit.to("employee-times")
        if form.is_valid():
            start_at = form.cleaned_data["time"]
            take_time(invitation=visit.invitation, start_at=start_at, by=visit.by, at=visit.at)
            return visit.to("employee-home", told="time")
    except Refused as refusal:
        said = str(refusal)
    context = {"times": _times(visit.invitation, at=visit.at), "form": form, "said": said}
    return visit.show(request, "employee/times.html", context, status=422 if said or form.errors else 200)


def _times(invitation: Invitation, *, at: datetime) -> dict[str, datetime]:
    """What can be chosen now, soonest first; whoever came too late for one finds the others here."""
    offered = invitation.times.filter(start_at__gt=at).values_list("start_at", flat=True)
    found = sorted({*offered, *openings_of(invitation, at=at)} - {invitation.booked_at})
    return {start.astimezone(UTC).strftime(_INSTANT): start for start in found}
