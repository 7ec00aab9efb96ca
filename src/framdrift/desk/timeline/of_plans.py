"""Sentences about the plan: what moved and why, another plan, what was promised and told, notice periods, questions."""

from __future__ import annotations

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from framdrift.desk.timeline.telling import Told, tells
from framdrift.planning.sentences import slip_sentence
from framdrift.planning.slips import slip_of
from framdrift.recruiting import events
from framdrift.recruiting.events.plans import (
    EndPromised,
    KitWritten,
    NoticeTold,
    PlanReshaped,
    SlipTold,
    SlipUntold,
    StepPeopleChanged,
)


@tells(events.PlanRecalculated)
def recalculated(told: Told) -> str:
    """What a slip moved, and why; how many other dates went along."""
    slip = slip_of(told.event.data, at=told.event.at)
    if not slip.moved:
        words = _("The plan was recalculated: it ends %(after)s instead of %(before)s.")
        return told.say(words, before=told.day("expected_from_on"), after=told.day("expected_to_on"))
    language = get_language() or "en"
    names = {pk: step.name_in(language) for pk, step in told.names.plan_steps.items()}
    sentence, more = slip_sentence(slip, names), len(slip.moved) - 1
    if not more:
        return sentence
    went = ngettext("%(n)d more date moved along.", "%(n)d more dates moved along.", more) % {"n": more}
    return f"{sentence} {went}"


@tells(PlanReshaped)
def reshaped(told: Told) -> str:
    """Another plan was chosen."""
    added, removed = len(told.get("added_ids") or ()), told.get("removed")
    parts = [told.say(_("%(actor)s chose another plan."))]
    if added:
        parts.append(ngettext("%(n)d step came in.", "%(n)d steps came in.", added) % {"n": added})
    if removed:
        parts.append(ngettext("%(n)d step was left out.", "%(n)d steps were left out.", removed) % {"n": removed})
    return " ".join(parts)


@tells(StepPeopleChanged)
def step_people(told: Told) -> str:
    """Who has a step now, and who steps in."""
    slots = {"person": told.account("owner_id"), "deputy": told.account("deputy_id"), "step": told.step()}
    if told.get("owner_id") and told.get("deputy_id"):
        return told.say(_("%(actor)s gave %(step)s to %(person)s; %(deputy)s steps in."), **slots)
    if told.get("owner_id"):
        return told.say(_("%(actor)s gave %(step)s to %(person)s."), **slots)
    if told.get("deputy_id"):
        return told.say(_("%(actor)s asked %(deputy)s to step in at %(step)s."), **slots)
    return told.say(_("%(actor)s gave %(step)s back to whoever has the assignment."), **slots)


@tells(EndPromised)
def end_promised(told: Told) -> str:
    """The one date that is told outward."""
    if told.get("before_on"):
        words = _("%(actor)s promised the client %(day)s instead of %(before)s.")
        return told.say(words, day=told.day("promised_on"), before=told.day("before_on"))
    return told.say(_("%(actor)s promised the client that the plan ends by %(day)s."), day=told.day("promised_on"))


@tells(SlipTold)
def slip_told(told: Told) -> str:
    """A letter about the end."""
    return told.say(_("The client was written to: the plan now ends %(day)s."), day=told.day("expected_on"))


@tells(SlipUntold)
def slip_untold(told: Told) -> str:
    """No letter after all."""
    words = _("The letter about the plan's end was taken back before it went: the client still counts on %(day)s.")
    return told.say(words, day=told.day("expected_on"))


@tells(NoticeTold)
def notice_told(told: Told) -> str:
    """When the candidate can begin."""
    months = told.get("months")
    words = ngettext(
        "%(actor)s wrote down that %(who)s has %(months)d month of notice.",
        "%(actor)s wrote down that %(who)s has %(months)d months of notice.",
        months,
    )
    return told.say(words, months=months)


@tells(KitWritten)
def kit_written(told: Told) -> str:
    """What is asked at an interview."""
    count = told.get("questions")
    words = ngettext(
        "%(actor)s wrote the questions for %(step)s: %(n)d question.",
        "%(actor)s wrote the questions for %(step)s: %(n)d questions.",
        count,
    )
    return told.say(words, step=told.step(), n=count)
