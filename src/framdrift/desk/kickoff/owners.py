"""Who has each step, beside the rounds of a kick-off: closed until somebody wants it, and silent where it was not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q
from django.forms import BoundField
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from framdrift.organisations.models import Account
from framdrift.planning.kickoff.owners import Owners
from framdrift.recruiting.kinds import Side
from framdrift.recruiting.models import Assignment, PlanStep
from framdrift.recruiting.plan_refusals import OwnDeputy
from framdrift.recruiting.queries.scope import colleagues


@dataclass(frozen=True, slots=True)
class StepFields:
    """One step of the form, for the template."""

    title: str
    owner: BoundField
    deputy: BoundField


class OwnersForm(forms.Form):
    """An owner and a deputy for each open step that the agency has or follows; a step that is not posted stays as it
    is. Three statements."""

    prefix = "step"

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assignment = assignment
        rows = PlanStep.objects.filter(assignment=assignment, done_at=None, side__in=[Side.AGENCY, Side.CLIENT])
        self.steps = list(rows.order_by("position"))
        self.people = _people(assignment)
        for step in self.steps:
            self._add(step)

    def _add(self, step: PlanStep) -> None:
        name, row = step.name_in(get_language() or "en"), self.assignment
        others = [(str(pk), one.name) for pk, one in self.people.items() if pk != row.owner_id]
        whose = [(str(row.owner_id), row.owner.name), *others]
        labels = {"owner": _("Who has %(step)s"), "deputy": _("Who steps in at %(step)s")}
        choices = {"owner": whose, "deputy": [("", _("The assignment's deputies")), *whose]}
        begin = {"owner": step.owner_id or row.owner_id, "deputy": step.deputy_id or ""}
        for what, label in labels.items():
            self.fields[f"{step.pk}-{what}"] = forms.TypedChoiceField(
                label=label % {"step": name},
                choices=choices[what],
                coerce=int,
                empty_value=None,
                required=False,
                initial=begin[what],
                widget=forms.Select(attrs={"class": "input"}),
            )

    def clean(self) -> dict[str, Any] | None:
        """Nobody stands in for themselves."""
        data = super().clean() or {}
        for step in self.steps:
            owner = data.get(f"{step.pk}-owner")
            if owner is not None and owner == data.get(f"{step.pk}-deputy"):
                self.add_error(f"{step.pk}-deputy", OwnDeputy().sentence())
        return data

    def wanted(self) -> dict[int, Owners]:
        """Those who were chosen, by step; after `is_valid`."""
        found = {}
        for step in self.steps:
            owner, deputy = (self.cleaned_data.get(f"{step.pk}-{what}") for what in ("owner", "deputy"))
            if owner is not None:
                found[step.pk] = Owners(self.people[owner], self.people[deputy] if deputy is not None else None)
        return found

    def sentence(self) -> str:
        """How it is now, for the line that opens it."""
        own = sum(step.owner_id is not None for step in self.steps)
        if not own:
            return _("%(who)s has them all") % {"who": self.assignment.owner.name}
        words = ngettext(
            "%(who)s, and %(n)d step has somebody else", "%(who)s, and %(n)d steps have somebody else", own
        )
        return words % {"who": self.assignment.owner.name, "n": own}

    def rows(self) -> Iterator[StepFields]:
        """The fields, step by step."""
        for step in self.steps:
            title = step.name_in(get_language() or "en")
            yield StepFields(title, self[f"{step.pk}-owner"], self[f"{step.pk}-deputy"])


def _people(assignment: Assignment) -> dict[int, Account]:
    """Whoever may have a step, by id: the recruiters, and those who have or had a step here as it is."""
    here = Q(owned_steps__assignment=assignment) | Q(deputy_at_steps__assignment=assignment)
    known = Account.objects.filter(here).distinct()
    found = {one.pk: one for one in (*colleagues(), *known, assignment.owner)}
    return dict(sorted(found.items(), key=lambda item: item[1].name))
