"""The form of an assessment: one to five on each criterion, with anchors, and what was seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from framdrift.desk.verbs import words_field
from framdrift.recruiting.models import Criterion, Score

_VALUES = [("1", "1"), ("2", "2"), ("3", "3"), ("4", "4"), ("5", "5"), ("", _("Not seen"))]


@dataclass(frozen=True)
class CriterionFields:
    """A criterion with its two fields."""

    criterion: Criterion
    value: BoundField
    note: BoundField


class ScorecardForm(forms.Form):
    """Two fields for every criterion, and one note for the whole."""

    note = words_field(_("In all"), required=False, help_text=_("What else should be known before a decision?"))

    def __init__(self, *args: Any, criteria: Sequence[Criterion], given: Mapping[int, Score], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria, self.given = criteria, given
        for criterion in criteria:
            score = given.get(criterion.pk)
            self.fields[f"value-{criterion.pk}"] = forms.ChoiceField(
                label=criterion.name,
                choices=_VALUES,
                required=False,
                widget=forms.RadioSelect,
                initial=str(score.value) if score and score.value else "",
            )
            self.fields[f"note-{criterion.pk}"] = words_field(_("What you saw or heard"), required=False, rows=2)
            self.fields[f"note-{criterion.pk}"].initial = score.note if score else ""

    def rows(self) -> list[CriterionFields]:
        """The criteria in the order of the profile."""
        return [CriterionFields(one, self[f"value-{one.pk}"], self[f"note-{one.pk}"]) for one in self.criteria]

    def before(self, criterion_id: int) -> tuple[int | None, str]:
        """The score in force before this form, as `scores` gives it."""
        score = self.given.get(criterion_id)
        return (score.value, score.note) if score else (None, "")

    def scores(self) -> dict[int, tuple[int | None, str]]:
        """Criterion id -> (1 to 5 or None, what was seen), as the actions take it."""
        found = {}
        for criterion in self.criteria:
            value, note = self.cleaned_data[f"value-{criterion.pk}"], self.cleaned_data[f"note-{criterion.pk}"]
            if value or note:
                found[criterion.pk] = (int(value) if value else None, note)
        return found
