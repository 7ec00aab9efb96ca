"""First times for a form: when everybody who would meet the candidate is free."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framdrift.desk.candidacies.subject import board_step
from framdrift.desk.verbs import Doing, VerbForm, moment_field
from framdrift.organisations.models import Account
from framdrift.planning.booking.openings import common_openings
from framdrift.recruiting.models import Candidacy, PlanStep
from framdrift.recruiting.panels import chairs_at


@dataclass(frozen=True)
class Proposal:
    """Times, soonest first, and the names of those who are free then; no times where they have none in common."""

    starts: tuple[datetime, ...]
    names: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Why these times, or why none."""
        names = ", ".join(self.names)
        if self.starts:
            return _("Proposed from calendars and working hours: %(names)s can come.") % {"names": names}
        return _("No time in the next four weeks is free for %(names)s; write one that you have agreed.") % {
            "names": names
        }


def sitting_at(candidacy: Candidacy, step: PlanStep) -> list[int]:
    """The accounts that meet the candidate at a step: the client's people at a step of theirs, else whoever has it."""
    return [chair.account_id for chair in chairs_at(candidacy, step) if not chair.is_alternate]


def proposal(doing: Doing[Candidacy], step: PlanStep, *, minutes: int, most: int, a_day: int = 2) -> Proposal:
    """For whoever sits at the step; as for a meeting to go to where the assignment says where."""
    people, place = sitting_at(doing.row, step), doing.row.assignment.location
    names = Account.objects.filter(pk__in=people).order_by("name", "pk").values_list("name", flat=True)
    starts = common_openings(people, minutes=minutes, at=doing.at, place=place, most=most, a_day=a_day)
    return Proposal(tuple(starts), tuple(names))


class BookForm(VerbForm):
    """When a meeting is held; the first time when all can come stands there at the start."""

    start_at = moment_field(gettext_lazy("Starts"))
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=5, max_value=600, initial=60)

    def fit(self, doing: Doing[Candidacy]) -> None:
        """As long as the step usually is."""
        step = board_step(doing, doing.parts["plan_step_id"])
        minutes = step.minutes or 60
        proposed = proposal(doing, step, minutes=minutes, most=1)
        self.fields["start_at"].help_text = proposed.sentence
        self.begin(minutes=minutes, **({"start_at": proposed.starts[0]} if proposed.starts else {}))
