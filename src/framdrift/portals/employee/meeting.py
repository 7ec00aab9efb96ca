"""The time of a talk: picked among those that were offered, changed, given back."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from framdrift.conversations.invitations import actions as invitations
from framdrift.organisations.refusals import Refused
from framdrift.portals.employee.opening import Visit, on_a_persons_link


class TimeForm(forms.Form):
    """One of the offered times, by its number."""

    time = forms.ChoiceField(
        label=gettext_lazy("Which time suits you?"),
        error_messages={"required": gettext_lazy("Choose one of the times.")},
    )


@on_a_persons_link("GET", "HEAD", "POST", named_only=True)
def choose(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The times that are open to choose, or the time that was chosen, to give back."""
    if visit.invitation is None or visit.by is None or visit.is_over:
        return visit.to("employee-home")
    times = {str(time.pk): time.start_at for time in visit.invitation.times.filter(start_at__gt=visit.at)}
    form = TimeForm(request.POST if request.method == "POST" and "back" not in request.POST else None)
    form.fields["time"] = forms.ChoiceField(choices=[(key, key) for key in times])
    said = ""
    try:
        if "back" in request.POST:
            invitations.unbook_time(invitation=visit.invitation, by=visit.by, at=visit.at)
            return visit.to("employee-times")
        if form.is_valid():
            return _book(visit, times[form.cleaned_data["time"]])
    except Refused as refusal:
        said = str(refusal)
    context = {"times": times, "form": form, "said": said}
    return visit.show(request, "employee/times.html", context, status=422 if said or form.errors else 200)


def _book(visit: Visit, start_at: datetime) -> HttpResponse:
    if visit.invitation is None or visit.by is None:
        raise TypeError("A time belongs to a named visit.")
    invitations.book_time(invitation=visit.invitation, start_at=start_at, by=visit.by, at=visit.at)
    return visit.to("employee-home", told="time")
