"""The forms of a candidate's pages. As served each of them does nothing: a choice is left open, a box is not ticked."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from framdrift.recruiting.kinds import ToldReason

MAX_WORDS = 4000

WITHDRAW_REASONS = [
    (ToldReason.TOOK_TOO_LONG, pgettext_lazy("own reason", "It took too long")),
    (ToldReason.SILENCE, pgettext_lazy("own reason", "I heard too little")),
    (ToldReason.OTHER_OFFER_FIRST, pgettext_lazy("own reason", "I have taken another job")),
    (ToldReason.PAY, pgettext_lazy("own reason", "The pay")),
    (ToldReason.CONTENT, pgettext_lazy("own reason", "The work itself")),
    (ToldReason.LOCATION, pgettext_lazy("own reason", "Place or travel")),
    (ToldReason.STAYS, pgettext_lazy("own reason", "I stay where I am")),
    (ToldReason.COUNTER_OFFER, pgettext_lazy("own reason", "My employer made me an offer")),
    (ToldReason.PERSONAL, pgettext_lazy("own reason", "Something personal")),
    (ToldReason.OTHER, pgettext_lazy("own reason", "Something else")),
]


def _words(label: Any, *, help_text: Any = "", required: bool = False, rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=MAX_WORDS,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def _reason() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Would you like to say why?"),
        help_text=_("You need not. It helps us do better by the next person."),
        choices=WITHDRAW_REASONS,
        required=False,
        widget=forms.RadioSelect,
    )


class WithdrawForm(forms.Form):
    """Stepping out, with a reason if one likes."""

    told_reason = _reason()
    told = _words(_("In your own words"), help_text=_("Only those who work with this recruitment read it."))
    sure = forms.BooleanField(label=_("I step out of this recruitment"))


class OfferForm(forms.Form):
    """Yes or no to an offer; a reason for a no, if one likes."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("accepted", _("Yes, I accept the offer")), ("declined", _("No, I decline the offer"))],
        widget=forms.RadioSelect,
    )
    told_reason = _reason()
    told = _words(_("In your own words"), help_text=_("Only those who work with this recruitment read it."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["told_reason"].label = _("If no: would you like to say why?")


class QuestionForm(forms.Form):
    """A question; `key` makes a second press the same question."""

    text = _words(_("Your question"), required=True, rows=5)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", secrets.token_hex(16))


class TimeForm(forms.Form):
    """One of the times, or none of them."""

    GIVE_BACK = "give-back"
    time = forms.ChoiceField(label=_("Time"), widget=forms.RadioSelect)
    why = forms.CharField(
        label=_("If you give your time back: why, if you want to say"),
        max_length=200,
        required=False,
        help_text=_("Your consultant reads it. It changes nothing for you."),
    )

    def __init__(self, *args: Any, times: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not any(value.startswith(self.GIVE_BACK) for value, _label in times):
            del self.fields["why"]
        field = self.fields["time"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(times)
        field.error_messages["required"] = _("Choose a time first.")
        field.error_messages["invalid_choice"] = _("That time has just gone. Choose one of the others.")


class SeeDataForm(forms.Form):
    """Wanting to see one's data."""

    sure = forms.BooleanField(label=_("I want to see what is kept about me"))


class EraseForm(forms.Form):
    """Wanting to be erased."""

    sure = forms.BooleanField(label=_("I want everything about me to be erased"))
