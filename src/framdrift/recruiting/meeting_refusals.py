"""Refusals about meetings and kick-offs: in words that staff, clients and candidates may all read."""

from __future__ import annotations

from django.utils.translation import gettext as _

from framdrift.recruiting.refusals import Refusal


class PersonBusy(Refusal):
    """Somebody of the meeting sits in another one at that time, or is on the way to or from one."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def sentence(self) -> str:
        """See Refusal."""
        return _("%(name)s is in another meeting or on the way then. Choose another time.") % {"name": self.name}


class MeetingOff(Refusal):
    """The meeting does not take place, or has begun."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("This meeting is cancelled or has begun, so it stands as it is.")


class MeetingPast(Refusal):
    """A time that has passed."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("That time has passed. Choose one that lies ahead.")


class NotAtMeeting(Refusal):
    """Whoever answers has no seat at the meeting."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("You have no seat at this meeting.")


class NobodyInvited(Refusal):
    """A meeting without anybody."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("A meeting needs at least one person. Say who sits in it.")


class SittingOver(Refusal):
    """The kick-off was sent, confirmed or called off meanwhile."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("The kick-off has changed since you opened the page. Look again before you go on.")


class NothingToHold(Refusal):
    """A kick-off without a single meeting."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("There is no meeting to hold. Propose times first.")


class NobodyToAsk(Refusal):
    """The assignment has nobody at the client who decides."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("Nobody at the client decides in this assignment yet. Say who does first.")


class TooLateToUndo(Refusal):
    """The time has gone to something else."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("That cannot be taken back any more: the time has gone to something else.")
