"""Giving times to meet a candidate: picked among those when the client's people are free, or told in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from framdrift.foundation.letter_words import time_words
from framdrift.organisations.access import Viewer
from framdrift.planning.booking.openings import common_openings
from framdrift.recruiting.actions.client_balls import answer_ball
from framdrift.recruiting.actions.times import Slots, offer_times
from framdrift.recruiting.models import Ball
from framdrift.recruiting.panels import chairs_at

LEAST_MINUTES = 30


class PickTimesForm(forms.Form):
    """Some of the openings, or words where none suits."""

    times = forms.MultipleChoiceField(
        label=lazy("Times when your people are free"),
        choices=[],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=lazy("Pick two or three: the candidate chooses one of them at once."),
    )
    words = forms.CharField(
        label=lazy("Or other times, in words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy("One a line, as you would say them: Thu 26 Nov 13-15. Say who else should be there."),
    )

    def __init__(self, *args: Any, starts: Sequence[datetime], by: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["times"]
        assert isinstance(field, forms.MultipleChoiceField)
        language, zone = get_language() or "en", str(by.zone)
        field.choices = [(one.isoformat(), time_words(one, language, zone)) for one in starts]
        if not starts:
            del self.fields["times"]

    def clean(self) -> dict[str, Any] | None:
        """One of the two."""
        data = super().clean() or {}
        if not data.get("times") and not str(data.get("words") or "").strip():
            self.add_error("words", _("Pick a time, or write when it suits."))
        return data


def openings_at(held: Ball, *, at: datetime) -> list[datetime]:
    """When everybody whom the candidate would meet is free."""
    if held.candidacy is None:
        return []
    people = [chair.account_id for chair in chairs_at(held.candidacy, held.step.plan_step)]
    return common_openings(people, minutes=_minutes(held), at=at, most=8, a_day=2)


def give_times(held: Ball, data: dict[str, Any], *, by: Viewer, at: datetime) -> None:
    """The candidate may choose among what was picked; words go to the consultant, who books. Raises Refusal."""
    if not data.get("times") or held.candidacy is None:
        answer_ball(ball=held, words=data["words"], by=by, at=at)
        return
    slots = Slots([datetime.fromisoformat(one) for one in data["times"]], _minutes(held))
    offer_times(
        assignment=held.assignment,
        plan_step=held.step.plan_step,
        slots=slots,
        candidacies=[held.candidacy],
        by=by,
        at=at,
    )


def _minutes(held: Ball) -> int:
    return max(held.step.plan_step.minutes, LEAST_MINUTES)
