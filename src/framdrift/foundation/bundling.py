"""Before letters go: those whose reason is gone are cancelled, and those that wait for one reader become one.

The letter that is due first takes the others in, in one transaction; each keeps its row and its key, so that nothing
is written or told twice. What `settings.LETTER_REASONS` names answers whether a reason such as `ball:12` still holds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from framdrift.foundation import calendar, events, outbox
from framdrift.foundation.correspondence import BUNDLE_WINDOW, Reader, page_of
from framdrift.foundation.letter_events import LetterDropped
from framdrift.foundation.letter_kinds import Manner
from framdrift.foundation.letter_pages import Part
from framdrift.foundation.models import Letter
from framdrift.foundation.postman import Postman
from framdrift.science.calendars import next_working_instant

State = Letter.State
_UNSENT = (State.WAITING, State.HELD)
_MACHINE = "system"
_DAYTIME = (Manner.DAYTIME, Manner.BUNDLED, Manner.HELD)


def send_round(carrier: Postman | None, *, worker: str, at: datetime) -> int:
    """Make ready what is due, and send it; how many were handed to the carrier."""
    if carrier is None:
        return 0
    make_ready(at=at)
    return outbox.send_due(carrier, worker=worker, at=at)


def make_ready(*, at: datetime, limit: int = 100) -> None:
    """Put off what fell due in the reader's night, such as while the worker stood still; cancel due letters whose
    reason is gone; join due bundled ones with what waits for the same reader."""
    _keep_quiet_hours(at=at)
    depends = ~Q(reason="") | Q(manner=Manner.BUNDLED)
    due = Letter.objects.filter(depends, state=State.WAITING, send_after__lte=at).order_by("send_after", "pk")
    for pk in list(due.values_list("pk", flat=True)[:limit]):
        with transaction.atomic():
            _make_ready(pk, at=at)


def _keep_quiet_hours(*, at: datetime) -> None:
    days = calendar.working_days()
    due = Letter.objects.filter(state=State.WAITING, send_after__lte=at, manner__in=_DAYTIME)
    for zone in set(due.values_list("zone", flat=True)):
        opens_at = next_working_instant(at, days=days, zone=ZoneInfo(zone))
        if opens_at > at:
            due.filter(zone=zone).update(send_after=opens_at)


def cancel_needless(letters: QuerySet[Letter], *, at: datetime) -> int:
    """Cancel those of these unsent letters whose reason is gone, held ones too; how many."""
    unsent = letters.filter(state__in=_UNSENT).exclude(reason="")
    return _cancel([letter for letter in unsent.only("pk", "reason", "company_id") if not is_needed(letter)], at=at)


def is_needed(letter: Letter) -> bool:
    """Whether the reason that the letter depends on still holds; one without reason is always needed."""
    return not letter.reason or _still_holds()(letter.reason)


def _still_holds() -> Callable[[str], bool]:
    found: Callable[[str], bool] = import_string(settings.LETTER_REASONS)
    return found


def _make_ready(pk: int, *, at: datetime) -> None:
    lead = Letter.objects.select_for_update().filter(pk=pk, state=State.WAITING).first()
    if lead is None:  # a colleague took it, or another letter has taken it in
        return
    group = [lead, *_companions(lead, at=at)]
    needed = [letter for letter in group if is_needed(letter)]
    _cancel([letter for letter in group if letter not in needed], at=at)
    if needed and (len(needed) > 1 or len(group) > 1):
        _join(needed, send_after=lead.send_after)


def _companions(lead: Letter, *, at: datetime) -> list[Letter]:
    """What travels with it already, and what else waits for its reader. Letters with files travel alone."""
    together = Q(joined_into=lead)
    if lead.manner == Manner.BUNDLED and not lead.attachments:
        together |= Q(
            state=State.WAITING,
            manner=Manner.BUNDLED,
            to_email=lead.to_email,
            language=lead.language,
            company_id=lead.company_id,
            attachments=[],
            send_after__lte=at + BUNDLE_WINDOW,
        )
    return list(Letter.objects.select_for_update().filter(together).exclude(pk=lead.pk).order_by("pk"))


def _join(letters: Sequence[Letter], *, send_after: datetime) -> None:
    lead, *others = letters
    reader = Reader(lead.to_email, lead.to_name, lead.language, lead.zone)
    parts = [Part.from_data(letter.content["part"]) for letter in letters]
    page = page_of(parts, to=reader, sender=lead.content["sender"], company_id=lead.company_id)
    Letter.objects.filter(pk=lead.pk).update(
        state=State.WAITING,
        joined_into=None,
        send_after=send_after,
        subject=page.subject,
        body_text=page.text,
        body_html=page.html,
    )
    Letter.objects.filter(pk__in=[letter.pk for letter in others]).update(state=State.JOINED, joined_into=lead)


@transaction.atomic
def _cancel(gone: Sequence[Letter], *, at: datetime) -> int:
    words = _("What it told of is no longer so.")
    for letter in gone:
        Letter.objects.filter(pk=letter.pk).update(state=State.CANCELLED, joined_into=None, error=words)
    told = [(LetterDropped(letter_id=letter.pk, company_id=letter.company_id), _MACHINE, at) for letter in gone]
    if told:
        events.record_many(told)
    return len(gone)
