"""What interviewers need on the day: time and place, panel, criteria with their questions, papers, what follows.

Both the agency's page and the client's read it; whoever asks comes with a candidacy from their own query.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from framdrift.organisations.models import Account
from framdrift.recruiting.dealing import dealt
from framdrift.recruiting.kinds import MeetingKind, SeatRole, Side, StepType
from framdrift.recruiting.models import (
    Assignment,
    Candidacy,
    Contact,
    Criterion,
    KitQuestion,
    Meeting,
    PlanStep,
    Scorecard,
    Step,
    Upload,
)

INTERVIEWS = (StepType.INTERVIEW, StepType.CLIENT_INTERVIEW)
_DEBRIEF_WITHIN = timedelta(days=3)
SHOWN_TO_CLIENTS = ("cv", "letter", "grades")
"""Papers that the client's interviewers read too; what else lies with a candidate stays at the agency."""


@dataclass(frozen=True)
class Panelist:
    """Somebody who takes part in the interview."""

    id: int
    name: str
    is_client: bool


@dataclass(frozen=True)
class Question:
    """One question and who asks it. `is_proposed`: nobody has written it yet."""

    text: str
    asker: Panelist | None
    is_proposed: bool = False


@dataclass(frozen=True)
class KitCriterion:
    """A criterion with its anchors and what is asked on it."""

    criterion: Criterion
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Kit:
    """The whole page. `start_at` None: no time is booked. `card`: the reader's own assessment, where one is asked."""

    plan_step: PlanStep
    start_at: datetime | None
    minutes: int | None
    place: str
    panel: tuple[Panelist, ...]
    criteria: tuple[KitCriterion, ...]
    others: tuple[Question, ...]
    is_written: bool
    papers: tuple[Upload, ...]
    card: Scorecard | None
    debrief: Meeting | None


def kit_of(candidacy: Candidacy, plan_step: PlanStep, *, reader_id: int | None, papers: Sequence[str] = ()) -> Kit:
    """The kit of one candidate's interview. `papers`: the sorts to show; all where none is named. Ten statements."""
    meeting = _meeting(candidacy, plan_step)
    stay = Step.objects.filter(candidacy=candidacy, plan_step=plan_step).order_by("-opened_at").first()
    booked = (stay.booked_at, stay.booked_minutes) if stay else (None, None)
    start_at, minutes = (meeting.start_at, meeting.minutes) if meeting else booked
    panel = panel_of(candidacy.assignment, plan_step, meeting)
    criteria, others, is_written = questions_of(candidacy.assignment, plan_step, panel)
    return Kit(
        plan_step=plan_step,
        start_at=start_at,
        minutes=minutes,
        place=meeting.place if meeting else "",
        panel=panel,
        criteria=criteria,
        others=others,
        is_written=is_written,
        papers=tuple(_papers(candidacy, papers)),
        card=Scorecard.objects.filter(candidacy=candidacy, plan_step=plan_step, author_id=reader_id or 0).first(),
        debrief=_debrief(plan_step, start_at) if start_at else None,
    )


def _meeting(candidacy: Candidacy, plan_step: PlanStep) -> Meeting | None:
    rows = Meeting.objects.live().filter(candidacy=candidacy, plan_step=plan_step)
    return rows.prefetch_related("seats__account").order_by("-start_at").first()


def panel_of(assignment: Assignment, plan_step: PlanStep, meeting: Meeting | None = None) -> tuple[Panelist, ...]:
    """Those who sit at the meeting; without one those whose interview it is. At most two statements."""
    if meeting is not None:
        seats = [one for one in meeting.seats.all() if one.account and not one.is_alternate and one.left_at is None]
        return tuple(_panelist(one.account) for one in seats if one.account and one.role != SeatRole.CANDIDATE)
    if plan_step.side == Side.CLIENT or plan_step.type == StepType.CLIENT_INTERVIEW:
        parts = (Contact.Part.DECIDER, Contact.Part.INTERVIEWER)
        rows = Contact.objects.filter(assignment=assignment, part__in=parts, account__is_active=True)
        return tuple(_panelist(row.account) for row in rows.select_related("account").order_by("part", "pk"))
    return (_panelist(plan_step.owner or assignment.owner),)


def _panelist(account: Account) -> Panelist:
    return Panelist(account.pk, account.name, account.company_id is not None)


def may_ask(assignment: Assignment, plan_step: PlanStep) -> list[Panelist]:
    """Everybody who may be given a question at a step: the usual panel, and who sits at its live meetings."""
    people = {one.id: one for one in panel_of(assignment, plan_step)}
    for meeting in Meeting.objects.live().filter(plan_step=plan_step).prefetch_related("seats__account"):
        people |= {one.id: one for one in panel_of(assignment, plan_step, meeting)}
    return list(people.values())


def questions_of(
    assignment: Assignment, plan_step: PlanStep, panel: Iterable[Panelist]
) -> tuple[tuple[KitCriterion, ...], tuple[Question, ...], bool]:
    """The criteria in order with their questions, the questions beside them, and whether anybody has written them.

    Where nobody has, one is proposed for each criterion and dealt out over the panel. Two statements.
    """
    people = {one.id: one for one in panel}
    criteria = list(Criterion.objects.filter(assignment=assignment, retired_at=None).order_by("position"))
    written = list(KitQuestion.objects.filter(plan_step=plan_step).select_related("asked_by"))
    if not written:
        asks = dealt(criteria, list(people))
        proposed = tuple(KitCriterion(one, (_proposed(one, people.get(asks.get(one.pk, 0))),)) for one in criteria)
        return proposed, (), False
    lines = tuple(
        KitCriterion(one, tuple(_question(row) for row in written if row.criterion_id == one.pk)) for one in criteria
    )
    known = {one.pk for one in criteria}
    return lines, tuple(_question(row) for row in written if row.criterion_id not in known), True


def _proposed(criterion: Criterion, asker: Panelist | None) -> Question:
    """A question on what somebody has done, which tells more than what they would do."""
    words = _("Tell us about a time when this mattered: %(criterion)s. What did you do, and how did it turn out?")
    return Question(words % {"criterion": criterion.name}, asker, is_proposed=True)


def _question(row: KitQuestion) -> Question:
    return Question(row.text, _panelist(row.asked_by) if row.asked_by else None)


def _papers(candidacy: Candidacy, kinds: Sequence[str]) -> Iterable[Upload]:
    rows = Upload.objects.filter(candidate_id=candidacy.candidate_id)
    return rows.filter(kind__in=kinds) if kinds else rows


def _debrief(plan_step: PlanStep, start_at: datetime) -> Meeting | None:
    """The debrief that comes first after the interview."""
    rows = Meeting.objects.live().filter(assignment_id=plan_step.assignment_id, kind=MeetingKind.DEBRIEF)
    return rows.filter(start_at__gte=start_at, start_at__lte=start_at + _DEBRIEF_WITHIN).order_by("start_at").first()
