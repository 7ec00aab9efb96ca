"""The forms of a referee's pages. As served they do nothing: a choice is left open, a box is not ticked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from framdrift.recruiting.actions.references import Account
from framdrift.recruiting.models import Criterion, ReferenceAnswer

MAX_WORDS = 4000
_VALUES = [("1", "1"), ("2", "2"), ("3", "3"), ("4", "4"), ("5", "5"), ("", _("Cannot tell"))]


class WillingForm(forms.Form):
    """Whether the referee wants to tell."""

    willing = forms.ChoiceField(
        label=_("Do you want to tell?"),
        choices=[("yes", _("Yes, I have read this and want to tell")), ("no", _("No, I would rather not"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )


class TakeBackForm(forms.Form):
    """Undoing the sending."""

    sure = forms.BooleanField(label=_("I take back what I sent"))


@dataclass(frozen=True)
class CriterionFields:
    """A criterion with its two fields."""

    criterion: Criterion
    value: BoundField
    words: BoundField


class ReferenceForm(forms.Form):
    """Two fields for every criterion, words of one's own, and a box to tick when done."""

    body = forms.CharField(
        label=_("In your own words"),
        help_text=_("How did you work together? What should a new employer know to make it go well?"),
        max_length=MAX_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    done = forms.BooleanField(label=_("This is my own view, and I am ready to send it"), required=False)

    def __init__(
        self,
        *args: Any,
        criteria: Sequence[Criterion],
        given: Mapping[int, ReferenceAnswer],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            answer = given.get(criterion.pk)
            self.fields[f"value-{criterion.pk}"] = forms.ChoiceField(
                label=criterion.name,
                choices=_VALUES,
                required=False,
                widget=forms.RadioSelect,
                initial=str(answer.value) if answer and answer.value else "",
            )
            self.fields[f"words-{criterion.pk}"] = forms.CharField(
                label=_("An example, if you like"),
                required=False,
                max_length=MAX_WORDS,
                initial=answer.words if answer else "",
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def rows(self) -> list[CriterionFields]:
        """The criteria in the order of the profile."""
        return [CriterionFields(one, self[f"value-{one.pk}"], self[f"words-{one.pk}"]) for one in self.criteria]

    def told(self) -> Account:
        """What was typed, as the actions take it."""
        answers = {}
        for criterion in self.criteria:
            value = self.cleaned_data[f"value-{criterion.pk}"]
            answers[criterion.pk] = (int(value) if value else None, self.cleaned_data[f"words-{criterion.pk}"])
        return Account(body=self.cleaned_data["body"], answers=answers)
