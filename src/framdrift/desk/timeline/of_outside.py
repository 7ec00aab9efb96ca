"""Sentences about what candidates and referees do on their own pages, and what they are let to see."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from framdrift.desk.timeline.telling import Told, tells
from framdrift.recruiting.events import outside, times


@tells(times.TimesOffered)
def times_offered(told: Told) -> str:
    """How many, for what, by when."""
    count = len(told.get("offered_time_ids"))
    sentence = ngettext(
        "%(actor)s offered %(who)s %(count)d time for %(step)s, to choose by %(due)s.",
        "%(actor)s offered %(who)s %(count)d times for %(step)s, to choose by %(due)s.",
        count,
    )
    return told.say(sentence, count=count, step=told.step(), due=told.day("answer_by_on"))


@tells(times.OfferedTimesWithdrawn)
def times_withdrawn(told: Told) -> str:
    """It can be chosen no more."""
    return told.say(_("%(actor)s took back a time for %(step)s that %(who)s could choose."), step=told.step())


@tells(outside.PublicWordsChanged)
def public_words_changed(told: Told) -> str:
    """On how many steps."""
    count = len(told.get("plan_step_ids"))
    sentence = ngettext(
        "%(actor)s changed what candidates see of %(count)d step.",
        "%(actor)s changed what candidates see of %(count)d steps.",
        count,
    )
    return told.say(sentence, count=count)


@tells(outside.AnswerPromised)
def answer_promised(told: Told) -> str:
    """By when."""
    return told.say(_("%(who)s asked a question and is answered by %(due)s."), due=told.day("next_news_on"))


@tells(outside.OwnDataShown)
def own_data_shown(told: Told) -> str:
    """Their right."""
    return told.say(_("%(candidate)s was shown everything that is kept about them."), candidate=told.candidate)


@tells(outside.ErasureAsked)
def erasure_asked(told: Told) -> str:
    """A person answers by a date."""
    sentence = _("%(candidate)s asked to be erased. Answer by %(due)s.")
    return told.say(sentence, candidate=told.candidate, due=told.day("answer_by_on"))


@tells(outside.ErasureDenied)
def erasure_denied(told: Told) -> str:
    """The reason stands below."""
    return told.say(_("%(actor)s answered %(candidate)s that the data are kept for now."), candidate=told.candidate)


def _referee(told: Told) -> str:
    return told.names.references.get(told.get("reference_id")) or _("a referee")


@tells(outside.ReferenceAgreed)
def reference_agreed(told: Told) -> str:
    """They want to tell."""
    return told.say(_("%(referee)s agreed to tell about %(who)s."), referee=_referee(told))


@tells(outside.ReferenceCorrected)
def reference_corrected(told: Told) -> str:
    """Before a decision."""
    return told.say(_("%(referee)s corrected the reference on %(who)s."), referee=_referee(told))


@tells(outside.RefereeAddressCorrected)
def referee_address_corrected(told: Told) -> str:
    """Whose address."""
    referee = told.names.references.get(told.get("reference_id")) or _("a referee")
    return told.say(_("%(actor)s corrected the address of %(referee)s."), referee=referee)


@tells(outside.ReferenceTakenBack)
def reference_taken_back(told: Told) -> str:
    """It is no evidence any more."""
    return told.say(
        _("%(referee)s took back the reference on %(who)s. It no longer counts as evidence."), referee=_referee(told)
    )
