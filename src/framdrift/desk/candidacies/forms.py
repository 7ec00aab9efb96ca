"""The forms of a candidacy's verbs: labels name the field in errors too."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from framdrift.desk.timeline import kinds as words
from framdrift.desk.verbs import Doing, VerbForm, day_field, moment_field, words_field
from framdrift.foundation.calendar import working_days
from framdrift.organisations.models import Account
from framdrift.recruiting.kinds import CandidacyStatus, PromiseKind, Scope, Side, StepType, ToldReason, Verdict
from framdrift.recruiting.models import Candidacy, Contact, PlanStep
from framdrift.recruiting.queries.board import plan_of
from framdrift.recruiting.queries.candidacies import people_of
from framdrift.recruiting.queries.evidence import evidence_of
from framdrift.recruiting.queries.scope import colleagues
from framdrift.recruiting.rules import NEWS_WORK_DAYS

BY_CANDIDATE = (
    ToldReason.TOOK_TOO_LONG, ToldReason.OTHER_OFFER_FIRST, ToldReason.SILENCE, ToldReason.PAY, ToldReason.CONTENT,
    ToldReason.LOCATION, ToldReason.STAYS, ToldReason.COUNTER_OFFER, ToldReason.PERSONAL, ToldReason.NOT_TOLD,
    ToldReason.OTHER,
)  # fmt: skip
BY_US = (
    ToldReason.OTHER_CHOSEN, ToldReason.REQUIREMENTS, ToldReason.POSITION_WITHDRAWN, ToldReason.PAY, ToldReason.OTHER,
)  # fmt: skip


def people_choices(candidacy: Candidacy) -> list[tuple[str, str]]:
    """Those who can act in the assignment: owner, deputies, then the client's contacts, unless the candidate works
    there: the company must not learn that its employee is looking."""
    people = people_of(candidacy.assignment_id, owner=candidacy.assignment.owner)
    if candidacy.candidate.works_at_id == candidacy.company_id:
        people = tuple((one, side) for one, side in people if side == Side.AGENCY)
    company = candidacy.assignment.company.name
    return [(str(one.pk), one.name if side == Side.AGENCY else f"{one.name}, {company}") for one, side in people]


def account_of(candidacy: Candidacy, value: str) -> Account:
    """The person chosen among `people_choices` or the colleagues."""
    people = people_of(candidacy.assignment_id, owner=candidacy.assignment.owner)
    found = next((one for one, _side in people if str(one.pk) == value), None)
    return found or colleagues().get(pk=value)


def step_choices(candidacy: Candidacy) -> list[tuple[str, Any]]:
    """The columns of the board."""
    return _choices(_columns(candidacy))


def _columns(candidacy: Candidacy) -> list[PlanStep]:
    return list(PlanStep.objects.filter(assignment=candidacy.assignment_id, scope=Scope.CANDIDACY).order_by("position"))


def _choices(steps: list[PlanStep]) -> list[tuple[str, Any]]:
    language = get_language() or "en"
    return [(str(step.pk), step.name_in(language)) for step in steps]


def in_work_days(doing: Doing[Any], number: int) -> Any:
    """A date some working days ahead."""
    return working_days().add(doing.today, number)


class MoveForm(VerbForm):
    """To which step; a reason where the gate on the way is not open."""

    to = forms.ChoiceField(label=_("To step"))
    seen_at = forms.IntegerField(required=False, widget=forms.HiddenInput)
    early_reason = words_field(
        _("Why go on before the evidence is in"),
        required=False,
        help_text=_("Needed only where evidence is missing. It is kept with the decision."),
    )

    def fit(self, doing: Doing[Candidacy]) -> None:
        """Every other column."""
        others = [step for step in _columns(doing.row) if step.pk != doing.row.plan_step_id]
        self.columns = {str(step.pk): step for step in others}
        self.choose("to", _choices(others))
        self.begin(seen_at=doing.row.plan_step_id)

    def clean_to(self) -> PlanStep:
        """The column itself, which was read for the choices already."""
        return self.columns[self.cleaned_data["to"]]


class PassBallForm(VerbForm):
    """Who must act now, on what, until when."""

    holder = forms.ChoiceField(label=_("Who acts now"))
    label = forms.CharField(
        label=_("Name, where it is someone outside"), required=False, max_length=120, help_text=_("Such as a referee.")
    )
    reason = forms.ChoiceField(label=_("What they do"), choices=words.choices(words.BALL_REASONS))
    until_on = day_field(_("By"))

    def fit(self, doing: Doing[Candidacy]) -> None:
        """The assignment's people, the colleagues, the candidate, someone outside."""
        known = people_choices(doing.row)
        names = {value for value, _name in known}
        others = [(str(one.pk), one.name) for one in colleagues() if str(one.pk) not in names]
        rest = [(str(Side.CANDIDATE), doing.row.candidate.name), (str(Side.OUTSIDE), words.SIDES[Side.OUTSIDE])]
        self.choose("holder", [*known, *rest, *others])
        self.begin(until_on=in_work_days(doing, 2))


class NewsForm(VerbForm):
    """That the candidate heard from us."""

    channel = forms.ChoiceField(label=_("How"), choices=words.choices(words.CHANNELS))
    text = words_field(_("What you told"), required=False, help_text=_("Kept in the timeline for your colleagues."))
    next_news_on = day_field(_("Next news by"), help_text=_("A date you can keep, also if nothing has happened."))

    def fit(self, doing: Doing[Candidacy]) -> None:
        """The promised rhythm."""
        self.begin(channel="phone", next_news_on=in_work_days(doing, NEWS_WORK_DAYS))


class ParallelForm(VerbForm):
    """A step beside the one at hand."""

    plan_step = forms.ChoiceField(label=_("Step"))

    def fit(self, doing: Doing[Candidacy]) -> None:
        """Every other column."""
        here = str(doing.row.plan_step_id)
        self.choose("plan_step", [choice for choice in step_choices(doing.row) if choice[0] != here])


class AskScorecardForm(VerbForm):
    """Whom to ask for an assessment."""

    author = forms.ChoiceField(label=_("Who assesses"))
    plan_step = forms.ChoiceField(label=_("After which step"))
    due_on = day_field(_("By"), required=False)

    def fit(self, doing: Doing[Candidacy]) -> None:
        """The assignment's people; the step at hand."""
        self.choose("author", list(people_choices(doing.row)))
        self.choose("plan_step", step_choices(doing.row))
        self.begin(plan_step=doing.row.plan_step_id, due_on=in_work_days(doing, 1))


class AskReferenceForm(VerbForm):
    """Who can tell of the candidate."""

    name = forms.CharField(label=_("Name"), max_length=120)
    relation = forms.CharField(
        label=_("Relation"), max_length=120, required=False, help_text=_("Such as: manager at Alfa AB 2019-2023.")
    )
    email = forms.EmailField(label=_("E-mail address"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=[("sv", _("Swedish")), ("en", _("English"))])


class ReferenceForm(VerbForm):
    """What a referee told."""

    body = words_field(_("What was told"), rows=8)


class TestForm(VerbForm):
    """What a test showed, in a person's words."""

    __test__ = False  # not a test class, whatever pytest thinks
    name = forms.CharField(label=_("Name of the test"), max_length=120)
    body = words_field(_("What it showed"), required=False, rows=5)


class DecideForm(VerbForm):
    """What was decided, by whom, why."""

    seen_at = forms.IntegerField(required=False, widget=forms.HiddenInput)
    verdict = forms.ChoiceField(label=_("Decision"), choices=words.choices(words.VERDICTS), widget=forms.RadioSelect)
    decided_by = forms.ChoiceField(label=_("Who decided"))
    reason = words_field(_("Why"), help_text=_("Two sentences are enough: what weighed most, and what spoke against."))
    early_reason = words_field(
        _("Why before the evidence is in"),
        required=False,
        help_text=_("Needed only where evidence is missing. It is kept with the decision."),
    )
    told_reason = forms.ChoiceField(
        label=_("Reason the candidate is told, when declined"), choices=words.choices(words.TOLD_REASONS, *BY_US)
    )

    def fit(self, doing: Doing[Candidacy]) -> None:
        """The decider first; what the gate lacks beside the form, and no question about haste where nothing lacks."""
        row = doing.row
        self.gate = evidence_of(doing.by, candidacy=row, plan=plan_of(row.assignment)).gate
        if self.gate and self.gate.is_complete and row.plan_step.type == StepType.DECISION:
            del self.fields["early_reason"]
        self.choose("decided_by", list(people_choices(doing.row)))
        deciders = Contact.objects.filter(assignment=doing.row.assignment_id, part=Contact.Part.DECIDER)
        decider = deciders.values_list("account_id", flat=True).first()
        self.begin(decided_by=decider or doing.by.account_id, verdict=Verdict.ADVANCE, seen_at=row.plan_step_id)


class SendOfferForm(VerbForm):
    """When the candidate is to answer."""

    answer_by_on = day_field(_("Answer by"))

    def fit(self, doing: Doing[Candidacy]) -> None:
        """Three working days."""
        self.begin(answer_by_on=in_work_days(doing, 3))


class AnswerOfferForm(VerbForm):
    """How the offer ended."""

    answer = forms.ChoiceField(
        label=_("Answer"), choices=words.choices(words.OFFER_ANSWERS), widget=forms.RadioSelect, initial="accepted"
    )
    told_reason = forms.ChoiceField(
        label=_("Reason told, when declined"), choices=words.choices(words.TOLD_REASONS, *BY_CANDIDATE)
    )
    told = words_field(_("In their own words"), required=False)


class EndForm(VerbForm):
    """Which end, the reason told, by which side."""

    status = forms.ChoiceField(
        label=_("What happened"),
        choices=[(CandidacyStatus.WITHDREW, _("The candidate withdrew")), (CandidacyStatus.REJECTED, _("Declined"))],
        widget=forms.RadioSelect,
    )
    told_reason = forms.ChoiceField(label=_("Reason told"), choices=words.choices(words.TOLD_REASONS))
    told_by_side = forms.ChoiceField(
        label=_("Who told it"), choices=words.choices(words.SIDES, Side.CANDIDATE, Side.CLIENT, Side.AGENCY)
    )
    told = words_field(_("In their own words"), required=False)

    def fit(self, doing: Doing[Candidacy]) -> None:
        """Most often the candidate withdraws."""
        self.begin(status=CandidacyStatus.WITHDREW)


class ReopenForm(VerbForm):
    """At which step it goes on."""

    plan_step = forms.ChoiceField(label=_("Goes on at"))

    def fit(self, doing: Doing[Candidacy]) -> None:
        """Where it stood."""
        self.choose("plan_step", step_choices(doing.row))
        self.begin(plan_step=doing.row.plan_step_id)


class PromiseForm(VerbForm):
    """What was promised, to whom, by when."""

    kind = forms.ChoiceField(
        label=_("What"),
        choices=words.choices(
            words.PROMISES, PromiseKind.NEWS, PromiseKind.DECISION, PromiseKind.FEEDBACK, PromiseKind.TIMES,
            PromiseKind.CUSTOM,
        ),
    )  # fmt: skip
    to_side = forms.ChoiceField(
        label=_("To whom"), choices=words.choices(words.SIDES, Side.CANDIDATE, Side.CLIENT, Side.AGENCY)
    )
    due_at = moment_field(_("By"))
    text = words_field(_("In your words"), required=False, rows=2)

    def fit(self, doing: Doing[Any]) -> None:
        """Tomorrow at four."""
        tomorrow = doing.at.replace(minute=0, second=0, microsecond=0) + timedelta(days=1)
        self.begin(due_at=tomorrow)


class MovePromiseForm(VerbForm):
    """The new date that was told."""

    due_at = moment_field(_("New time"), help_text=_("Tell them first: a moved promise is one they know of."))


class NoteForm(VerbForm):
    """Words for colleagues."""

    text = words_field(_("Note"), rows=4)
