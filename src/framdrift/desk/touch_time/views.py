"""The minutes of work in an assignment, and one's own correction of a piece of it."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from framdrift.desk.assignments.subject import VERBS, assignments_of
from framdrift.desk.touch_time.words import WHAT
from framdrift.desk.verbs import Doing, Done, VerbForm
from framdrift.organisations.reader import ReaderRequest
from framdrift.recruiting import actions
from framdrift.recruiting.models import Assignment, TouchTime
from framdrift.recruiting.queries.touch import TouchLine, touch_lines, touch_sums, visible_touch_times
from framdrift.recruiting.step_words import STEP_TYPES


@dataclass(frozen=True)
class Named:
    """A piece or a sort of work with its name."""

    name: str
    row: object


@require_safe
def touch_time(request: ReaderRequest, assignment_id: int) -> HttpResponse:
    """Sums by sort of work, then the latest pieces."""
    row = get_object_or_404(assignments_of(request.viewer), pk=assignment_id)
    sums = touch_sums(request.viewer, row)
    lines: list[TouchLine] = touch_lines(request.viewer, row)
    context = {
        "assignment": row,
        "total": sum(one.minutes for one in sums),
        "sums": [Named(_name(one.what), one) for one in sums],
        "lines": [Named(_name(one.what), one) for one in lines],
    }
    return render(request, "touch_time/touch_time.html", context)


def _name(what: str) -> str:
    """Of an event's code, or of a sort of step where the time was brought in from elsewhere."""
    return str(WHAT.get(what) or STEP_TYPES.get(what, what))


class CorrectForm(VerbForm):
    """How long it took."""

    minutes = forms.IntegerField(label=gettext_lazy("Minutes that it took"), min_value=0, max_value=1440)

    def fit(self, doing: Doing[Assignment]) -> None:
        """The estimate that stands."""
        self.begin(minutes=_piece(doing).minutes)


def _piece(doing: Doing[Assignment]) -> TouchTime:
    own = visible_touch_times(doing.by).filter(assignment=doing.row, account_id=doing.by.account_id or 0)
    return get_object_or_404(own, pk=doing.parts["touch_id"])


@VERBS.verb(gettext_lazy("Correct the time"), CorrectForm, button=gettext_lazy("Save"))
def correct(doing: Doing[Assignment]) -> Done:
    """By the one who did the work; others' pieces do not exist here."""
    actions.correct_touch_time(touch_time=_piece(doing), minutes=doing.data["minutes"], by=doing.by, at=doing.at)
    return Done(_("The time is corrected."), to=reverse("assignment-time", args=[doing.row.pk]))
