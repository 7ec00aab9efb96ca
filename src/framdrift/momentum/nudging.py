"""Reminders that go by themselves: to whom the ball lies with, or to who stands in for them, of what is over its day,
with the one action as a link.

One batch a person and day, joined into one letter; fewer as they lose effect; never of a meeting that has not been,
never to a candidate. Each depends on its ball or assessment, so that it does not go when that has moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from framdrift.foundation import calendar, events
from framdrift.foundation.correspondence import compose
from framdrift.foundation.letter_words import day_words
from framdrift.foundation.models import Event
from framdrift.momentum.actions import ACT_LABELS
from framdrift.momentum.events import Reminded
from framdrift.momentum.letters import NUDGE
from framdrift.momentum.models import LetterRule
from framdrift.momentum.readers import account_reader, seat_address
from framdrift.momentum.rules import NUDGES_A_WEEK, may_nudge_by_itself
from framdrift.organisations.access import SYSTEM, viewer_of
from framdrift.organisations.models import Absence, Account
from framdrift.recruiting.kinds import BallReason, Side
from framdrift.recruiting.models import Assignment, Ball, Candidacy, Scorecard, Step
from framdrift.recruiting.queries.client_page import SCORECARD, ClientTask, client_tasks
from framdrift.recruiting.queries.client_scope import who_steps_in
from framdrift.science.calendars import local_date, working_days_elapsed

_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Before:
    """What a person has been reminded of: when each thing was, and in how many letters this week."""

    of_item: dict[str, list[datetime]]
    letters_this_week: int


def nudge_everybody(*, at: datetime) -> int:
    """Write what is due to every client's person who is over their day with something; how many messages."""
    today = local_date(at, calendar.agency_zone())
    if not calendar.working_days().is_working(today):
        return 0
    late = Q(balls__ended_at=None, balls__side=Side.CLIENT, balls__until_on__lt=today)
    late |= Q(scorecards__submitted_at=None, scorecards__due_on__lt=today)
    holders = Account.objects.filter(late, company__isnull=False, is_active=True)
    away = Absence.objects.filter(account__in=holders, first_on__lte=today, last_on__gte=today)
    deputies = Q(pk__in=away.values("deputy")) & Q(company__isnull=False, is_active=True)
    asked = Account.objects.filter(Q(pk__in=holders.values("pk")) | deputies).order_by("pk")
    return sum(nudge(account, at=at) for account in asked)


@transaction.atomic
def nudge(account: Account, *, at: datetime) -> int:
    """Write to one person what they may be reminded of now; how many messages, which go as one letter. Nothing to
    one who is away and has a deputy, who is reminded instead."""
    Account.objects.select_for_update().get(pk=account.pk)
    today = local_date(at, calendar.agency_zone())
    if who_steps_in(account, on=today):
        return 0
    tasks = _ripe([task for task in client_tasks(viewer_of(account), on=today) if task.late], at=at)
    before = _before(account, tasks, as_of=at)
    if before.letters_this_week >= NUDGES_A_WEEK:
        return 0
    due = [task for task in tasks if _may(task, before, at=at)]
    owners = _owners({task.assignment_id for task in due})
    for task in due:
        _write(task, owners[task.assignment_id], account, sent=len(before.of_item.get(_key(task), [])), at=at)
    told = [(_reminded(task, account, on=today), SYSTEM.pseudonym, at) for task in due]
    if told:
        events.record_many(told)
    return len(due)


def _write(task: ClientTask, assignment: Assignment, account: Account, *, sent: int, at: datetime) -> None:
    with translation.override(account.language):
        values = {
            "assignment": task.assignment_title,
            "what": what_of(task, account.language),
            "due": day_words(task.until_on, account.language),
            "minutes": ngettext("%(n)s minute", "%(n)s minutes", task.minutes) % {"n": task.minutes},
        }
    compose(
        kind=NUDGE,
        key=f"nudge:{_key(task)}:{sent}",
        to=account_reader(account),
        values=values,
        action=(ACT_LABELS[account.language], seat_address(account, at=at, page=page_of(task))),
        company_id=account.company_id,
        about=_pseudonym(task),
        subject_key=_subject(task),
        thread=f"account:{account.pk}:assignment:{task.assignment_id}",
        sender=assignment.owner.name,
        reply_to=assignment.owner.email,
        reason=_key(task),
        at=at,
    )


def what_of(task: ClientTask, language: str) -> str:
    """What waits, in one sentence of the language at hand."""
    step = task.step_sv if language == "sv" else task.step_en
    sentences = {
        SCORECARD: _("Your assessment of %(who)s is awaited (%(title)s)."),
        BallReason.DECIDE: _("Your decision about %(who)s is awaited (%(title)s)."),
        BallReason.GIVE_FEEDBACK: _("What you thought of %(who)s is awaited (%(title)s)."),
        BallReason.GIVE_TIMES: _("Times that suit you for %(step)s with %(who)s are awaited."),
    }
    other = _("%(title)s: “%(step)s” for %(who)s waits for you.")
    own = _("%(title)s: “%(step)s” waits for you.")
    sentence = sentences.get(task.what, other) if task.candidate_name else own
    told = sentence % {"who": task.candidate_name, "title": task.assignment_title, "step": step}
    return f"{told} {_('You stand in for %(name)s.') % {'name': task.for_name}}" if task.for_name else told


def page_of(task: ClientTask) -> str:
    """The path of the one page on which the task is done."""
    if task.what == SCORECARD:
        return reverse("client-scorecard", args=[task.id])
    if task.is_decision:
        return reverse("client-decide", args=[task.candidacy_id])
    return reverse("client-ball", args=[task.id])


def _ripe(tasks: Sequence[ClientTask], *, at: datetime) -> list[ClientTask]:
    """Less what is about a meeting that has not been, and what an assignment has kept from going by itself."""
    of_tasks = {task.assignment_id for task in tasks}
    silent = set(
        LetterRule.objects.filter(reminders_by_itself=False, assignment_id__in=of_tasks).values_list(
            "assignment_id", flat=True
        )
    )
    ahead = Step.objects.filter(closed_at=None, held_at=None, booked_at__gt=at, assignment_id__in=of_tasks)
    balls = Ball.objects.filter(step__in=ahead, ended_at=None).values_list("pk", flat=True)
    cards = Scorecard.objects.filter(
        Exists(ahead.filter(candidacy=OuterRef("candidacy"), plan_step=OuterRef("plan_step"))), submitted_at=None
    ).values_list("pk", flat=True)
    early = {f"ball:{pk}" for pk in balls} | {f"{SCORECARD}:{pk}" for pk in cards}
    return [task for task in tasks if task.assignment_id not in silent and _key(task) not in early]


def _may(task: ClientTask, before: Before, *, at: datetime) -> bool:
    sent = before.of_item.get(_key(task), [])
    days, zone = calendar.working_days(), calendar.agency_zone()
    since = working_days_elapsed(sent[-1], at, days=days, zone=zone) if sent else None
    return may_nudge_by_itself(sent=len(sent), work_days_since_last=since, to_person_this_week=before.letters_this_week)


def _before(account: Account, tasks: Sequence[ClientTask], *, as_of: datetime) -> Before:
    """What was told before, by hand or by itself: of these tasks' own candidacies and assignments, and in the week.
    One statement."""
    found: dict[str, list[datetime]] = {}
    letters = set()
    subjects = {_subject(task) for task in tasks}
    rows = Event.objects.filter(
        Q(subject__in=subjects) | Q(at__gt=as_of - _WEEK),
        code=Reminded.code,
        company_id=account.company_id,
        at__lte=as_of,
    )
    for at, data in rows.order_by("seq").values_list("at", "data"):
        found.setdefault(data["item"], []).append(at)
        if data.get("account_id") == account.pk and at > as_of - _WEEK:
            letters.add(data["letter_key"])
    return Before(found, len(letters))


def _reminded(task: ClientTask, account: Account, *, on: date) -> Reminded:
    return Reminded(
        item=_key(task),
        account_id=account.pk,
        letter_key=f"nudge:{account.pk}:{on}",
        assignment_id=task.assignment_id,
        company_id=account.company_id or 0,
        candidacy_id=task.candidacy_id,
    )


def _owners(assignment_ids: Iterable[int]) -> dict[int, Assignment]:
    return Assignment.objects.select_related("owner").in_bulk(list(assignment_ids))


def _subject(task: ClientTask) -> str:
    return f"candidacy:{task.candidacy_id}" if task.candidacy_id else f"assignment:{task.assignment_id}"


def _pseudonym(task: ClientTask) -> str:
    told = Candidacy.objects.filter(pk=task.candidacy_id or 0)
    return told.values_list("candidate__pseudonym", flat=True).first() or ""


def _key(task: ClientTask) -> str:
    return f"{SCORECARD if task.what == SCORECARD else 'ball'}:{task.id}"
