"""The application form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from framdrift.recruiting.masking import without_personal_numbers
from framdrift.recruiting.papers import Paper, PaperRefused, examine


class ApplicationForm(forms.Form):
    """Who applies, in their own words, with a CV. A personnummer is never kept: it is masked in the text."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("We answer here, and nowhere else."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
    )
    message = forms.CharField(
        label=_("Why this job?"),
        max_length=5000,
        required=False,
        help_text=_("A few sentences are enough. Leave out your personal identity number."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    cv = forms.FileField(
        label=_("CV"),
        required=False,
        help_text=_("PDF, DOCX, ODT, TXT, JPG or PNG."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.docx,.odt,.txt,.jpg,.jpeg,.png"}),
    )
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}))

    def clean_message(self) -> str:
        """The words without anything that looks like a personnummer."""
        words: str = self.cleaned_data["message"]
        return without_personal_numbers(words)

    def clean_cv(self) -> Paper | None:
        """The file, examined; what it is counts, not what it is called."""
        sent: UploadedFile[bytes] | None = self.cleaned_data["cv"]
        if sent is None:
            return None
        try:
            return examine(sent.name or "", sent.read(), megabytes=settings.FRAMDRIFT_UPLOAD_MEGABYTES)
        except PaperRefused as refusal:
            raise forms.ValidationError(refusal.sentence()) from refusal

    def is_from_a_robot(self) -> bool:
        """Whether the field that no person sees was filled."""
        return bool(self.cleaned_data.get("website"))

    def papers(self) -> tuple[Paper, ...]:
        """The examined files."""
        found: Any = self.cleaned_data.get("cv")
        return (found,) if found else ()
