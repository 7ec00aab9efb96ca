"""The rounds of a kick-off as one form: how many, how long, between which days, and who sits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from framdrift.planning.booking.words import title_of
from framdrift.planning.kickoff.rounds import Asked, Part, Round, Sitter
from framdrift.recruiting.kinds import MeetingKind, SeatRole

MOST, LONGEST = 40, 480
_PARTS = [
    ("", pgettext_lazy("part of a round", "not there")),
    (Part.SITS, pgettext_lazy("part of a round", "sits")),
    (Part.ONE_OF, pgettext_lazy("part of a round", "one of these sits")),
    (Part.STANDS_IN, pgettext_lazy("part of a round", "stands in")),
    (Part.MAY_COME, pgettext_lazy("part of a round", "may come too")),
]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sit: `role` is what they are where nobody has said otherwise."""

    account_id: int
    name: str
    note: str
    role: SeatRole


@dataclass(frozen=True, slots=True)
class RoundFields:
    """One round of the form, for the template."""

    title: str
    count: BoundField | None
    minutes: BoundField
    first_on: BoundField
    last_on: BoundField
    place: BoundField
    parts: list[tuple[Person, BoundField]]


class RoundsForm(forms.Form):
    """All rounds; `asked` is what it starts from, `steps` the names of the plan's steps by id."""

    def __init__(
        self, *args: Any, asked: Asked, people: Sequence[Person], steps: Mapping[int, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked, self.people, self.steps = asked, people, steps
        for one in asked.rounds:
            self._add(one)

    def _add(self, one: Round) -> None:
        what = {"round": title_of(one.kind, self.steps[one.plan_step_id])}
        if one.kind == MeetingKind.INTERVIEW:
            self.fields[f"{one.key}-count"] = forms.IntegerField(
                label=_("Candidates"), min_value=0, max_value=MOST, initial=one.count
            )
        self.fields[f"{one.key}-minutes"] = forms.IntegerField(
            label=_("Minutes"), min_value=5, max_value=LONGEST, initial=one.minutes
        )
        self.fields[f"{one.key}-first_on"] = _day(_("From"), one.first_on)
        self.fields[f"{one.key}-last_on"] = _day(_("To"), one.last_on)
        self.fields[f"{one.key}-place"] = forms.CharField(
            label=_("Place"),
            required=False,
            max_length=200,
            initial=one.place,
            help_text=_("Empty or a link: by video."),
        )
        parts = {sitter.account_id: sitter.part for sitter in one.sitters}
        for person in self.people:
            self.fields[f"{one.key}-{person.account_id}"] = forms.ChoiceField(
                label=_("%(who)s at %(round)s") % {"who": person.name, **what},
                choices=_PARTS,
                required=False,
                initial=parts.get(person.account_id, ""),
                widget=forms.Select(attrs={"class": "input"}),
            )

    def clean(self) -> dict[str, Any] | None:
        """A round that ends before it begins, or in which nobody sits, is said so."""
        data = super().clean() or {}
        for one in self.asked.rounds:
            first, last = data.get(f"{one.key}-first_on"), data.get(f"{one.key}-last_on")
            if first and last and last < first:
                self.add_error(f"{one.key}-last_on", _("It ends before it begins."))
            if self._count(one) and not any(part in (Part.SITS, Part.ONE_OF) for _p, part in self._parts(one)):
                title = title_of(one.kind, self.steps[one.plan_step_id])
                self.add_error(None, _("Nobody sits at %(round)s. Say who does.") % {"round": title})
        return data

    def wanted(self) -> Asked:
        """What was asked for; a round for nobody is left out."""
        return Asked(tuple(self._round(one) for one in self.asked.rounds if self._count(one)))

    def _count(self, one: Round) -> int:
        return int(self.cleaned_data.get(f"{one.key}-count") or 0) if one.kind == MeetingKind.INTERVIEW else 1

    def _parts(self, one: Round) -> Iterator[tuple[Person, str]]:
        for person in self.people:
            yield person, str(self.cleaned_data.get(f"{one.key}-{person.account_id}") or "")

    def _round(self, one: Round) -> Round:
        data = self.cleaned_data
        return replace(
            one,
            count=self._count(one),
            minutes=data[f"{one.key}-minutes"],
            first_on=data[f"{one.key}-first_on"],
            last_on=data[f"{one.key}-last_on"],
            place=data[f"{one.key}-place"],
            sitters=tuple(
                Sitter(person.account_id, Part(part), person.role) for person, part in self._parts(one) if part
            ),
        )

    def rounds(self) -> Iterator[RoundFields]:
        """The fields, round by round."""
        for one in self.asked.rounds:
            yield RoundFields(
                title=title_of(one.kind, self.steps[one.plan_step_id]),
                count=self[f"{one.key}-count"] if one.kind == MeetingKind.INTERVIEW else None,
                minutes=self[f"{one.key}-minutes"],
                first_on=self[f"{one.key}-first_on"],
                last_on=self[f"{one.key}-last_on"],
                place=self[f"{one.key}-place"],
                parts=[(person, self[f"{one.key}-{person.account_id}"]) for person in self.people],
            )


def _day(label: str, initial: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, initial=initial, widget=widget)


class ProposalForm(forms.Form):
    """Another time for one proposed meeting, or none at all."""

    OUT = "out"
    time = forms.ChoiceField(label=gettext_lazy("Another time"), choices=[], widget=forms.RadioSelect)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["time"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*choices, (self.OUT, _("Leave this meeting out"))]
