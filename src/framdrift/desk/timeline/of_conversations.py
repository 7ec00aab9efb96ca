"""Sentences about guides, programmes of talks and their rounds. None tells who was asked or who answered."""

from __future__ import annotations

from django.utils.translation import gettext as _

from framdrift.conversations import events
from framdrift.desk.timeline.telling import Told, tells


@tells(events.GuideAdded)
def guide_added(told: Told) -> str:
    """A new guide, or a copy."""
    if told.get("copied_from_id"):
        return told.say(_("%(actor)s copied a conversation guide."))
    return told.say(_("%(actor)s added a conversation guide."))


@tells(events.GuideChanged)
def guide_changed(told: Told) -> str:
    """Which version."""
    return told.say(_("%(actor)s changed version %(version)s of a conversation guide."), version=told.get("version"))


@tells(events.GuideVersionFrozen)
def guide_version_frozen(told: Told) -> str:
    """It came into use."""
    return told.say(_("Version %(version)s of a conversation guide came into use."), version=told.get("version"))


@tells(events.GuideArchived)
def guide_archived(told: Told) -> str:
    """Proposed no more."""
    return told.say(_("%(actor)s archived a conversation guide."))


@tells(events.GuideRestored)
def guide_restored(told: Told) -> str:
    """Proposed again."""
    return told.say(_("%(actor)s took a conversation guide back from the archive."))


def _at_company(told: Told, sentence: str, **slots: object) -> str:
    return told.say(sentence, company=told.company, **slots)


@tells(events.ProgrammeAdded)
def programme_added(told: Told) -> str:
    """A draft."""
    return _at_company(told, _("%(actor)s drafted a programme of talks at %(company)s."))


@tells(events.ProgrammeChanged)
def programme_changed(told: Told) -> str:
    """What may be changed."""
    return _at_company(told, _("%(actor)s changed a programme of talks at %(company)s."))


@tells(events.ProgrammeLaunched)
def programme_launched(told: Told) -> str:
    """With the level and the limit that were told."""
    return _at_company(
        told,
        _("%(actor)s launched a programme of talks at %(company)s, level %(level)s, at least %(n)s answers."),
        level=told.get("level"),
        n=told.get("n_min"),
    )


@tells(events.LimitRaised)
def limit_raised(told: Told) -> str:
    """To how many."""
    sentence = _("%(actor)s raised the limit of a programme at %(company)s to %(n)s answers.")
    return _at_company(told, sentence, n=told.get("n_min"))


@tells(events.ProgrammePaused)
def programme_paused(told: Told) -> str:
    """Nobody new is asked."""
    return _at_company(told, _("%(actor)s paused a programme of talks at %(company)s."))


@tells(events.ProgrammeResumed)
def programme_resumed(told: Told) -> str:
    """People are asked again."""
    return _at_company(told, _("%(actor)s resumed a programme of talks at %(company)s."))


@tells(events.ProgrammeClosed)
def programme_closed(told: Told) -> str:
    """It is over."""
    return _at_company(told, _("%(actor)s closed a programme of talks at %(company)s."))


@tells(events.TalkTimesOffered)
def talk_times_offered(told: Told) -> str:
    """Without the person."""
    return _at_company(told, _("%(actor)s offered times for a talk at %(company)s."))


@tells(events.TalkTimeAgreed)
def talk_time_agreed(told: Told) -> str:
    """When, without the person."""
    return _at_company(told, _("A talk at %(company)s is on %(moment)s."), moment=told.moment("start_at"))


@tells(events.TalkTimeDropped)
def talk_time_dropped(told: Told) -> str:
    """Without the person."""
    return _at_company(told, _("The time of a talk at %(company)s no longer holds."))


@tells(events.TalkMailAnswered)
def talk_mail_answered(told: Told) -> str:
    """Without the person."""
    return _at_company(told, _("%(actor)s answered a mail about a talk at %(company)s."))


@tells(events.TalkMailReopened)
def talk_mail_reopened(told: Told) -> str:
    """Without the person."""
    return _at_company(told, _("A mail about a talk at %(company)s waits for an answer again."))


@tells(events.RoundOpened)
def round_opened(told: Told) -> str:
    """From when until when."""
    days = {"opens": told.day("opens_on"), "closes": told.day("closes_on")}
    return _at_company(told, _("A round of talks at %(company)s runs from %(opens)s to %(closes)s."), **days)


@tells(events.InvitationsDue)
def invitations_due(told: Told) -> str:
    """Letters of the day."""
    return _at_company(told, _("Invitations to talks at %(company)s were written."))


@tells(events.RemindersDue)
def reminders_due(told: Told) -> str:
    """The system's own."""
    return _at_company(told, _("Framdrift reminded of the talks at %(company)s."))


@tells(events.RoundClosed)
def round_closed(told: Told) -> str:
    """No more answers."""
    return _at_company(told, _("A round of talks at %(company)s closed."))
