"""What is filled in after the talk with somebody who leaves, at the desk and on a client's seat alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from framdrift.conversations.exit_kinds import Path, Shock
from framdrift.conversations.exits.readings import Reading
from framdrift.conversations.exits.words import PATHS, SHOCKS, theme_choices


class ReadingForm(forms.Form):
    """The way out as the interviewer understood it. The lists come after the person's own words."""

    shocks = forms.MultipleChoiceField(
        label=gettext_lazy("Did something in particular set it going?"),
        choices=list(SHOCKS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy(
            "Only what the person told of, unasked or when asked what happened then. None is usual."
        ),
    )
    path = forms.ChoiceField(
        label=gettext_lazy("The way to the decision"),
        choices=list(PATHS.items()),
        widget=forms.RadioSelect,
        initial=Path.UNCLEAR,
    )
    theme = forms.ChoiceField(
        label=gettext_lazy("The reason they called decisive belongs to"),
        required=False,
        help_text=gettext_lazy("Their own words decide; choose what they come closest to."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["theme"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("No reason was decisive, or it was not told")), *theme_choices(get_language() or "en")]

    def reading(self) -> Reading:
        """What was noted."""
        said = self.cleaned_data
        return Reading(
            shocks=tuple(Shock(code) for code in said["shocks"]), path=Path(said["path"]), theme=said["theme"]
        )


def initial_of(reading: Reading | None) -> Mapping[str, object]:
    """What was noted before, for the form."""
    if reading is None:
        return {}
    return {"shocks": [one.value for one in reading.shocks], "path": reading.path, "theme": reading.theme}
