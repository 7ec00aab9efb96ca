"""Verbs on where a candidacy stands: moving, steps beside, meetings, the ball, news."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from framdrift.desk.candidacies.forms import (
    MoveForm,
    NewsForm,
    ParallelForm,
    PassBallForm,
    account_of,
)
from framdrift.desk.candidacies.proposing import BookForm
from framdrift.desk.candidacies.subject import VERBS, board_step, who
from framdrift.desk.verbs import Doing, Done, Instead
from framdrift.organisations.models import Account
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import Side
from framdrift.recruiting.models import Ball, Candidacy, PlanStep
from framdrift.recruiting.refusals import DecisionNeeded, EvidenceMissing


def move_to(
    candidacy: Candidacy, to: PlanStep, doing: Doing[Any], *, early_reason: str = "", seen_at: int | None = None
) -> Done | Instead:
    """Move, or lead to where the gate asks for its reason or its decision. The board moves by this too."""
    try:
        moved = actions.move_candidacy(
            candidacy=candidacy,
            to=to,
            early_reason=early_reason,
            seen_at=seen_at or candidacy.plan_step_id,
            by=doing.by,
            at=doing.at,
        )
    except DecisionNeeded as refusal:
        return Instead(reverse("candidacy-decide", args=[candidacy.pk]), refusal.sentence())
    except EvidenceMissing as refusal:
        if early_reason:
            raise
        address = reverse("candidacy-move", args=[candidacy.pk])
        return Instead(f"{address}?{urlencode({'to': to.pk})}", refusal.sentence())
    names = {"who": moved.candidate.name, "step": to.name_in(get_language() or "en")}
    undo = reverse("candidacy-undo-move", args=[candidacy.pk])
    return Done(_("%(who)s is now at %(step)s.") % names, undo)


@VERBS.verb(gettext_lazy("Move to another step"), MoveForm, button=gettext_lazy("Move"))
def move(doing: Doing[Candidacy]) -> Done | Instead:
    """To another column. Past a gate only with its evidence in, or with a reason."""
    data = doing.data
    return move_to(doing.row, data["to"], doing, early_reason=data["early_reason"], seen_at=data["seen_at"])


@VERBS.verb(gettext_lazy("Take back the move"))
def undo_move(doing: Doing[Candidacy]) -> Done:
    """As if it had not been made."""
    actions.undo_move(candidacy=doing.row, by=doing.by, at=doing.at)
    return Done(_("The move of %(who)s was taken back.") % who(doing), place=f"card-{doing.row.pk}")


@VERBS.verb(gettext_lazy("Start a step beside"), ParallelForm, button=gettext_lazy("Start"))
def open_parallel(doing: Doing[Candidacy]) -> Done:
    """Such as references beside an interview."""
    step = board_step(doing, doing.data["plan_step"])
    actions.open_parallel_step(candidacy=doing.row, plan_step=step, by=doing.by, at=doing.at)
    return Done(_("The step was started beside the one at hand."))


@VERBS.verb(gettext_lazy("Close the step beside"))
def close_parallel(doing: Doing[Candidacy]) -> Done:
    """It is done, or no longer needed."""
    step = board_step(doing, doing.parts["plan_step_id"])
    actions.close_parallel_step(candidacy=doing.row, plan_step=step, by=doing.by, at=doing.at)
    return Done(_("The step was closed."))


@VERBS.verb(gettext_lazy("Book a time"), BookForm, button=gettext_lazy("Book"))
def book(doing: Doing[Candidacy]) -> Done:
    """A meeting at a step, or a new time for it."""
    actions.book_step(
        candidacy=doing.row,
        plan_step=board_step(doing, doing.parts["plan_step_id"]),
        start_at=doing.data["start_at"],
        minutes=doing.data["minutes"],
        by=doing.by,
        at=doing.at,
    )
    undo = reverse("candidacy-unbook", args=[doing.row.pk, doing.parts["plan_step_id"]])
    return Done(_("The time with %(who)s is booked.") % who(doing), undo)


@VERBS.verb(gettext_lazy("Cancel the time"))
def unbook(doing: Doing[Candidacy]) -> Done:
    """The meeting will not be held then."""
    step = board_step(doing, doing.parts["plan_step_id"])
    actions.unbook_step(candidacy=doing.row, plan_step=step, by=doing.by, at=doing.at)
    return Done(_("The booked time with %(who)s was cancelled.") % who(doing))


@VERBS.verb(gettext_lazy("It took place"))
def hold(doing: Doing[Candidacy]) -> Done:
    """The meeting was held."""
    step = board_step(doing, doing.parts["plan_step_id"])
    actions.hold_step(candidacy=doing.row, plan_step=step, by=doing.by, at=doing.at)
    return Done(_("Noted: the meeting with %(who)s took place.") % who(doing))


def _ball(doing: Doing[Candidacy]) -> Ball:
    return get_object_or_404(Ball, pk=doing.parts["ball_id"], candidacy=doing.row)


@VERBS.verb(gettext_lazy("Pass the ball"), PassBallForm, button=gettext_lazy("Pass the ball"))
def pass_ball(doing: Doing[Candidacy]) -> Done:
    """Somebody else must act now."""
    holder, account = doing.data["holder"], None
    if holder not in (Side.CANDIDATE, Side.OUTSIDE):
        account = account_of(doing.row, holder)
    actions.pass_ball(
        ball=_ball(doing),
        side=_side_of(holder, account),
        account=account,
        label=doing.data["label"] if account is None else "",
        reason=doing.data["reason"],
        until_on=doing.data["until_on"],
        by=doing.by,
        at=doing.at,
    )
    return Done(_("The ball has been passed."))


def _side_of(holder: str, account: Account | None) -> str:
    if account is None:
        return holder
    return Side.AGENCY if account.company_id is None else Side.CLIENT


@VERBS.verb(gettext_lazy("Take over the ball"))
def take_over(doing: Doing[Candidacy]) -> Done:
    """A colleague with time takes it; its date stays."""
    taker = Account.objects.get(pk=doing.by.account_id or 0)
    actions.take_over_ball(ball=_ball(doing), taker=taker, by=doing.by, at=doing.at)
    return Done(_("The ball is yours now; its date is unchanged."))


@VERBS.verb(gettext_lazy("Give news"), NewsForm, button=gettext_lazy("News given"))
def give_news(doing: Doing[Candidacy]) -> Done:
    """The candidate heard from us, and knows when they next will."""
    actions.give_news(candidacy=doing.row, by=doing.by, at=doing.at, **doing.data)
    return Done(_("Noted: %(who)s has heard from you.") % who(doing))
