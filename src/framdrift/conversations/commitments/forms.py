"""The form by which it is told what came of a commitment, at the desk and on the owner's own page."""

from __future__ import annotations

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from framdrift.conversations.kinds import ReportKind

MOST_WORDS: Final = 400


class ReportForm(forms.Form):
    """How it is: done, a new day, or it will not be done and why."""

    state = forms.ChoiceField(
        label=_("How is it?"),
        widget=forms.RadioSelect,
        choices=[
            (ReportKind.DONE.value, _("It is done")),
            (ReportKind.MOVED.value, _("Not yet: it needs a new day")),
            (ReportKind.DROPPED.value, _("It will not be done")),
        ],
    )
    due_on = forms.DateField(
        label=_("The new day"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Only where it needs one."),
    )
    words = forms.CharField(
        label=_("What was done, or why not"),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence is enough. It is told to those who raised it: name nobody."),
    )
