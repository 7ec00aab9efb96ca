"""Times offered by hand for a step: several at once, to one candidate or to several who choose among the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from framdrift.desk.candidacies.forms import in_work_days
from framdrift.desk.candidacies.proposing import proposal, sitting_at
from framdrift.desk.candidacies.subject import VERBS, board_step, who
from framdrift.desk.components import words
from framdrift.desk.verbs import Doing, Done, VerbForm, day_field, moment_field
from framdrift.planning.booking.objection_words import objection_sentence
from framdrift.planning.booking.objections import Objection, objections
from framdrift.recruiting.actions import times
from framdrift.recruiting.models import Candidacy, OfferedTime
from framdrift.recruiting.queries.offered_times import could_also_choose
from framdrift.recruiting.travel import Stretch

FOUND, CHOSEN, A_DAY = 9, 3, 2
"""So many free times are found, so many of them chosen at the start, at most so many of one day."""
ROWS = 3
"""So many other times may be typed."""
USUAL_MINUTES = 45


class OfferTimesForm(VerbForm):
    """Free times to tick and others to type, how long, where, and who else may choose among them."""

    times = forms.MultipleChoiceField(
        label=gettext_lazy("Times when everybody can"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"data-digits": "true"}),
    )
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
        times_field = self.fields.pop("times")
        self.fields = {
            "times": times_field,
            **{f"start_{row}": _start_field() for row in range(1, ROWS + 1)},
            **self.fields,
        }
        self.step = board_step(doing, doing.parts["plan_step_id"])
        others = could_also_choose(doing.by, doing.row, self.step)
        self.choose("others", [(str(one.pk), one.candidate.name) for one in others])
        if not others:
            del self.fields["others"]
        self._propose(doing)

    def _propose(self, doing: Doing[Candidacy]) -> None:
        minutes = self.step.minutes or USUAL_MINUTES
        proposed = proposal(doing, self.step, minutes=minutes, most=FOUND, a_day=A_DAY)
        starts = [words.local(start) for start in proposed.starts]
        if starts:
            self.choose("times", [(one.isoformat(), words.moment_words(one, doing.at)) for one in starts])
            self.fields["times"].help_text = _("%(who)s Tick with a click or the keys 1 to %(n)d.") % {
                "who": proposed.sentence,
                "n": len(starts),
            }
        else:
            del self.fields["times"]
            self.fields["start_1"].help_text = proposed.sentence
        chosen = [one.isoformat() for one in starts[:CHOSEN]]
        self.begin(times=chosen, answer_by_on=in_work_days(doing, 1), minutes=minutes)

    def starts(self) -> list[datetime]:
        """The times that were ticked or typed."""
        ticked = [datetime.fromisoformat(one) for one in self.cleaned_data.get("times", ())]
        typed = [start for row in range(1, ROWS + 1) if (start := self.cleaned_data.get(f"start_{row}"))]
        return [*ticked, *typed]

    def clean(self) -> dict[str, Any]:
        """The times as one list; one at which somebody is in a meeting, or on the way, is told."""
        found = dict(super().clean() or self.cleaned_data)
        if not self.errors:
            length, place = timedelta(minutes=found["minutes"]), found["place"]
            asked = [Stretch(start, start + length, place) for start in self.starts()]
            self._refuse_firm(objections(sitting_at(self.doing.row, self.step), asked))
        return {**found, "starts": self.starts()}

    def _refuse_firm(self, found: Iterable[Objection]) -> None:
        """Calendars and hours are staff's to weigh: they stand beside the times that everybody can."""
        for one in found:
            if one.is_firm:
                self.add_error(None, objection_sentence(one, by=self.doing.by))


def _start_field() -> forms.DateTimeField:
    field = moment_field(gettext_lazy("Another time"))
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
