"""Sentences about assignments, their plan and their trade."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from framdrift.desk.timeline.kinds import CLOSE_REASONS, CONTACT_PARTS, words_for
from framdrift.desk.timeline.telling import Told, tells
from framdrift.recruiting import events


@tells(events.AssignmentOpened)
def opened(told: Told) -> str:
    """Kick-off, and the date that the plan gave."""
    return told.say(
        _("%(actor)s opened the assignment: kick-off %(kickoff)s, decision expected %(expected)s."),
        kickoff=told.day("kickoff_on"),
        expected=told.day("expected_on"),
    )


@tells(events.AssignmentChanged)
def changed(told: Told) -> str:
    """Facts of the assignment."""
    return told.say(_("%(actor)s changed the assignment's facts."))


@tells(events.ProfileChanged)
def profile_changed(told: Told) -> str:
    """Criteria."""
    count = len(told.get("criterion_ids") or ())
    return told.say(
        ngettext(
            "%(actor)s changed the requirement profile: %(count)d criterion.",
            "%(actor)s changed the requirement profile: %(count)d criteria.",
            count,
        ),
        count=count,
    )


@tells(events.TempoAgreed)
def tempo_agreed(told: Told) -> str:
    """The tempo agreement."""
    return told.say(_("%(actor)s recorded the tempo agreement with the client."))


@tells(events.OwnerChanged)
def owner_changed(told: Told) -> str:
    """Who has it now, and what went along."""
    count = told.get("balls")
    sentence = ngettext(
        "%(actor)s gave the assignment from %(before)s to %(after)s; %(count)d ball went along.",
        "%(actor)s gave the assignment from %(before)s to %(after)s; %(count)d balls went along.",
        count,
    )
    return told.say(sentence, before=told.account("from_id"), after=told.account("to_id"), count=count)


@tells(events.DeputiesChanged)
def deputies_changed(told: Told) -> str:
    """Who may act for the owner."""
    ids = told.get("account_ids") or ()
    names = ", ".join(told.names.accounts.get(pk, _("someone")) for pk in ids)
    if not names:
        return told.say(_("%(actor)s took away all deputies."))
    return told.say(_("%(actor)s changed the deputies: %(names)s."), names=names)


@tells(events.ContactsChanged)
def contacts_changed(told: Told) -> str:
    """Who does what at the client."""
    parts = told.get("parts") or {}
    people = ", ".join(
        f"{told.names.accounts.get(int(pk), _('someone'))} ({words_for(CONTACT_PARTS, part)})"
        for pk, part in parts.items()
    )
    if not people:
        return told.say(_("%(actor)s took away all of the client's contacts."))
    return told.say(_("%(actor)s changed the client's contacts: %(people)s."), people=people)


@tells(events.AssignmentPaused)
def paused(told: Told) -> str:
    """Clocks stand still."""
    return told.say(_("%(actor)s paused the assignment. All clocks stand still."))


@tells(events.AssignmentResumed)
def resumed(told: Told) -> str:
    """Clocks run again, and by how much open dates moved."""
    days = told.get("work_days_paused")
    sentence = ngettext(
        "%(actor)s resumed the assignment; open dates moved by %(days)d working day.",
        "%(actor)s resumed the assignment; open dates moved by %(days)d working days.",
        days,
    )
    return told.say(sentence, days=days)


@tells(events.AssignmentClosed)
def closed(told: Told) -> str:
    """Why, and what ended with it."""
    reason, count = words_for(CLOSE_REASONS, told.get("reason_code")), len(told.get("expired_ids") or ())
    if not count:
        return told.say(_("%(actor)s closed the assignment: %(reason)s."), reason=reason)
    sentence = ngettext(
        "%(actor)s closed the assignment: %(reason)s. %(count)d active candidacy ended with it.",
        "%(actor)s closed the assignment: %(reason)s. %(count)d active candidacies ended with it.",
        count,
    )
    return told.say(sentence, reason=reason, count=count)


@tells(events.AssignmentReopened)
def reopened(told: Told) -> str:
    """It runs again."""
    return told.say(_("%(actor)s reopened the assignment."))


@tells(events.AssignmentStepDone)
def step_done(told: Told) -> str:
    """One of the assignment's own steps."""
    if told.get("next_plan_step_id"):
        sentence = _("%(actor)s finished %(step)s; %(next)s follows.")
        return told.say(sentence, step=told.step(), next=told.step("next_plan_step_id"))
    return told.say(_("%(actor)s finished %(step)s."), step=told.step())


@tells(events.AssignmentStepReopened)
def step_reopened(told: Told) -> str:
    """It was not done after all."""
    return told.say(_("%(actor)s took back that %(step)s was finished; it runs on."), step=told.step())


@tells(events.PresentationShared)
def presentation_shared(told: Told) -> str:
    """How many were presented."""
    count = len(told.get("candidacy_ids") or ())
    sentence = ngettext(
        "%(actor)s presented %(count)d candidate to the client.",
        "%(actor)s presented %(count)d candidates to the client.",
        count,
    )
    return told.say(sentence, count=count)


@tells(events.FeeMilestonesChanged)
def milestones_changed(told: Told) -> str:
    """Written, changed or left out."""
    if not told.get("replaced_ids"):
        return told.say(_("%(actor)s wrote the parts of the fee."))
    return told.say(_("%(actor)s changed the parts of the fee."))


@tells(events.FeeMilestonesRestored)
def milestones_restored(told: Told) -> str:
    """They are as they were."""
    return told.say(_("%(actor)s took back a change of the parts of the fee."))


@tells(events.FeeMilestoneReached)
def milestone_reached(told: Told) -> str:
    """It may be invoiced."""
    name = told.names.milestones.get(told.get("milestone_id"), _("a part of the fee"))
    return told.say(_("%(actor)s marked “%(name)s” as reached: it may be invoiced."), name=name)


@tells(events.FeeMilestoneTakenBack)
def milestone_taken_back(told: Told) -> str:
    """It waits again."""
    name = told.names.milestones.get(told.get("milestone_id"), _("a part of the fee"))
    return told.say(_("%(actor)s took back that “%(name)s” was reached."), name=name)


@tells(events.TouchTimeCorrected)
def touch_time_corrected(told: Told) -> str:
    """Minutes that a piece of work took."""
    minutes = told.get("minutes")
    sentence = ngettext(
        "%(actor)s corrected the time a piece of work took to %(minutes)d minute.",
        "%(actor)s corrected the time a piece of work took to %(minutes)d minutes.",
        minutes,
    )
    return told.say(sentence, minutes=minutes)


_TEMPLATE_DEEDS = {
    "added": gettext_lazy("%(actor)s added a process plan."),
    "changed": gettext_lazy("%(actor)s changed a process plan."),
    "archived": gettext_lazy("%(actor)s archived a process plan."),
    "restored": gettext_lazy("%(actor)s brought a process plan back."),
    "made_default": gettext_lazy("%(actor)s chose the process plan that is proposed first."),
}


@tells(events.DefaultTempoChanged)
def default_tempo_changed(told: Told) -> str:
    """The agency's own tempo."""
    return told.say(_("%(actor)s changed the tempo that new assignments start from."))


@tells(events.PlanTemplateChanged)
def plan_template_changed(told: Told) -> str:
    """What was done to it."""
    return told.say(str(_TEMPLATE_DEEDS.get(told.get("deed"), _TEMPLATE_DEEDS["changed"])))
