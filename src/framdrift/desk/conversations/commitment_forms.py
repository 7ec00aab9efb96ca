"""The forms of commitments: what was agreed, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from framdrift.conversations.commitments.forms import MOST_WORDS
from framdrift.organisations.models import Account, Role, Unit
from framdrift.science.themes.codebook import SERIOUS, UNPLACED, themes


def owners(company_id: int) -> QuerySet[Account]:
    """Who can own a commitment at the company: its seats, and the agency's who work with talks; by name."""
    works = Role.objects.filter(kind__in=[Role.Kind.INTERVIEWER, Role.Kind.LEAD], until__isnull=True)
    among = Q(company_id=company_id) | Q(company__isnull=True, pk__in=works.values("account_id"))
    return Account.objects.filter(among, is_active=True).order_by("company_id", "name")


class OwnerField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of those who can own a commitment; `queryset` is set by the form."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=lazy("Who does it"), queryset=Account.objects.none(), **kwargs)

    def label_from_instance(self, obj: Account) -> str:
        """The name, and whether it is one of the agency's."""
        return obj.name if obj.company_id is not None else _("%(name)s (the agency)") % {"name": obj.name}


class CommitmentForm(forms.Form):
    """What is to be done, by whom, until when, about what, for whom."""

    words = forms.CharField(
        label=lazy("What is to be done"),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy("An agreement in your words, never a quote. The owner reads it as it stands: name nobody."),
    )
    owner = OwnerField()
    due_on = forms.DateField(label=lazy("By when"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    unit = forms.ModelChoiceField(
        label=lazy("For whom"),
        queryset=Unit.objects.none(),
        required=False,
        help_text=lazy("Whom it is for, not where it came from. Only units that are large enough can be named."),
    )
    theme = forms.ChoiceField(label=lazy("What it is about"), required=False)

    def __init__(self, *args: Any, company_id: int, units: Sequence[Unit], hides_origin: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner, unit, theme = self.fields["owner"], self.fields["unit"], self.fields["theme"]
        assert isinstance(owner, forms.ModelChoiceField) and isinstance(unit, forms.ModelChoiceField)
        assert isinstance(theme, forms.ChoiceField)
        owner.queryset = owners(company_id)
        unit.queryset = Unit.objects.filter(pk__in=[one.pk for one in units]).order_by("name")
        unit.empty_label = _("the whole company")
        language = "en" if get_language() == "en" else "sv"
        book = [one for one in themes().values() if one.code not in (SERIOUS, UNPLACED)]
        theme.choices = [("", "–"), *((one.code, one.names[language]) for one in book)]
        if hides_origin:
            self.fields["due_on"].help_text = _("At this level the day becomes the last of its month.")


class OwnerForm(forms.Form):
    """Who does it instead."""

    owner = OwnerField()

    def __init__(self, *args: Any, company_id: int, without: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = owners(company_id).exclude(pk=without)


def first_day(today: date) -> date:
    """A month ahead, as a proposal."""
    return today.replace(day=min(today.day, 28), month=today.month % 12 + 1, year=today.year + today.month // 12)
