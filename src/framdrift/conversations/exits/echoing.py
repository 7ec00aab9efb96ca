"""The echo: a leaver's yes to a call three to six months later, and the address they gave for it alone."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from framdrift.conversations.answers.scope import is_own, may_hold
from framdrift.conversations.exits.refusals import NotALeaversTalk
from framdrift.conversations.kinds import TalkKind
from framdrift.conversations.models import EchoWish, Invitation
from framdrift.organisations.access import Viewer
from framdrift.organisations.refusals import NotAllowed

_LEAVING = (TalkKind.EXIT, TalkKind.ECHO)


@transaction.atomic
def say_yes_to_echo(*, invitation: Invitation, address: str, by: Viewer, at: datetime) -> EchoWish:
    """The person may be called later, at this private address: said on their own page, or told to who holds the talk.

    No event: what people say yes to leaves no trace beside the row. Raises NotALeaversTalk, NotAllowed.
    """
    _refuse(invitation, by)
    wish, _is_new = EchoWish.objects.update_or_create(
        employment_id=invitation.employment_id,
        defaults={"company_id": invitation.company_id, "address": address.strip().lower(), "said_yes_at": at},
    )
    return wish


@transaction.atomic
def take_back_echo(*, invitation: Invitation, by: Viewer, at: datetime) -> None:
    """Nobody calls, and the address is deleted. Raises NotALeaversTalk, NotAllowed."""
    _refuse(invitation, by)
    EchoWish.objects.filter(employment=invitation.employment_id).delete()


def echo_address(viewer: Viewer, invitation: Invitation) -> str:
    """The address that was given, for the person and who holds the talk; empty for no yes and for everybody else."""
    if not (is_own(viewer, invitation) or may_hold(viewer, invitation)):
        return ""
    found = EchoWish.objects.filter(employment=invitation.employment_id).values_list("address", flat=True)
    return found.first() or ""


def _refuse(invitation: Invitation, by: Viewer) -> None:
    if invitation.programme.kind not in _LEAVING:
        raise NotALeaversTalk
    if not (is_own(by, invitation) or may_hold(by, invitation)):
        raise NotAllowed
