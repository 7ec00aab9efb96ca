"""What came by mail about a talk is answered outside the product: whoever did so ticks it off, and can take that back.

Whether it is ticked off stands in the chain of events alone. A mail that comes later opens it again.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from framdrift.conversations import events
from framdrift.conversations.models import Invitation
from framdrift.conversations.refusals import AnonymousLeavesNoTrace
from framdrift.foundation.events import record
from framdrift.foundation.models import Event
from framdrift.organisations.access import Viewer
from framdrift.organisations.refusals import NotAllowed

_CODES = (events.TalkMailAnswered.code, events.TalkMailReopened.code)


@transaction.atomic
def tick_off_mail(*, invitation: Invitation, by: Viewer, at: datetime) -> None:
    """The mail has been answered. Raises AnonymousLeavesNoTrace, NotAllowed."""
    _record(events.TalkMailAnswered, invitation, by, at)


@transaction.atomic
def reopen_mail(*, invitation: Invitation, by: Viewer, at: datetime) -> None:
    """It waits for an answer after all. Raises AnonymousLeavesNoTrace, NotAllowed."""
    _record(events.TalkMailReopened, invitation, by, at)


def mail_answered_at(invitation: Invitation, *, came_at: datetime) -> datetime | None:
    """When the mail that came then was ticked off; None while it waits. One statement."""
    last = Event.objects.filter(subject=f"invitation:{invitation.pk}", code__in=_CODES).order_by("-seq").first()
    return last.at if last is not None and last.code == _CODES[0] and last.at >= came_at else None


def _record(
    kind: type[events.TalkMailAnswered] | type[events.TalkMailReopened],
    invitation: Invitation,
    by: Viewer,
    at: datetime,
) -> None:
    if not by.is_interviewer:
        raise NotAllowed
    row = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if row.is_anonymous:
        raise AnonymousLeavesNoTrace
    told = kind(invitation_id=row.pk, programme_id=row.programme_id, company_id=row.company_id)
    record(told, actor=by.pseudonym, at=at)
