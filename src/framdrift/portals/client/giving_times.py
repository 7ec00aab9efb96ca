"""Giving times to meet a candidate: picked among those when the client's people are free, typed, or told in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from framdrift.foundation.letter_words import time_words
from framdrift.organisations.access import Viewer
from framdrift.planning.booking.objection_words import objection_sentence
from framdrift.planning.booking.objections import Objection, objections
from framdrift.planning.booking.openings import common_openings
from framdrift.recruiting.actions.client_balls import answer_ball
from framdrift.recruiting.actions.times import Slots, offer_times
from framdrift.recruiting.models import Ball
from framdrift.recruiting.panels import chairs_at
from framdrift.recruiting.travel import Stretch

LEAST_MINUTES = 30
ROWS = 2
"""So many times may be typed."""
_TYPED = "%Y-%m-%dT%H:%M"


def _typed(label: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(format=_TYPED, attrs={"type": "datetime-local"})
    return forms.DateTimeField(label=label, required=False, input_formats=[_TYPED], widget=widget)


class PickTimesForm(forms.Form):
    """Some of the openings, times of one's own, or words where none suits.

    What speaks against a time is told before it is offered. A time that a booking would refuse cannot be; one that only
    a calendar or somebody's hours speak against can, once it has been told, by whoever's people those are.
    """

    times = forms.MultipleChoiceField(
        label=lazy("Times when your people are free"),
        choices=[],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=lazy("Pick two or three: the candidate chooses one of them at once."),
    )
    start_1 = _typed(lazy("Another time"))
    start_2 = _typed(lazy("And another"))
    place = forms.CharField(
        label=lazy("Place or link"),
        required=False,
        max_length=200,
        help_text=lazy("The candidate reads it. Empty or a link: by video."),
    )
    words = forms.CharField(
        label=lazy("Or other times, in words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy("One a line, as you would say them: Thu 26 Nov 13-15. Say who else should be there."),
    )

    def __init__(self, *args: Any, held: Ball, by: Viewer, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held, self.by = held, by
        self.people = [] if held.candidacy is None else _people(held)
        self.fields["place"].initial = held.assignment.location
        starts = {*_openings(held, self.people, at=at), *self._ticked_before()}
        self._choose("times", [(one.isoformat(), self._when(one)) for one in sorted(starts)])
        if not starts:
            del self.fields["times"]
        if held.candidacy is None:
            for name in ("start_1", "start_2", "place"):
                del self.fields[name]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices

    def _when(self, start: datetime) -> str:
        return time_words(start, get_language() or "en", str(self.by.zone))

    def _posted(self, name: str) -> list[str]:
        return list(forms.CheckboxSelectMultiple().value_from_datadict(self.data, self.files, name) or ())

    def _ticked_before(self) -> Iterator[datetime]:
        """What was ticked, though it may have gone since the page was read: it is told why."""
        for text in self._posted("times"):
            try:
                start = datetime.fromisoformat(text)
            except ValueError:
                continue
            if start.tzinfo is not None:
                yield start

    def starts(self) -> list[datetime]:
        """The times that were ticked or typed, each once."""
        ticked = [datetime.fromisoformat(one) for one in self.cleaned_data.get("times", ())]
        typed = [self.cleaned_data.get(f"start_{row}") for row in range(1, ROWS + 1)]
        return sorted({*ticked, *(one for one in typed if one is not None)})

    def clean(self) -> dict[str, Any]:
        """One of the three; what speaks against a time is told."""
        data = dict(super().clean() or self.cleaned_data)
        starts = self.starts()
        if not starts and not str(data.get("words") or "").strip() and not self.errors:
            self.add_error("words", _("Pick a time, or write when it suits."))
        if starts and not self.errors:
            length = timedelta(minutes=_minutes(self.held))
            self._weigh(objections(self.people, [Stretch(one, one + length, data["place"]) for one in starts]))
        return {**data, "starts": starts}

    def _weigh(self, found: Sequence[Objection]) -> None:
        """Refuse what cannot be offered; ask about what can, and has not been said yes to."""
        told = {one: objection_sentence(one, by=self.by) for one in found}
        passable = [one for one in found if one.may_be_passed_by(self.by)]
        agreed = set(self._posted("anyway"))
        asked = [one for one in passable if one.when.start_at.isoformat() not in agreed]
        for one in found:
            if one not in passable:
                self.add_error(None, told[one])
        if asked:
            self.add_error(None, _("Something speaks against a time. Change it, or tick it below to offer it anyway."))
        if passable:
            self._ask_about({one.when.start_at.isoformat(): told[one] for one in passable})

    def _ask_about(self, choices: dict[str, str]) -> None:
        self.fields["anyway"] = forms.MultipleChoiceField(
            label=_("Offer anyway"),
            choices=list(choices.items()),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.order_fields(["times", "start_1", "start_2", "place", "anyway", "words"])


def _people(held: Ball) -> list[int]:
    """Everybody whom the candidate would meet."""
    assert held.candidacy is not None, "asked only for a candidate's step"
    return [chair.account_id for chair in chairs_at(held.candidacy, held.step.plan_step)]


def _openings(held: Ball, people: Sequence[int], *, at: datetime) -> list[datetime]:
    """When all of them are free, with the way to where the assignment is."""
    if not people:
        return []
    place = held.assignment.location
    return common_openings(people, minutes=_minutes(held), at=at, place=place, most=8, a_day=2)


@transaction.atomic
def give_times(held: Ball, data: dict[str, Any], *, by: Viewer, at: datetime) -> None:
    """The candidate may choose among the times; words go to the consultant, who books where they are all that was
    given. Raises Refusal."""
    starts = data["starts"]
    if data["words"].strip() or not starts or held.candidacy is None:
        answer_ball(ball=held, words=data["words"], by=by, at=at)
    if starts and held.candidacy is not None:
        offer_times(
            assignment=held.assignment,
            plan_step=held.step.plan_step,
            slots=Slots(starts, _minutes(held), data["place"]),
            candidacies=[held.candidacy],
            by=by,
            at=at,
        )


def _minutes(held: Ball) -> int:
    return max(held.step.plan_step.minutes, LEAST_MINUTES)
