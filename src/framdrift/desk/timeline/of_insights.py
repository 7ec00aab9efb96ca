"""Sentences about coding and the codebook. None tells what anybody's words were coded as."""

from __future__ import annotations

from django.utils.translation import gettext as _

from framdrift.desk.timeline.telling import Told, tells
from framdrift.insights import events


@tells(events.CodebookChanged)
def codebook_changed(told: Told) -> str:
    """A new version."""
    return told.say(_("%(actor)s changed the codebook."))


@tells(events.PassagesCut)
def passages_cut(told: Told) -> str:
    """How many passages a round gave."""
    sentence = _("%(actor)s took in answers of a round at %(company)s for coding: %(n)s passages.")
    return told.say(sentence, company=told.company, n=told.get("passages"))


@tells(events.SampleDrawn)
def sample_drawn(told: Told) -> str:
    """How many a second coder reads."""
    sentence = _("%(actor)s drew %(n)s passages at %(company)s for a second coder.")
    return told.say(sentence, company=told.company, n=told.get("passages"))


@tells(events.PassagesExported)
def passages_exported(told: Told) -> str:
    """How many passages went into a file."""
    sentence = _("%(actor)s exported %(n)s passages of a round at %(company)s to a file for another program.")
    return told.say(sentence, company=told.company, n=told.get("passages"))


@tells(events.SurveyTaken)
def survey_taken(told: Told) -> str:
    """How many rows an old survey had."""
    sentence = _("%(actor)s took in an old survey of %(n)s leavers at %(company)s.")
    return told.say(sentence, company=told.company, n=told.get("rows"))
