"""Refusals that candidates and referees read: in the words of somebody who is not at work here."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from framdrift.recruiting.refusals import Refusal


class TimeGone(Refusal):
    """Somebody else was first, or the time was taken back or has begun."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("That time has just gone. Choose one of the others.")


class TimeClashes(Refusal):
    """The candidate has another meeting with us then."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("You have another meeting with us at that time. Choose one of the others.")


class NoTimes(Refusal):
    """No time was given to offer."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("Give at least one time that has not passed.")


class TimesOverlap(Refusal):
    """Two of the times given overlap each other."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("Two of the times overlap. Give times of which any can be kept.")


class NotWaitingThere(Refusal):
    """A candidate whom times are offered is not at that step."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("That candidate is not at this step. Move them there first, or start the step beside.")


class DecidedAlready(Refusal):
    """A decision rests on the reference: it stands as it is."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("A decision has been taken, so what you told stands as it is. Write to us if it is wrong.")


class NothingTold(Refusal):
    """A reference without a word or a mark."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("Answer at least one question, or write some words of your own.")


class ConsentNeeded(Refusal):
    """The referee has not agreed to tell."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("Say first whether you would like to tell.")


class AskedAlready(Refusal):
    """Erasure was asked for and waits for an answer."""

    def __init__(self, answer_by_on: date) -> None:
        super().__init__("asked already")
        self.answer_by_on = answer_by_on

    def sentence(self) -> str:
        """See Refusal."""
        return _("You have asked already. You are answered within a month of the day you asked.")
