"""What a change of a plan is refused for."""

from __future__ import annotations

from django.utils.translation import gettext as _

from framdrift.recruiting.refusals import Refusal


class StepInUse(Refusal):
    """Somebody has come to the step already."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("A candidate has come to this step already, so it stays in the plan.")


class OwnDeputy(Refusal):
    """Somebody was to stand in for themselves."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("Nobody stands in for themselves. Choose somebody else, or nobody.")


class NoticeTooLong(Refusal):
    """A notice period that is no whole number of months up to a year."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("A notice period is between no and twelve months.")


class PanelStranger(Refusal):
    """A question was given to somebody who does not take part in the interview."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("Only those who take part in the interview can ask its questions.")
