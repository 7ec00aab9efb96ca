"""What is refused here, each with a sentence fit for the reader."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """An expected refusal. `sentence` is translated; `field` names the form field it belongs to, or is empty."""

    sentence: str | Promise = ""
    field: str = ""

    def __str__(self) -> str:
        return str(self.sentence)


class NotAllowed(Refused):
    """The viewer may see it and may not do it."""

    sentence = _("You may not do this. Ask a lead or an administrator.")


class LastAdmin(Refused):
    """Nobody would be left to look after accounts."""

    sentence = _("This is the last administrator. Give somebody else that role first.")
    field = "roles"


class AddressTaken(Refused):
    """An address opens one account."""

    sentence = _("An account with this e-mail address exists already. Use another address, or open that account.")
    field = "email"


class NameTaken(Refused):
    """A company's name is used once; a unit's once under the same parent."""

    sentence = _("This name is used already. Write another.")
    field = "name"


class RoleDoesNotFit(Refused):
    """Staff roles are for staff, client roles for seats."""

    sentence = _("This role does not fit this account: client roles are for client seats, other roles for staff.")
    field = "roles"


class DatesReversed(Refused):
    """An absence ends before it begins."""

    sentence = _("The last day is before the first. Change one of them.")
    field = "last_on"


class DeputyDoesNotFit(Refused):
    """A deputy is another, active colleague."""

    sentence = _("Choose another active colleague as deputy.")
    field = "deputy"


class UnitInsideItself(Refused):
    """Units form a tree."""

    sentence = _("A unit cannot lie under itself or under one of its own units. Choose another place.")
    field = "parent"


class UnitInUse(Refused):
    """A closed unit has nobody in it, no open units under it, and lies under an open one."""

    sentence = _("Somebody works in this unit, or the units around it do not allow it. Move them first.")


class EndsBeforeStart(Refused):
    """An employment ends on its first day or later."""

    sentence = _("The last day is before the first day of the employment. Change one of them.")
    field = "ended_on"


class NotEmployedThen(Refused):
    """A move lies within the employment, after the stay it ends began."""

    sentence = _("Choose a day after the present place began and within the employment.")
    field = "on"


class ManagerDoesNotFit(Refused):
    """A manager is another employee of the same company."""

    sentence = _("Choose somebody else at the same company as manager.")
    field = "manager"


class ManagerLoop(Refused):
    """Nobody is above themselves."""

    sentence = _("That person works under this one, directly or further down. Choose another manager.")
    field = "manager"


class UnitDoesNotFit(Refused):
    """A unit that exists at the company."""

    sentence = _("Choose one of the company's units.")
    field = "unit"


class NumberTaken(Refused):
    """A company's own number belongs to one employment."""

    sentence = _("Another employment at this company has that number. Write another, or open that one.")
    field = "external_id"


class EmploymentInUse(Refused):
    """Something was done about the employment since."""

    sentence = _("Something has been done about this employment since, so it stays. End it instead.")


class NothingToTakeBack(Refused):
    """What was to be taken back is not there any more."""

    sentence = _("There is nothing left to take back.")
