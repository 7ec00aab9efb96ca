"""Sentences about what decisions rest on, decisions and offers. A score is never told here."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from framdrift.desk.timeline.kinds import OFFER_ANSWERS, TOLD_REASONS, words_for
from framdrift.desk.timeline.telling import Told, tells
from framdrift.recruiting import events


@tells(events.ScorecardAsked)
def scorecard_asked(told: Told) -> str:
    """Who, after what, by when."""
    if told.actor == told.account("author_id"):
        sentence = _("%(actor)s is to assess %(who)s after %(step)s, by %(due)s.")
        return told.say(sentence, step=told.step(), due=told.day("due_on"))
    return told.say(
        _("%(actor)s asked %(author)s to assess %(who)s after %(step)s, by %(due)s."),
        author=told.account("author_id"),
        step=told.step(),
        due=told.day("due_on"),
    )


@tells(events.ScorecardSubmitted)
def scorecard_submitted(told: Told) -> str:
    """That it is in."""
    return told.say(
        _("%(author)s assessed %(who)s after %(step)s."), author=told.account("author_id"), step=told.step()
    )


@tells(events.ScorecardRevised)
def scorecard_revised(told: Told) -> str:
    """How many scores changed after the debrief."""
    count = len(told.get("criterion_ids") or ())
    sentence = ngettext(
        "%(author)s changed %(count)d score of %(who)s after the debrief; the first one is kept.",
        "%(author)s changed %(count)d scores of %(who)s after the debrief; the first ones are kept.",
        count,
    )
    return told.say(sentence, author=told.account("author_id"), count=count)


def _referee(told: Told) -> str:
    return told.names.references.get(told.get("reference_id")) or _("a referee")


@tells(events.ReferenceAsked)
def reference_asked(told: Told) -> str:
    """Who was asked."""
    return told.say(_("%(actor)s asked %(referee)s for a reference on %(who)s."), referee=_referee(told))


@tells(events.ReferenceReceived)
def reference_received(told: Told) -> str:
    """Who told."""
    return told.say(_("%(referee)s gave a reference on %(who)s."), referee=_referee(told))


@tells(events.ReferenceDeclined)
def reference_declined(told: Told) -> str:
    """Who would rather not."""
    return told.say(_("%(referee)s did not want to give a reference on %(who)s."), referee=_referee(told))


@tells(events.TestReceived)
def test_received(told: Told) -> str:
    """Which test."""
    name = told.names.tests.get(told.get("test_id")) or _("a test")
    return told.say(_("The result of %(name)s for %(who)s is in."), name=name)


@tells(events.EvidenceCompleted)
def evidence_completed(told: Told) -> str:
    """Ready to decide."""
    return told.say(_("All evidence on %(who)s for %(step)s is in: ready to decide."), step=told.step())


@tells(events.DecisionTaken)
def decision_taken(told: Told) -> str:
    """Who decided what; early where evidence was missing."""
    sentences = {
        "advance": _("%(decider)s decided after %(step)s that %(who)s goes on."),
        "offer": _("%(decider)s decided after %(step)s to make %(who)s an offer."),
        "reject": _("%(decider)s decided after %(step)s to decline %(who)s."),
        "need_more": _("%(decider)s wants to know more about %(who)s before deciding."),
    }
    said = told.say(sentences[told.get("verdict")], decider=told.account("decided_by_id"), step=told.step())
    if told.get("early_reason"):
        return _("%(said)s The evidence was not complete.") % {"said": said}
    return said


@tells(events.OfferSent)
def offer_sent(told: Told) -> str:
    """By when the answer is expected."""
    return told.say(
        _("%(actor)s sent %(who)s an offer; an answer is expected by %(due)s."), due=told.day("answer_by_on")
    )


@tells(events.OfferAnswered)
def offer_answered(told: Told) -> str:
    """How it ended, and the reason told."""
    answer = told.get("answer")
    if answer == "accepted":
        return told.say(_("%(who)s accepted the offer."))
    if answer == "declined":
        reason = words_for(TOLD_REASONS, told.get("reason_code"))
        return told.say(_("%(who)s declined the offer: %(reason)s."), reason=reason)
    return told.say(_("The offer to %(who)s was %(answer)s."), answer=words_for(OFFER_ANSWERS, answer))
