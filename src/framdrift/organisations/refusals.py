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
