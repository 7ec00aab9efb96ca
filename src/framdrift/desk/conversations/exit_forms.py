"""The forms after a talk at the desk alone: the interviewer's own part, and the address for an echo call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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


class EchoForm(forms.Form):
    """A private address, given for a call in some months."""

    address = forms.EmailField(
        label=gettext_lazy("Private address for a call in 3 to 6 months"),
        required=False,
        help_text=gettext_lazy("Only with the person's yes, and used for that call alone. Empty means no."),
    )
