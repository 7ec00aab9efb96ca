"""Sentences about what clients are advised, ask and answer; their words stand below the sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _

from framdrift.desk.timeline.kinds import BALL_REASONS, VERDICTS, words_for
from framdrift.desk.timeline.telling import Told, tells
from framdrift.recruiting import events


@tells(events.AdviceGiven)
def advice_given(told: Told) -> str:
    """Who advised."""
    return told.say(_("%(actor)s wrote advice to the client about %(who)s."))


@tells(events.AdviceWithdrawn)
def advice_withdrawn(told: Told) -> str:
    """Who took it away."""
    return told.say(_("%(actor)s took the advice about %(who)s away from the client's page."))


@tells(events.QuestionAsked)
def question_asked(told: Told) -> str:
    """What is promised by when."""
    return told.say(
        _("%(actor)s wants to know more about %(who)s; an answer is promised by %(due)s."),
        due=told.day("answer_by_on"),
    )


@tells(events.QuestionAnswered)
def question_answered(told: Told) -> str:
    """Who answered whom."""
    return told.say(_("%(actor)s answered what %(asker)s asked about %(who)s."), asker=told.account("asked_by_id"))


@tells(events.DecisionTakenBack)
def decision_taken_back(told: Told) -> str:
    """Which decision no longer holds."""
    verdict = words_for(VERDICTS, told.get("verdict")).lower()
    return told.say(_("%(actor)s took back the decision about %(who)s: %(verdict)s."), verdict=verdict)


@tells(events.BallAnswered)
def ball_answered(told: Told) -> str:
    """Who answered what was asked for."""
    if told.get("reason_code") == "give_times":
        return told.say(_("%(actor)s gave times."))
    if told.get("reason_code") == "do_step":
        return told.say(_("%(actor)s answered."))
    does = words_for(BALL_REASONS, told.get("reason_code"))
    return told.say(_("%(actor)s answered: %(does)s."), does=does)


@tells(events.PlanConfirmed)
def plan_confirmed(told: Told) -> str:
    """Who said yes, and to which date."""
    return told.say(_("%(actor)s said yes to the plan: expected to be done %(date)s."), date=told.day("expected_on"))
