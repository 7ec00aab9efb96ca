"""What is filled in about serious matters, at the desk and on a client's seat alike."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from framdrift.conversations.answers import matters
from framdrift.conversations.answers.models import SeriousMatter, Talk
from framdrift.conversations.answers.rules import Written
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account

_SHOWN_LETTERS = 140


class SeriousForm(forms.Form):
    """What must be acted on, and which notes belong to it."""

    words = forms.CharField(
        label=_("What must be acted on"),
        help_text=_("In a few sentences. Whoever must act reads this, and not the talk: name nobody who need not be."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    notes = forms.MultipleChoiceField(
        label=_("Notes that belong to it"),
        help_text=_("They leave every figure and the record that the company reads. The person still sees them."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, notes: Sequence[Written], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["notes"]
        assert isinstance(field, forms.MultipleChoiceField)
        free = [note for note in notes if not note.is_serious]
        field.choices = [(str(note.client_key), Truncator(note.text).chars(_SHOWN_LETTERS)) for note in free]
        if not free:
            del self.fields["notes"]

    def keys(self) -> list[uuid.UUID]:
        """The notes that were ticked."""
        return [uuid.UUID(key) for key in self.cleaned_data.get("notes", ())]


def mark(form: SeriousForm, talk: Talk, *, by: Viewer, at: datetime) -> SeriousMatter:
    """Write down what was filled in. Raises `NotAllowed`."""
    words = form.cleaned_data["words"]
    return matters.mark_serious(talk=talk, note_keys=form.keys(), words=words, by=by, at=at)


class PassOnForm(forms.Form):
    """To whom."""

    to = forms.TypedChoiceField(label=_("Who must act"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, receivers: Sequence[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(account.pk, _where(account)) for account in receivers]
        self.receivers = {account.pk: account for account in receivers}

    def receiver(self) -> Account:
        """The one who was chosen."""
        return self.receivers[self.cleaned_data["to"]]


def _where(account: Account) -> str:
    return f"{account.name}, {account.company.name if account.company else _('the agency')}"
