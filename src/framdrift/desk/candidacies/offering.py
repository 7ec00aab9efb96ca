"""Times offered by hand for a step: several at once, to one candidate or to several who choose among the same."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from framdrift.desk.candidacies.forms import in_work_days
from framdrift.desk.candidacies.proposing import proposal
from framdrift.desk.candidacies.subject import VERBS, board_step, who
from framdrift.desk.verbs import Doing, Done, VerbForm, day_field, moment_field
from framdrift.recruiting.actions import times
from framdrift.recruiting.models import Candidacy, OfferedTime
from framdrift.recruiting.queries.offered_times import could_also_choose

ROWS = 6
PROPOSED = 3
"""So many of them are filled in: times when all can come, to be changed, emptied or added to."""
USUAL_MINUTES = 45


class OfferTimesForm(VerbForm):
    """Up to six times, how long, where, and who else may choose among them."""

    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=5, max_value=600, initial=USUAL_MINUTES)
    place = forms.CharField(
        label=gettext_lazy("Place or link"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("The candidate reads it: an address, a telephone number, or a link to a video call."),
    )
    answer_by_on = day_field(gettext_lazy("Answer by"))
    others = forms.MultipleChoiceField(
        label=gettext_lazy("Others who may choose among the same times"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Whoever is first takes a time; the others see what is left."),
    )

    def fit(self, doing: Doing[Candidacy]) -> None:
        """Times when all who would meet the candidate can come; colleagues at the same step."""
        self.fields = {
            **{f"start_{row}": _start_field(row) for row in range(1, ROWS + 1)},
            **self.fields,
        }
        self.step = board_step(doing, doing.parts["plan_step_id"])
        found = could_also_choose(doing.by, doing.row, self.step)
        self.choose("others", [(str(one.pk), one.candidate.name) for one in found])
        if not found:
            del self.fields["others"]
        minutes = self.step.minutes or USUAL_MINUTES
        proposed = proposal(doing, self.step, minutes=minutes, most=PROPOSED)
        self.fields["start_1"].help_text = proposed.sentence
        starts = {f"start_{row}": start for row, start in enumerate(proposed.starts, start=1)}
        self.begin(**starts, answer_by_on=in_work_days(doing, 1), minutes=minutes)

    def starts(self) -> list[datetime]:
        """The times that were given."""
        return [start for row in range(1, ROWS + 1) if (start := self.cleaned_data.get(f"start_{row}"))]

    def clean(self) -> dict[str, Any]:
        """The times as one list."""
        found = dict(super().clean() or self.cleaned_data)
        return {**found, "starts": self.starts()}


def _start_field(row: int) -> forms.DateTimeField:
    field = moment_field(gettext_lazy("Time %(number)d") % {"number": row})
    field.required = False
    return field


@VERBS.verb(gettext_lazy("Offer times"), OfferTimesForm, button=gettext_lazy("Offer the times"))
def offer_times(doing: Doing[Candidacy]) -> Done:
    """The candidate chooses one on their page; the ball is theirs until then."""
    data, step = doing.data, board_step(doing, doing.parts["plan_step_id"])
    chosen = {int(pk) for pk in data.get("others", ())}
    others = [one for one in could_also_choose(doing.by, doing.row, step) if one.pk in chosen]
    rows = times.offer_times(
        assignment=doing.row.assignment,
        plan_step=step,
        slots=times.Slots(data["starts"], data["minutes"], data["place"]),
        candidacies=[doing.row, *others],
        answer_by_on=data["answer_by_on"],
        by=doing.by,
        at=doing.at,
    )
    sentence = ngettext(
        "%(n)d time is offered to %(who)s, who chooses on their own page.",
        "%(n)d times are offered to %(who)s, who chooses on their own page.",
        len(rows),
    )
    return Done(sentence % {"n": len(rows), **who(doing)})


@VERBS.verb(gettext_lazy("Take back the time"))
def withdraw_time(doing: Doing[Candidacy]) -> Done:
    """Nobody can choose it any more."""
    rows = OfferedTime.objects.filter(choices__candidacy=doing.row)
    row = get_object_or_404(rows, pk=doing.parts["offered_time_id"])
    times.withdraw_offered_time(offered_time=row, by=doing.by, at=doing.at)
    return Done(_("The time is taken back; it can no longer be chosen."))
