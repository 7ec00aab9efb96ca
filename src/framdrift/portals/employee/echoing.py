"""May we call in some months? A leaver's yes, with an address for that call alone, and the way to take it back."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from framdrift.conversations.exits.echoing import echo_address, say_yes_to_echo, take_back_echo
from framdrift.conversations.kinds import TalkKind
from framdrift.portals.employee.opening import Visit, on_a_persons_link


class EchoForm(forms.Form):
    """The address, and the box that takes a yes back: sent as it was served the form changes nothing."""

    address = forms.EmailField(
        label=gettext_lazy("Your private e-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("Used for this call alone, and deleted after it."),
    )
    no_more = forms.BooleanField(label=gettext_lazy("I do not want that call after all"), required=False)


@on_a_persons_link("GET", "HEAD", "POST", named_only=True)
def echo(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Yes with an address, another address, or no after all. For leavers alone."""
    if visit.invitation is None or visit.by is None or visit.programme.kind != TalkKind.EXIT:
        return visit.to("employee-home")
    given = echo_address(visit.by, visit.invitation)
    form = EchoForm(request.POST if request.method == "POST" else None, initial={"address": given})
    if not given:
        del form.fields["no_more"]
    if form.is_valid():
        if form.cleaned_data.get("no_more"):
            take_back_echo(invitation=visit.invitation, by=visit.by, at=visit.at)
            return visit.to("employee-home", told="no-echo")
        if form.cleaned_data["address"]:
            say_yes_to_echo(invitation=visit.invitation, address=form.cleaned_data["address"], by=visit.by, at=visit.at)
            return visit.to("employee-home", told="echo")
        form.add_error("address", gettext_lazy("Write an address, or go back: not answering means no."))
    context = {"form": form, "given": given}
    return visit.show(request, "employee/echo.html", context, status=422 if form.is_bound else 200)
