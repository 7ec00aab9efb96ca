"""The form in which a person says what the columns of a table mean; each sort of table names its own meanings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

ENCODINGS = [("", _("as the file says, else UTF-8")), ("cp1252", "Windows-1252"), ("iso-8859-1", "ISO 8859-1")]


class ColumnsForm(forms.Form):
    """Which column means what, as proposed from the header or remembered, to be corrected. `meanings` is the heir's."""

    meanings: ClassVar[Mapping[str, Any]] = {}

    dates = forms.ChoiceField(
        label=_("Dates such as 03/04/2026"),
        required=False,
        choices=[
            ("", _("refuse: they could be two days")),
            ("day-first", _("the day comes first")),
            ("month-first", _("the month comes first")),
        ],
    )
    encoding = forms.ChoiceField(
        label=_("Encoding"),
        required=False,
        choices=ENCODINGS,
    )

    def __init__(self, *args: Any, header: Sequence[str], proposed: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("not in the file")), *((column, column) for column in header if column)]
        for meaning, label in self.meanings.items():
            self.fields[meaning] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=proposed.get(meaning, "")
            )

    def mapping(self) -> dict[str, Any]:
        """What was chosen, as a reading takes it."""
        data = self.cleaned_data
        chosen = {name: data[name] for name in ("dates", "encoding") if data[name]}
        return {"columns": {name: data[name] for name in self.meanings if data[name]}, **chosen}
