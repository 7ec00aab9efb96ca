"""The forms of guides."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from framdrift.conversations.guides.actions import QuestionFacts
from framdrift.desk.conversations.words import KINDS, MOMENTS, choices
from framdrift.organisations.access import Viewer
from framdrift.organisations.queries import companies


class GuideNameForm(forms.Form):
    """What a guide is called, in both languages."""

    name_sv = forms.CharField(label=_("Name in Swedish"), max_length=80)
    name_en = forms.CharField(label=_("Name in English"), max_length=80)


class NewGuideForm(GuideNameForm):
    """A guide from nothing."""

    kind = forms.ChoiceField(label=_("For"), choices=choices(KINDS))


class CopyGuideForm(GuideNameForm):
    """A copy to adapt."""

    company = forms.TypedChoiceField(
        label=_("Adapted for"),
        coerce=lambda given: int(given) if given else None,
        empty_value=None,
        required=False,
        help_text=_("A guide of one company is proposed there alone."),
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["company"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("all companies")), *((str(one.id), one.name) for one in companies(viewer))]


class QuestionForm(forms.Form):
    """One question in both languages, and who may ask it."""

    text_sv = forms.CharField(label=_("The question in Swedish"), max_length=300, widget=forms.Textarea({"rows": 2}))
    text_en = forms.CharField(label=_("The question in English"), max_length=300, widget=forms.Textarea({"rows": 2}))
    is_core = forms.BooleanField(
        label=_("Core question: always asked"),
        required=False,
        help_text=_("The others are picked by the interviewer, as the talk goes."),
    )
    not_by_manager = forms.BooleanField(
        label=_("Not asked by the nearest manager"),
        required=False,
        help_text=_("Nobody is asked about the one who is listening."),
    )
    moment = forms.ChoiceField(label=_("Asked in"), choices=choices(MOMENTS), required=False)

    def __init__(self, *args: Any, has_moments: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_moments:
            del self.fields["moment"]

    def facts(self) -> QuestionFacts:
        """As the action takes them."""
        data = self.cleaned_data
        return QuestionFacts(
            text_sv=data["text_sv"],
            text_en=data["text_en"],
            is_core=data["is_core"],
            asked_by_manager_ok=not data["not_by_manager"],
            moment=data.get("moment", ""),
        )


class ProbeForm(forms.Form):
    """A follow-up, in both languages."""

    text_sv = forms.CharField(label=_("In Swedish"), max_length=200)
    text_en = forms.CharField(label=_("In English"), max_length=200)
    code = forms.ChoiceField(label=_("At hand for"), required=False)

    def __init__(self, *args: Any, questions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("every question")), *questions]
