"""The form after a talk: how it went for the interviewer, and of an exit or echo what it says about the way out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from framdrift.conversations.exit_kinds import Path, Shock
from framdrift.conversations.exits.readings import Reading
from framdrift.conversations.exits.words import PATHS, SHOCKS, theme_choices

_SHARES = (10, 20, 30, 40, 50, 60, 70)


class OwnShareForm(forms.Form):
    """How much of the time the interviewer talked, and the follow-ups they remember using."""

    own_percent = forms.TypedChoiceField(
        label=gettext_lazy("How much of the time did you talk yourself?"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=gettext_lazy("Your own estimate, for your own learning. Nobody else sees it."),
    )

    probes = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Which follow-ups did you use?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, probes: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, used = self.fields["own_percent"], self.fields["probes"]
        assert isinstance(field, forms.ChoiceField) and isinstance(used, forms.ChoiceField)
        used.choices = [(str(position), text) for position, text in probes]
        about = [(str(share), _("about %(n)s %%") % {"n": share}) for share in _SHARES]
        field.choices = [("", _("I have not thought about it")), *about]


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


class EchoForm(forms.Form):
    """A private address, given for a call in some months."""

    address = forms.EmailField(
        label=gettext_lazy("Private address for a call in 3 to 6 months"),
        required=False,
        help_text=gettext_lazy("Only with the person's yes, and used for that call alone. Empty means no."),
    )


def initial_of(reading: Reading | None) -> Mapping[str, object]:
    """What was noted before, for the form."""
    if reading is None:
        return {}
    return {"shocks": [one.value for one in reading.shocks], "path": reading.path, "theme": reading.theme}
