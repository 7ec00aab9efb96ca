"""The forms of the client's pages. Labels name the field in errors too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from framdrift.organisations.models import Account
from framdrift.portals.client.words import ABOUT, TOLD, choices
from framdrift.recruiting.actions.client_balls import MAX_WORDS
from framdrift.recruiting.kinds import Verdict
from framdrift.recruiting.models import Criterion

NOT_SEEN = "-"
_VALUES = [("1", "1"), ("2", "2"), ("3", "3"), ("4", "4"), ("5", "5"), (NOT_SEEN, lazy("Not seen"))]
_SCORES = ("1", "2", "3", "4", "5")
Given = Mapping[int, tuple[str, str]]
"""Criterion id -> (a value of the field, what was seen): "1" to "5", NOT_SEEN, or empty where nothing was chosen."""


def words_field(label: Any, *, required: bool = True, help_text: Any = "", rows: int = 3) -> forms.CharField:
    """Some lines of text."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, help_text=help_text, widget=widget, max_length=MAX_WORDS)


def day_field(label: Any) -> forms.DateField:
    """A date, picked or typed."""
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


@dataclass(frozen=True)
class CriterionFields:
    """A criterion with its two fields; `number` counts from 1."""

    number: int
    criterion: Criterion
    value: BoundField
    note: BoundField


class AssessmentForm(forms.Form):
    """A score and what was seen for every criterion, and a note on the whole."""

    note = words_field(lazy("In all"), required=False, help_text=lazy("What else should be known before a decision?"))

    def __init__(self, *args: Any, criteria: Sequence[Criterion], given: Given, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria, self.given = criteria, given
        for criterion in criteria:
            value, note = given.get(criterion.pk, ("", ""))
            self.fields[f"value-{criterion.pk}"] = forms.ChoiceField(
                label=criterion.name,
                choices=_VALUES,
                required=False,
                widget=forms.RadioSelect,
                initial=value,
            )
            self.fields[f"note-{criterion.pk}"] = words_field(lazy("What you saw or heard"), required=False, rows=2)
            self.fields[f"note-{criterion.pk}"].initial = note

    def rows(self) -> list[CriterionFields]:
        """The criteria in the order of the profile."""
        return [
            CriterionFields(number, one, self[f"value-{one.pk}"], self[f"note-{one.pk}"])
            for number, one in enumerate(self.criteria, start=1)
        ]

    def scores(self) -> dict[int, tuple[int | None, str]]:
        """What was given, as the actions take it; criteria with neither score nor words are left out."""
        found = {}
        for criterion in self.criteria:
            value, note = self.cleaned_data[f"value-{criterion.pk}"], self.cleaned_data[f"note-{criterion.pk}"]
            if value in _SCORES or note:
                found[criterion.pk] = (int(value) if value in _SCORES else None, note)
        return found

    def changed(self) -> dict[int, tuple[int | None, str]]:
        """What is another than was given before."""
        return {pk: score for pk, score in self.scores().items() if score != self._before(pk)}

    def _before(self, criterion_id: int) -> tuple[int | None, str]:
        value, note = self.given.get(criterion_id, ("", ""))
        return (int(value) if value in _SCORES else None, note)


def typed(data: Mapping[str, str], criteria: Sequence[Criterion]) -> dict[str, tuple[str, str]]:
    """An assessment as far as it has been typed, also where it cannot be sent in yet."""
    found = {}
    for criterion in criteria:
        value = data.get(f"value-{criterion.pk}", "")
        note = data.get(f"note-{criterion.pk}", "")
        if value or note:
            found[str(criterion.pk)] = (value if value in (*_SCORES, NOT_SEEN) else "", note)
    return found


class DecideForm(forms.Form):
    """Go on, decline, or find out more; why; and why now, where the evidence is not complete."""

    verdict = forms.ChoiceField(label=lazy("Your decision"), widget=forms.RadioSelect)
    early_reason = words_field(
        lazy("Why decide before everything is in"),
        required=False,
        help_text=lazy("Needed to go on while something is missing. It is kept with the decision."),
    )
    about = forms.ChoiceField(
        label=lazy("What would help"), required=False, choices=choices(ABOUT), widget=forms.RadioSelect
    )
    what = words_field(lazy("What do you want to know"), required=False)
    told_reason = forms.ChoiceField(label=lazy("What the candidate may be told"), required=False, choices=choices(TOLD))
    reason = words_field(
        lazy("Why"), help_text=lazy("Two sentences are enough: what weighed most, and what spoke against.")
    )
    seen_at = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, verdicts: list[tuple[str, str]], is_early: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["verdict"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = verdicts
        if not is_early:
            del self.fields["early_reason"]

    def clean(self) -> dict[str, Any]:
        """Finding out more needs to say what."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("verdict") == Verdict.NEED_MORE:
            if not data.get("what", "").strip():
                self.add_error("what", _("Say what you want to know, so that it can be found out."))
            if not data.get("about"):
                self.add_error("about", _("Say what would help."))
        return data


class WordsForm(forms.Form):
    """An answer in words."""

    words = words_field(lazy("Your answer"), rows=5)


class PassForm(forms.Form):
    """To whom a ball goes, and why."""

    to = forms.ChoiceField(label=lazy("Who takes it"), widget=forms.RadioSelect)
    why = words_field(
        lazy("Why"), rows=2, help_text=lazy("One line is enough; your colleague and the consultant read it.")
    )

    def __init__(self, *args: Any, colleagues: Sequence[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_people(self, "to", colleagues)


class AwayForm(forms.Form):
    """From when until when, and who steps in."""

    first_on = day_field(lazy("First day away"))
    last_on = day_field(lazy("Last day away"))
    deputy = forms.ChoiceField(label=lazy("Who steps in"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, colleagues: Sequence[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_people(self, "deputy", colleagues)


class ConfirmForm(forms.Form):
    """A yes to the plan, with a remark where there is one."""

    remark = words_field(lazy("Anything to add"), required=False, rows=2)


def choose_people(form: forms.Form, name: str, people: Sequence[Account]) -> None:
    """Give a choice field these people, by name and title."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [(str(one.pk), f"{one.name}, {one.title}" if one.title else one.name) for one in people]
