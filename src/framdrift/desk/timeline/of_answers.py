"""Sentences about sealed records: who opened one, serious matters, erasure, rights. None tells whose record it is."""

from __future__ import annotations

from django.utils.translation import gettext as _

from framdrift.conversations import events
from framdrift.desk.timeline.telling import Told, tells
from framdrift.organisations.access import SYSTEM_PSEUDONYM


@tells(events.RecordHandedOver)
def record_handed_over(told: Told) -> str:
    """To the person."""
    return told.say(_("%(actor)s handed over the record of a talk at %(company)s."), company=told.company)


@tells(events.RecordOpened)
def record_opened(told: Told) -> str:
    """Use of a sealed record is noted."""
    return told.say(_("%(actor)s opened the record of a talk at %(company)s."), company=told.company)


@tells(events.RawAnswersOpened)
def raw_answers_opened(told: Told) -> str:
    """For coding, or by the machine."""
    if told.event.actor == SYSTEM_PSEUDONYM:
        sentence = _("The machine read the answers of a round at %(company)s, to learn from how they were coded.")
        return told.say(sentence, company=told.company)
    return told.say(_("%(actor)s opened the answers of a round at %(company)s."), company=told.company)


@tells(events.SeriousMatterRaised)
def serious_matter_raised(told: Told) -> str:
    """The duty flow begins."""
    return told.say(_("%(actor)s noted a serious matter at %(company)s."), company=told.company)


@tells(events.SeriousMatterPassedOn)
def serious_matter_passed_on(told: Told) -> str:
    """To who must act."""
    return told.say(_("%(actor)s passed on a serious matter at %(company)s."), company=told.company)


@tells(events.SeriousMatterClosed)
def serious_matter_closed(told: Told) -> str:
    """It has been acted on."""
    return told.say(_("%(actor)s closed a serious matter at %(company)s."), company=told.company)


@tells(events.AnswersErased)
def answers_erased(told: Told) -> str:
    """The key was deleted."""
    return told.say(_("%(actor)s erased everything said in a programme at %(company)s."), company=told.company)


@tells(events.RightsAsked)
def rights_asked(told: Told) -> str:
    """By its kind."""
    if told.get("kind") == "erase":
        return told.say(_("%(actor)s wrote down that a person wants to be erased."))
    return told.say(_("%(actor)s wrote down that a person wants a copy of what is kept."))


@tells(events.RightsCarriedOut)
def rights_carried_out(told: Told) -> str:
    """By another person."""
    if told.get("kind") == "erase":
        return told.say(_("%(actor)s approved that a person was erased."))
    return told.say(_("%(actor)s approved a copy of what is kept about a person."))
