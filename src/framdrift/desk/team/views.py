"""What waits for a colleague with time, taken in one press; and how much each of us holds."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from framdrift.desk.timeline import kinds
from framdrift.desk.verbs import way_back
from framdrift.organisations.models import Account
from framdrift.organisations.reader import ReaderRequest
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import BallReason, Side
from framdrift.recruiting.queries.load import WhyOffered, load, waiting_balls
from framdrift.recruiting.queries.scope import colleagues, visible_balls
from framdrift.recruiting.queries.waits import AllWaits, HeldLine, all_waits
from framdrift.recruiting.refusals import Refusal
from framdrift.recruiting.step_words import STEP_TYPES

WHY = {
    WhyOffered.OVERDUE: gettext_lazy("overdue"),
    WhyOffered.AWAY: gettext_lazy("away"),
    WhyOffered.FULL_DAY: gettext_lazy("the day is full"),
}


@require_safe
def team(request: ReaderRequest) -> HttpResponse:
    """The balls that wait for somebody with time, the load of everybody, and for leads whom the work waited for."""
    now = timezone.now()
    waiting = waiting_balls(request.viewer, as_of=now)
    swedish = get_language() == "sv"
    context = {
        "waiting": [(ball, ball.step_sv if swedish else ball.step_en, WHY[ball.why]) for ball in waiting],
        "load": load(request.viewer, as_of=now),
        "waits": _shown(all_waits(request.viewer, as_of=now)) if request.viewer.is_lead else (),
    }
    return render(request, "team/team.html", context)


def _shown(waits: AllWaits) -> list[tuple[str, list[tuple[str, HeldLine]]]]:
    """The tables with lines: the words over their first column, and each line with its own."""
    sides = [(kinds.words_for(kinds.SIDES, line.key), line) for line in waits.by_side]
    steps = [(str(STEP_TYPES.get(line.key, line.key)), line) for line in waits.by_step]
    return [table for table in ((_("Who held the ball"), sides), (_("At which step"), steps)) if table[1]]


@require_POST
def take(request: ReaderRequest, ball_id: int) -> HttpResponse:
    """Take a colleague's ball; it can be given back at once."""
    ball = get_object_or_404(visible_balls(request.viewer).select_related("account"), pk=ball_id)
    me = get_object_or_404(Account, pk=request.viewer.account_id)
    try:
        taken = actions.take_over_ball(ball=ball, taker=me, by=request.viewer, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence())
    else:
        undo = reverse("team-give-back", args=[taken.pk, ball.account_id])
        holder = ball.account.name if ball.account else ""
        told = _("The ball is yours now. %(name)s no longer has it.") % {"name": holder}
        messages.success(request, told, extra_tags=f"undo:{undo}")
    return redirect(way_back(request, reverse("team")))


@require_POST
def give_back(request: ReaderRequest, ball_id: int, account_id: int) -> HttpResponse:
    """Undo: the ball goes back to the colleague it was taken from, with the date it had."""
    taken = visible_balls(request.viewer).filter(reason=BallReason.TAKEN_OVER)
    ball = get_object_or_404(taken, pk=ball_id, account_id=request.viewer.account_id)
    colleague = get_object_or_404(colleagues(), pk=account_id)
    now = timezone.now()
    try:
        actions.pass_ball(
            ball=ball,
            side=Side.AGENCY,
            account=colleague,
            reason=BallReason.DO_STEP,
            until_on=max(ball.until_on, timezone.localdate(now)),
            by=request.viewer,
            at=now,
        )
    except Refusal as refusal:
        messages.error(request, refusal.sentence())
    else:
        messages.success(request, _("%(name)s has the ball again.") % {"name": colleague.name})
    return redirect("team")
