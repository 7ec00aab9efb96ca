"""What was agreed before and what is agreed now, as the pages of a talk show and take it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django import forms
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from framdrift.conversations.answers.scope import may_hold
from framdrift.conversations.answers.verdicts import said
from framdrift.conversations.commitments import actions
from framdrift.conversations.commitments.queries import CommitmentLine, earlier
from framdrift.conversations.kinds import Helped
from framdrift.conversations.models import Commitment, Invitation
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account, Role
from framdrift.organisations.refusals import Refused

HELPED: Final[Mapping[Helped, str | Promise]] = {
    Helped.YES: pgettext_lazy("did it help", "Yes"),
    Helped.PARTLY: pgettext_lazy("did it help", "Partly"),
    Helped.NO: pgettext_lazy("did it help", "No"),
    Helped.NOT_NOTICED: pgettext_lazy("did it help", "Not noticed"),
}
_USUAL_WEEKS = 6


@dataclass(frozen=True)
class AskedAgain:
    """Something agreed in an earlier talk, and what the person says of it in this one."""

    line: CommitmentLine
    answers: tuple[tuple[str, str | Promise, bool], ...]


class AgreeForm(forms.Form):
    """What will be done, by whom, by when."""

    words = forms.CharField(
        label=_("What will be done"),
        help_text=_("So that its owner can read it: what, not who said it or why."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    owner = forms.TypedChoiceField(label=_("Who does it"), coerce=int)
    due_on = forms.DateField(label=_("By when"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, owners: Sequence[Account], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].initial = today + timedelta(weeks=_USUAL_WEEKS)
        field = self.fields["owner"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "–"), *((account.pk, account.name) for account in owners)]
        self.owners = {account.pk: account for account in owners}

    def is_agreed(self, invitation: Invitation, *, by: Viewer, at: datetime) -> bool:
        """Whether it was right, and is written down now. A refusal becomes a sentence at the field it is about."""
        if not self.is_valid():
            return False
        data = self.cleaned_data
        owner, words, due_on = self.owners[data["owner"]], data["words"], data["due_on"]
        try:
            actions.agree(invitation=invitation, agreement=actions.Agreement(words, owner, due_on), by=by, at=at)
        except Refused as refusal:
            self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))
        return self.is_valid()


def owners_for(viewer: Viewer, invitation: Invitation) -> tuple[Account, ...]:
    """Who can be asked to do something after this talk: seats at the company, then those of the agency who listen."""
    now = Q(roles__until=None)
    seats = Q(company_id=invitation.company_id) & now
    listeners = Q(company=None, roles__kind__in=[Role.Kind.INTERVIEWER, Role.Kind.LEAD]) & now
    among = seats if viewer.is_client else seats | listeners
    found = Account.objects.filter(among, is_active=True).distinct()
    return tuple(sorted(found, key=lambda account: (account.company_id is None, account.name)))


def asked_again(viewer: Viewer, invitation: Invitation) -> tuple[AskedAgain, ...]:
    """What was agreed in the person's earlier talks, each with the answers to choose among. A fixed number of
    statements."""
    given = said(invitation)
    return tuple(
        AskedAgain(line, tuple((value.value, words, given.get(line.key) == value) for value, words in HELPED.items()))
        for line in earlier(viewer, invitation)
    )


def note_answer(fields: Mapping[str, str], *, invitation: Invitation, by: Viewer, at: datetime) -> bool:
    """What the person says of an earlier commitment; whether it was one of theirs. Raises `Refused`."""
    verdict, wanted = fields.get("helped", ""), fields.get("commitment", "")
    known = {str(line.id) for line in earlier(by, invitation)} if may_hold(by, invitation) else set()
    if wanted not in known or verdict not in list(Helped):
        return False
    commitment = Commitment.objects.get(pk=wanted)
    actions.note_did_it_help(commitment=commitment, invitation=invitation, verdict=Helped(verdict), by=by, at=at)
    return True
