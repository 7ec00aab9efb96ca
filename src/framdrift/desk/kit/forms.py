"""The form of an interview's questions: some for each criterion and some beside them, each with who asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from framdrift.recruiting.actions.kits import Asked
from framdrift.recruiting.queries.kits import KitCriterion, Panelist, Question

EACH, BESIDE = 2, 3


@dataclass(frozen=True)
class QuestionFields:
    """The two fields of one question."""

    text: BoundField
    asker: BoundField


@dataclass(frozen=True)
class CriterionRow:
    """A criterion with the fields of its questions; none for those beside the criteria."""

    line: KitCriterion | None
    fields: tuple[QuestionFields, ...]


class QuestionsForm(forms.Form):
    """Fields are named by criterion and place: `text-7-1`, `asker-7-1`; those beside the criteria have 0."""

    def __init__(
        self,
        *args: Any,
        criteria: Sequence[KitCriterion],
        others: Sequence[Question],
        people: Sequence[Panelist],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        self._people = [("", _("Nobody in particular")), *((str(one.id), one.name) for one in people)]
        for line in criteria:
            shown = [(question.text, question.asker) for question in line.questions]
            self._add(line.criterion.pk, line.criterion.name, shown, max(EACH, len(shown)))
        beside = [(question.text, question.asker) for question in others]
        self._add(0, _("Beside the requirements"), beside, max(BESIDE, len(beside)))

    def _add(self, key: int, name: str, shown: Sequence[tuple[str, Panelist | None]], places: int) -> None:
        for place in range(places):
            text, asker = shown[place] if place < len(shown) else ("", None)
            self.fields[f"text-{key}-{place}"] = forms.CharField(
                label=_("%(name)s, question %(n)d") % {"name": name, "n": place + 1},
                required=False,
                max_length=300,
                initial=text,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.fields[f"asker-{key}-{place}"] = forms.ChoiceField(
                label=_("Who asks"), required=False, choices=self._people, initial=str(asker.id) if asker else ""
            )

    def rows(self) -> list[CriterionRow]:
        """The criteria in order, and what lies beside them last."""
        found = [CriterionRow(line, self._fields(line.criterion.pk)) for line in self.criteria]
        return [*found, CriterionRow(None, self._fields(0))]

    def _fields(self, key: int) -> tuple[QuestionFields, ...]:
        places = [name for name in self.fields if name.startswith(f"text-{key}-")]
        return tuple(QuestionFields(self[name], self[name.replace("text", "asker", 1)]) for name in places)

    def asked(self) -> list[Asked]:
        """What was written, as the action takes it; only after `is_valid`."""
        found = []
        for name in self.fields:
            if name.startswith("text-"):
                key = int(name.split("-")[1])
                asker = self.cleaned_data[name.replace("text", "asker", 1)]
                found.append(Asked(key or None, self.cleaned_data[name], int(asker) if asker else None))
        return found
