"""The forms of the plan: what-if's changes, the date to promise, a notice period."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from framdrift.desk.verbs import Doing, VerbForm, day_field
from framdrift.planning.rules import Notice
from framdrift.planning.sheet import Ground, ground_of, outlook_of
from framdrift.planning.what_if import (
    AnswersWithin,
    Beside,
    Change,
    JulyRests,
    NoticeOf,
    OnceMore,
    Situation,
    StartOn,
    Without,
    last_interview,
    may_be_left_out,
    may_run_beside,
)
from framdrift.recruiting.kinds import Side
from framdrift.recruiting.models import Assignment, Candidacy, NoticePeriod, PlanStep
from framdrift.recruiting.models.plans import LONGEST_NOTICE_MONTHS
from framdrift.recruiting.queries.scope import colleagues

_LONGEST_ANSWER = 15


class WhatIfForm(forms.Form):
    """Changes that can be put together. It is read from the address, so that nothing is saved by asking."""

    client_answers = forms.IntegerField(min_value=1, max_value=_LONGEST_ANSWER, required=False)
    agency_answers = forms.IntegerField(min_value=1, max_value=_LONGEST_ANSWER, required=False)
    once_more = forms.BooleanField(required=False)
    without = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    beside = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    start_on = day_field(gettext_lazy("Start on"), required=False)
    notice_months = forms.IntegerField(min_value=0, max_value=LONGEST_NOTICE_MONTHS, required=False)
    july = forms.BooleanField(required=False)

    def __init__(self, *args: Any, ground: Ground, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.situation = ground.situation()
        names = {row.pk: row.name_in(get_language() or "en") for row in ground.rows}
        self._label(ground.rows)
        self._choose("without", [(str(pk), names[pk]) for pk in self._removable(ground)])
        beside = [row for row in self.situation.rows if self._may_run_beside(row.id)]
        self._choose("beside", [(str(row.id), names[row.id]) for row in beside])
        if last_interview(self.situation.rows) is None:
            del self.fields["once_more"]

    def _label(self, rows: Sequence[PlanStep]) -> None:
        for name, side, who in (
            ("client_answers", Side.CLIENT, _("The client answers within")),
            ("agency_answers", Side.AGENCY, _("We answer within")),
        ):
            now = [row.response_work_days for row in rows if row.side == side and row.pk in self.situation.open_ids]
            if not now:
                del self.fields[name]
                continue
            days = max(now)
            self.fields[name].label = who
            self.fields[name].help_text = ngettext(
                "Working days; the plan says at most %(n)d.", "Working days; the plan says at most %(n)d.", days
            ) % {"n": days}
        self._say("once_more", _("One more interview"))
        self._say("without", _("Without"), _("What the decision rests on cannot be left out."))
        self._say("beside", _("Beside the step before"))
        self._say("start_on", _("Start on"))
        months = self.situation.notice.months
        self._say(
            "notice_months",
            _("Notice period, months"),
            ngettext("Counted with now: %(n)d month.", "Counted with now: %(n)d months.", months) % {"n": months},
        )
        rests = self.situation.rests_in_july
        self._say("july", _("Work through July") if rests else _("Nothing in July"))

    def _say(self, name: str, label: str, help_text: str = "") -> None:
        self.fields[name].label, self.fields[name].help_text = label, help_text

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        if not choices:
            del self.fields[name]
            return
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices

    def _removable(self, ground: Ground) -> list[int]:
        open_ids = self.situation.open_ids
        return [row.id for row in self.situation.rows if may_be_left_out(row, ground.needs, open_ids=open_ids)]

    def _may_run_beside(self, step_id: int) -> bool:
        row = next(row for row in self.situation.rows if row.id == step_id)
        return not row.parallel and may_run_beside(row, self.situation.rows, open_ids=self.situation.open_ids)

    def changes(self) -> list[Change]:
        """What is asked, in the order in which it is put together; only after `is_valid`."""
        data, found = self.cleaned_data, list[Change]()
        for name, side in (("client_answers", Side.CLIENT), ("agency_answers", Side.AGENCY)):
            if data.get(name):
                found.append(AnswersWithin(side, data[name]))
        if data.get("once_more"):
            found.append(OnceMore())
        found += [Without(int(pk)) for pk in data.get("without", ())]
        found += [Beside(int(pk)) for pk in data.get("beside", ())]
        if data.get("start_on"):
            found.append(StartOn(data["start_on"]))
        if data.get("notice_months") is not None:
            found.append(NoticeOf(Notice(data["notice_months"])))
        if data.get("july"):
            found.append(JulyRests(not self.situation.rests_in_july))
        return found


def left_out(before: Situation, after: Situation) -> list[int]:
    """The steps of `before` that are gone, by id."""
    kept = {row.id for row in after.rows}
    return [row.id for row in before.rows if row.id not in kept]


class StepPeopleForm(VerbForm):
    """Who has one step, and who steps in there."""

    owner = forms.TypedChoiceField(label=gettext_lazy("Who has the step"), coerce=int, choices=[])
    deputy = forms.TypedChoiceField(
        label=gettext_lazy("Who steps in"),
        coerce=int,
        empty_value=None,
        choices=[],
        required=False,
        help_text=gettext_lazy("When whoever has the step is away and has named nobody, it is theirs."),
    )

    def fit(self, doing: Doing[Assignment]) -> None:
        """The recruiters; first whoever has the assignment."""
        step, row = step_at(doing), doing.row
        others = [(str(one.pk), one.name) for one in colleagues() if one.pk != row.owner_id]
        owner = _("%(who)s, who has the assignment") % {"who": row.owner.name}
        self.choose("owner", [(str(row.owner_id), owner), *others])
        self.choose("deputy", [("", _("The assignment's deputies")), (str(row.owner_id), row.owner.name), *others])
        self.begin(owner=str(step.owner_id or row.owner_id), deputy=str(step.deputy_id or ""))


def step_at(doing: Doing[Assignment]) -> PlanStep:
    """The step that is spoken of, or nothing that can be found."""
    return get_object_or_404(PlanStep, pk=doing.parts["plan_step_id"], assignment=doing.row)


class PromiseForm(VerbForm):
    """The one date that is told outward."""

    on = day_field(gettext_lazy("Date to promise"))

    def fit(self, doing: Doing[Assignment]) -> None:
        """The date that holds in four cases of five, as it is computed now."""
        outlook = outlook_of(ground_of(doing.row, at=doing.at))
        if outlook is not None:
            self.begin(on=outlook.promise_on)


class NoticeForm(VerbForm):
    """What the candidate told of their notice."""

    months = forms.IntegerField(
        label=gettext_lazy("Notice period, months"), min_value=0, max_value=LONGEST_NOTICE_MONTHS
    )
    to_month_end = forms.BooleanField(label=gettext_lazy("It runs to the end of a month"), required=False)

    def fit(self, doing: Doing[Candidacy]) -> None:
        """What was told before, or what is known of the candidate."""
        told = NoticePeriod.objects.filter(candidacy=doing.row).first()
        known = doing.row.candidate.notice_months
        self.begin(
            months=told.months if told else known if known is not None else "",
            to_month_end=bool(told and told.to_month_end),
        )
