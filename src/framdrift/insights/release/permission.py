"""What a person says of a quote that was retold from their talk: yes, yes in other words, or no, until it is out (R13).

Announced to nobody: what a person does on their own page is no event.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from framdrift.conversations.answers.queries import told_talks
from framdrift.conversations.answers.scope import is_own, readable
from framdrift.conversations.models import Invitation
from framdrift.insights.models import Quote
from framdrift.insights.release.quotes import locked, plain, refuse_words
from framdrift.organisations.access import Viewer
from framdrift.organisations.refusals import NotAllowed


def own_quotes(viewer: Viewer, invitation: Invitation) -> QuerySet[Quote]:
    """What was retold from this talk, for the person alone, oldest first; nothing of a talk that was taken back."""
    standing = told_talks(readable(viewer).filter(invitation=invitation)).order_by().values("invitation")
    own = Quote.objects.filter(invitation__in=standing) if is_own(viewer, invitation) else Quote.objects.none()
    return own.select_related("out_in").order_by("pk")


@transaction.atomic
def allow_quote(*, quote: Quote, by: Viewer, at: datetime, words: str = "") -> bool:
    """The person lets it be passed on: as it stands, or in `words` of their own, which two people then release anew.

    Whether anything changed. Raises NotAllowed, QuoteIsOut, TooManyWords, PointsSomebodyOut.
    """
    row = _own(quote, by)
    said = plain(words) or row.words
    is_reworded = said != row.words
    if row.allowed_at is not None and not is_reworded:
        return False
    refuse_words(said, row.company_id)
    row.words, row.allowed_at, row.allowed_on_link, row.refused_at = said, at, True, None
    if is_reworded:
        row.reworded_at = at
        _take_back_releases(row)
    row.save()
    return True


@transaction.atomic
def refuse_quote(*, quote: Quote, by: Viewer, at: datetime) -> None:
    """The person says no, or takes back a yes: it does not go out, whoever had released it. Raises NotAllowed,
    QuoteIsOut."""
    row = _own(quote, by)
    if row.refused_at is not None:
        return
    row.allowed_at, row.allowed_on_link, row.refused_at = None, False, at
    _take_back_releases(row)
    row.save()


def _own(quote: Quote, by: Viewer) -> Quote:
    """The row, held. Raises NotAllowed for everybody else, and where the talk was taken back."""
    row = locked(quote)
    if not own_quotes(by, row.invitation).filter(pk=row.pk).exists():
        raise NotAllowed
    return row


def _take_back_releases(row: Quote) -> None:
    """Who released it had read other words, or none that were allowed."""
    row.first_by, row.first_at, row.second_by, row.second_at = None, None, None, None
