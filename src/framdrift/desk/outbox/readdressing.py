"""A letter that came back: the reader's address is put right where the person is, and the letter goes there."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from framdrift.desk.outbox.address_form import AddressForm
from framdrift.desk.outbox.showing import shown
from framdrift.foundation.letter_decisions import LetterRefused
from framdrift.foundation.models import Letter
from framdrift.organisations.reader import ReaderRequest
from framdrift.organisations.refusals import Refused
from framdrift.recruiting.actions.letter_addresses import correct_and_send_again
from framdrift.recruiting.queries.letters import visible_letters
from framdrift.recruiting.refusals import NotVisible, Refusal

READDRESS = "readdress"
"""The choice, beside those that a letter's buttons have."""


def readdress(request: ReaderRequest, letter_id: int) -> HttpResponse:
    """Correct the address and send the letter again; what is refused is said at the field, and nothing is changed."""
    at, letter = timezone.now(), get_object_or_404(visible_letters(request.viewer), pk=letter_id)
    form = AddressForm(request.POST)
    again = _send(request, letter, form, at=at) if form.is_valid() else None
    if again is None:
        return shown(request, letter, at=at, form=form)
    told = _("The address is corrected, and the letter goes to %(email)s. Undo holds the letter; the address stays.")
    undo = f"{reverse('outbox-letter-decide', args=[again.pk])}?choice=hold-back"
    messages.success(request, told % {"email": again.to_email}, extra_tags=f"undo:{undo}")
    return redirect("outbox-letter", letter_id=again.pk)


def _send(request: ReaderRequest, letter: Letter, form: AddressForm, *, at: datetime) -> Letter | None:
    try:
        return correct_and_send_again(letter=letter, email=form.cleaned_data["email"], by=request.viewer, at=at)
    except NotVisible as hidden:
        raise Http404 from hidden
    except (LetterRefused, Refused) as no:
        form.add_error("email", str(no))
    except Refusal as refusal:
        form.add_error("email", refusal.sentence())
    return None
