"""Sentences about the agency, companies, accounts, absences and letters."""

from __future__ import annotations

from django.utils.translation import gettext as _

from framdrift.desk.timeline.kinds import ROLES, words_for
from framdrift.desk.timeline.telling import Told, tells
from framdrift.foundation import letter_events
from framdrift.organisations import events


def _about_account(told: Told, sentence: str, **slots: object) -> str:
    return told.say(sentence, account=told.account("account_id"), **slots)


@tells(events.AccountOpened)
def account_opened(told: Told) -> str:
    """May sign in."""
    return _about_account(told, _("%(actor)s opened an account for %(account)s."))


@tells(events.AccountChanged)
def account_changed(told: Told) -> str:
    """Particulars."""
    return _about_account(told, _("%(actor)s changed the particulars of %(account)s."))


@tells(events.AccountDeactivated)
def account_deactivated(told: Told) -> str:
    """May no longer sign in."""
    return _about_account(told, _("%(actor)s closed the account of %(account)s."))


@tells(events.AccountReactivated)
def account_reactivated(told: Told) -> str:
    """May sign in again."""
    return _about_account(told, _("%(actor)s opened the account of %(account)s again."))


@tells(events.RoleGiven)
def role_given(told: Told) -> str:
    """Which role."""
    role = words_for(ROLES, told.get("role"))
    return _about_account(told, _("%(actor)s gave %(account)s the role %(role)s."), role=role)


@tells(events.RoleEnded)
def role_ended(told: Told) -> str:
    """Which role."""
    role = words_for(ROLES, told.get("role"))
    return _about_account(told, _("%(actor)s took the role %(role)s from %(account)s."), role=role)


@tells(events.PreferencesChanged)
def preferences_changed(told: Told) -> str:
    """Own language and zone."""
    return _about_account(told, _("%(account)s chose their language and time zone."))


@tells(events.ApiKeyMade)
def api_key_made(told: Told) -> str:
    """For programs."""
    return _about_account(told, _("%(account)s made a key with which programs read what they may read."))


@tells(events.ApiKeyRemoved)
def api_key_removed(told: Told) -> str:
    """Opens nothing any more."""
    return _about_account(told, _("%(account)s removed their key for programs."))


@tells(events.AbsenceRecorded)
def absence_recorded(told: Told) -> str:
    """From when to when, and who stands in."""
    days = {"first": told.day("first_on"), "last": told.day("last_on")}
    if told.get("deputy_id"):
        sentence = _("%(account)s is away %(first)s to %(last)s; %(deputy)s stands in.")
        return _about_account(told, sentence, deputy=told.account("deputy_id"), **days)
    return _about_account(told, _("%(account)s is away %(first)s to %(last)s."), **days)


@tells(events.AbsenceCancelled)
def absence_cancelled(told: Told) -> str:
    """Will be there after all."""
    return _about_account(
        told,
        _("%(account)s is there after all %(first)s to %(last)s."),
        first=told.day("first_on"),
        last=told.day("last_on"),
    )


@tells(events.CompanyOpened)
def company_opened(told: Told) -> str:
    """A new client company."""
    return told.say(_("%(actor)s added %(company)s."), company=told.company)


@tells(events.CompanyChanged)
def company_changed(told: Told) -> str:
    """Particulars."""
    return told.say(_("%(actor)s changed the particulars of %(company)s."), company=told.company)


@tells(events.CompanyArchived)
def company_archived(told: Told) -> str:
    """Put away."""
    return told.say(_("%(actor)s archived %(company)s."), company=told.company)


@tells(events.CompanyRestored)
def company_restored(told: Told) -> str:
    """Taken back."""
    return told.say(_("%(actor)s took %(company)s back from the archive."), company=told.company)


def _unit(told: Told, field: str = "unit_id") -> str:
    return told.names.units.get(told.get(field)) or _("a unit")


@tells(events.UnitAdded)
def unit_added(told: Told) -> str:
    """A new unit."""
    return told.say(_("%(actor)s added the unit %(unit)s to %(company)s."), unit=_unit(told), company=told.company)


@tells(events.UnitRenamed)
def unit_renamed(told: Told) -> str:
    """Its name now."""
    return told.say(_("%(actor)s renamed a unit of %(company)s: %(unit)s."), unit=_unit(told), company=told.company)


@tells(events.UnitMoved)
def unit_moved(told: Told) -> str:
    """Under which unit, or to the top."""
    if told.get("parent_id"):
        sentence = _("%(actor)s moved the unit %(unit)s under %(parent)s.")
        return told.say(sentence, unit=_unit(told), parent=_unit(told, "parent_id"))
    return told.say(
        _("%(actor)s moved the unit %(unit)s to the top of %(company)s."), unit=_unit(told), company=told.company
    )


@tells(events.AgencyChanged)
def agency_changed(told: Told) -> str:
    """Particulars."""
    return told.say(_("%(actor)s changed the agency's particulars."))


@tells(letter_events.LetterReleased)
def letter_released(told: Told) -> str:
    """A held letter may go."""
    return told.say(_("%(actor)s released a letter."))


@tells(letter_events.LetterHeldBack)
def letter_held_back(told: Told) -> str:
    """It waits for a person."""
    return told.say(_("%(actor)s held a letter back."))


@tells(letter_events.LetterDoubted)
def letter_doubted(told: Told) -> str:
    """Nobody knows again."""
    return told.say(_("%(actor)s took back that a letter had arrived."))


@tells(letter_events.LetterCameBack)
def letter_came_back(told: Told) -> str:
    """The address does not work."""
    return told.say(_("A letter came back: the address does not work."))


@tells(letter_events.LetterCancelled)
def letter_cancelled(told: Told) -> str:
    """A letter shall not go."""
    return told.say(_("%(actor)s cancelled a letter before it was sent."))


@tells(letter_events.LetterDropped)
def letter_dropped(told: Told) -> str:
    """By the machine."""
    return told.say(_("A letter was not sent, since what it told of is no longer so."))


@tells(letter_events.LetterSentAgain)
def letter_sent_again(told: Told) -> str:
    """By intent."""
    return told.say(_("%(actor)s sent a letter again that had failed."))


@tells(letter_events.LetterReaddressed)
def letter_readdressed(told: Told) -> str:
    """To where it is read."""
    return told.say(_("%(actor)s corrected an address and sent a letter again that had come back."))


@tells(letter_events.LetterFoundSent)
def letter_found_sent(told: Told) -> str:
    """It did arrive."""
    return told.say(_("%(actor)s noted that a letter had arrived."))


@tells(letter_events.LetterReworded)
def letter_reworded(told: Told) -> str:
    """Own words, or earlier ones again."""
    return told.say(_("%(actor)s changed the words of a kind of letter."))


@tells(letter_events.LetterTakenBack)
def letter_taken_back(told: Told) -> str:
    """Held again."""
    return told.say(_("%(actor)s took the release of a letter back."))


@tells(letter_events.LetterRewritten)
def letter_rewritten(told: Told) -> str:
    """Other words before it went."""
    return told.say(_("%(actor)s rewrote a letter before it was sent."))


@tells(events.UnitClosed)
def unit_closed(told: Told) -> str:
    """Gone from that day on."""
    return told.say(_("%(actor)s closed a unit of %(company)s."), company=told.company)


@tells(events.UnitReopened)
def unit_reopened(told: Told) -> str:
    """There after all."""
    return told.say(_("%(actor)s opened a unit of %(company)s again."), company=told.company)


@tells(events.RosterTakenIn)
def roster_taken_in(told: Told) -> str:
    """How many joined, moved, left and changed."""
    counts = {name: told.get(name) for name in ("added", "moved", "ended", "changed")}
    sentence = _(
        "%(actor)s took in a roster of %(company)s: %(added)d new, %(moved)d moved, %(ended)d ended, "
        "%(changed)d changed."
    )
    return told.say(sentence, company=told.company, **counts)


@tells(events.EmploymentBegun)
def employment_begun(told: Told) -> str:
    """Without a name: who is employed is not for everybody who reads this."""
    return told.say(_("%(actor)s recorded an employment at %(company)s."), company=told.company)


@tells(events.EmploymentChanged)
def employment_changed(told: Told) -> str:
    """Particulars."""
    return told.say(_("%(actor)s corrected an employment at %(company)s."), company=told.company)


@tells(events.EmploymentMoved)
def employment_moved(told: Told) -> str:
    """From which day."""
    sentence = _("%(actor)s recorded that an employee of %(company)s moved on %(day)s.")
    return told.say(sentence, company=told.company, day=told.day("since"))


@tells(events.EmploymentMoveUndone)
def employment_move_undone(told: Told) -> str:
    """Stays where they were."""
    return told.say(_("%(actor)s took back the move of an employee of %(company)s."), company=told.company)


@tells(events.EmploymentEnded)
def employment_ended(told: Told) -> str:
    """The day; how it ended is not told here."""
    sentence = _("%(actor)s recorded that an employment at %(company)s ends on %(day)s.")
    return told.say(sentence, company=told.company, day=told.day("ended_on"))


@tells(events.EmploymentEndUndone)
def employment_end_undone(told: Told) -> str:
    """Goes on after all."""
    return told.say(_("%(actor)s took back the end of an employment at %(company)s."), company=told.company)


@tells(events.EmploymentWithdrawn)
def employment_withdrawn(told: Told) -> str:
    """Was added by mistake."""
    return told.say(_("%(actor)s removed an employment at %(company)s that was a mistake."), company=told.company)
