"""What an assignment's letters do by themselves, and which of the client's people get the weekly letter."""

from __future__ import annotations

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framdrift.desk.verbs import Doing, Done, VerbForm, Verbs
from framdrift.momentum.choices import change_letter_rule, choose_weekly, rule_of, wants_weekly
from framdrift.momentum.models import LetterRule
from framdrift.organisations.models import Account
from framdrift.recruiting.models import Assignment
from framdrift.recruiting.queries.scope import visible_assignments

_VERBS: Verbs[Assignment] = Verbs(
    key="assignment_id",
    visible=lambda viewer: visible_assignments(viewer).select_related("company", "owner"),
    home=lambda assignment: reverse("assignment", args=[assignment.pk]),
    name=lambda assignment: assignment.title,
)
_WEEKLY = [
    (LetterRule.Weekly.HELD, gettext_lazy("Drafted on Friday morning; goes when somebody sends it")),
    (LetterRule.Weekly.BY_ITSELF, gettext_lazy("Drafted on Friday morning; goes at 14:00 unless somebody stops it")),
    (LetterRule.Weekly.OFF, gettext_lazy("None")),
]


class ChoiceForm(VerbForm):
    """Three choices, and the people."""

    news_by_itself = forms.BooleanField(
        label=gettext_lazy("News to candidates goes by itself on its day, when there is a date to tell"),
        required=False,
        help_text=gettext_lazy("Without a date nothing is sent: the candidate is on your Today instead."),
    )
    reminders_by_itself = forms.BooleanField(
        label=gettext_lazy("Reminders to the client go by themselves when something is over its day"),
        required=False,
        help_text=gettext_lazy("At most five of one thing, with longer and longer waits between them."),
    )
    weekly = forms.ChoiceField(label=gettext_lazy("The weekly letter"), choices=_WEEKLY, widget=forms.RadioSelect)
    readers = forms.MultipleChoiceField(
        label=gettext_lazy("Who gets the weekly letter"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=(),
    )

    def fit(self, doing: Doing[Assignment]) -> None:
        """As it stands."""
        rule, people = rule_of(doing.row), _people(doing.row)
        self.choose("readers", [(str(one.pk), one.name) for one in people])
        self.begin(
            news_by_itself=rule.news_by_itself,
            reminders_by_itself=rule.reminders_by_itself,
            weekly=rule.weekly,
            readers=[str(one.pk) for one in people if wants_weekly(one)],
        )


@_VERBS.verb(gettext_lazy("What letters do by themselves"), ChoiceForm, button=gettext_lazy("Save"))
def choose(doing: Doing[Assignment]) -> Done:
    """Keep the choices."""
    readers = doing.data.pop("readers")
    change_letter_rule(assignment=doing.row, by=doing.by, at=doing.at, **doing.data)
    for person in _people(doing.row):
        choose_weekly(account=person, wanted=str(person.pk) in readers, by=doing.by, at=doing.at)
    return Done(_("Saved."))


def _people(assignment: Assignment) -> list[Account]:
    contacts = Account.objects.filter(contact_in__assignment=assignment, is_active=True)
    return list(contacts.distinct().order_by("name"))
