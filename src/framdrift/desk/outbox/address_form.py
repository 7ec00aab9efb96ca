"""The form for the address of a reader whose letter came back."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class AddressForm(forms.Form):
    """Where the person is reached from now on."""

    email = forms.EmailField(label=_("The right address"), max_length=254)
