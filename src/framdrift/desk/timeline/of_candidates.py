"""Sentences about candidates apart from any assignment."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from framdrift.desk.timeline.telling import Told, tells
from framdrift.recruiting import events


@tells(events.CandidateAdded)
def added(told: Told) -> str:
    """Became known to us."""
    if told.actor == told.candidate:
        return told.say(_("%(candidate)s became known to us."), candidate=told.candidate)
    return told.say(_("%(actor)s added %(candidate)s."), candidate=told.candidate)


@tells(events.CandidateChanged)
def changed(told: Told) -> str:
    """Facts."""
    return told.say(_("%(actor)s changed the facts about %(candidate)s."), candidate=told.candidate)


@tells(events.CandidatesMerged)
def merged(told: Told) -> str:
    """Two records became one."""
    count = len(told.get("moved") or ())
    duplicate = told.names.candidates.get(told.get("from_id")) or _("a duplicate")
    sentence = ngettext(
        "%(actor)s merged the duplicate %(duplicate)s into %(candidate)s; %(count)d candidacy went along.",
        "%(actor)s merged the duplicate %(duplicate)s into %(candidate)s; %(count)d candidacies went along.",
        count,
    )
    return told.say(sentence, duplicate=duplicate, candidate=told.candidate, count=count)


@tells(events.CandidateInformed)
def informed(told: Told) -> str:
    """GDPR article 14."""
    return told.say(_("%(actor)s told %(candidate)s that we keep their data, and why."), candidate=told.candidate)


@tells(events.InformingTakenBack)
def informing_taken_back(told: Told) -> str:
    """They do not know yet."""
    return told.say(_("%(actor)s took back that %(candidate)s had been told."), candidate=told.candidate)


def _upload(told: Told) -> str:
    return told.names.uploads.get(told.get("upload_id")) or _("a file")


@tells(events.UploadAdded)
def upload_added(told: Told) -> str:
    """Which file."""
    return told.say(_("%(actor)s added %(file)s."), file=_upload(told))


@tells(events.UploadRemoved)
def upload_removed(told: Told) -> str:
    """Which file."""
    return told.say(_("%(actor)s removed %(file)s."), file=_upload(told))


@tells(events.ConsentGiven)
def consent_given(told: Told) -> str:
    """Until when."""
    return told.say(
        _("%(candidate)s agreed to stay in the talent pool until %(until)s."),
        candidate=told.candidate,
        until=told.day("until_on"),
    )


@tells(events.ConsentWithdrawn)
def consent_withdrawn(told: Told) -> str:
    """Left the pool."""
    return told.say(_("%(candidate)s left the talent pool."), candidate=told.candidate)


@tells(events.CandidateErased)
def erased(told: Told) -> str:
    """Nothing that tells of the person is left."""
    return told.say(_("%(actor)s erased a candidate; nothing that tells of the person is left."))
