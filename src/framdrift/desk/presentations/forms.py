"""The words and the order of a shortlist."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framdrift.desk.verbs import words_field
from framdrift.recruiting.models import Candidacy


class ShortlistForm(forms.Form):
    """What is said of the shortlist and of each candidate, and in which order."""

    introduction = words_field(gettext_lazy("Introduction"), required=False, rows=4)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of your words"),
        choices=[("sv", gettext_lazy("Swedish")), ("en", gettext_lazy("English"))],
    )
    blind = forms.BooleanField(
        label=gettext_lazy("Blind: no names, employers or cities; names that you write are replaced too"),
        required=False,
    )

    def __init__(self, *args: Any, candidacies: Sequence[Candidacy], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidacies = candidacies
        for number, row in enumerate(candidacies, start=1):
            slots = {"who": row.candidate.name}
            self.fields[f"words_{row.pk}"] = words_field(_("Your words on %(who)s") % slots, rows=5)
            self.fields[f"place_{row.pk}"] = forms.IntegerField(
                label=_("%(who)s comes as number") % slots, min_value=1, max_value=99, initial=number
            )

    def pages(self) -> list[tuple[Candidacy, str]]:
        """The candidates in the order that was written; equal numbers keep the order of the page."""
        found = self.cleaned_data
        ordered = sorted(self.candidacies, key=lambda row: found[f"place_{row.pk}"])
        return [(row, found[f"words_{row.pk}"]) for row in ordered]
