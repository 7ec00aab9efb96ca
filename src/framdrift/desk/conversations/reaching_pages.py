"""Somebody whom a letter about their talk did not reach: told to who holds it, and written to once more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from framdrift.conversations.invitations.reaching import write_again
from framdrift.conversations.invitations.unreached import Unreached, unreached_among
from framdrift.conversations.models import Invitation
from framdrift.conversations.programmes.people import address_of
from framdrift.desk.conversations.subject import done, invitation_of
from framdrift.desk.outbox.faults import Fault, fault_in, what_to_do
from framdrift.organisations.reader import ReaderRequest


@dataclass(frozen=True)
class NotThere:
    """A letter that did not arrive, in words. `server`: the mail server's own; `to_do` what they ask for
    beside a right address, where anything."""

    invitation: Invitation
    email: str
    phone: str
    written_at: datetime
    to_do: str
    server: str


class AddressForm(forms.Form):
    """Where the person is written to from now on."""

    email = forms.EmailField(
        label=gettext_lazy("Where to write"),
        max_length=254,
        help_text=gettext_lazy(
            "The letter that came back goes here, and so does all that follows. Ask the company to correct its own "
            "list too, or its next file brings the old address back."
        ),
    )


def not_there(found: Unreached) -> NotThere:
    """What the pages show of it."""
    row = found.invitation
    is_wrong = fault_in(found.reason) is Fault.ADDRESS  # the pages say themselves what is to be done about an address
    to_do = "" if is_wrong else what_to_do(found.reason)
    return NotThere(row, found.email, row.employment.phone, found.written_at, to_do, found.reason)


@require_http_methods(["GET", "HEAD", "POST"])
def talk_reach(request: ReaderRequest, invitation_id: int) -> HttpResponse:
    """Correct the address and send the letter once more."""
    row, at = invitation_of(request.viewer, invitation_id), timezone.now()
    found = next(iter(unreached_among([row])), None)
    if found is None and request.method != "POST":
        return redirect("talk", invitation_id=row.pk)
    form = AddressForm(request.POST or None, initial={"email": _known(row, at=at) or (found.email if found else "")})
    if request.method == "POST" and done(
        form,
        lambda: write_again(invitation=row, email=form.cleaned_data["email"], by=request.viewer, at=at),
    ):
        messages.success(request, _("The letter goes once more, in the reader's working hours."))
        return redirect("talk", invitation_id=row.pk)
    context = {
        "form": form,
        "title": _("Write to %(name)s again") % {"name": row.employment.name},
        "button": _("Send the letter once more"),
        "back": reverse("talk", args=[row.pk]),
    }
    return render(request, "conversations/form.html", context, status=422 if form.is_bound else 200)


def _known(row: Invitation, *, at: datetime) -> str:
    """The address that the roster has now: somebody may have corrected it there."""
    return address_of(row.employment, kind=row.programme.kind, on=timezone.localdate(at))
