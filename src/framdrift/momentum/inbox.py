"""Lines of Today for what people outside wrote: an answer is owed, or an address does not work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import shorten
from typing import Any

from django.db.models import CharField, F, Value
from django.db.models.functions import Coalesce, NullIf

from framdrift.momentum.duties import Duties
from framdrift.momentum.lines import MOST, line_of_row
from framdrift.momentum.rules import Deed, Group, Holder, Item, Why
from framdrift.recruiting.kinds import MessageKind
from framdrift.recruiting.models import Message
from framdrift.science.calendars import local_date

_SHOWN = 90


def messages(duties: Duties) -> Iterator[Item]:
    """Messages that nobody has taken care of, the oldest first. One statement. They stand where silence stands:
    somebody outside waits to hear."""
    names = ("account__name", "candidate__name", NullIf("name", Value("")), "email")
    writer = Coalesce(*names, output_field=CharField())
    rows: Iterable[Any] = (
        Message.objects.filter(assignment_id__in=duties.assignment_ids, settled_at=None)
        .exclude(pk__in=duties.snoozed_ids("message"))
        .order_by("received_at", "id")
        .values(
            "id", "kind", "received_at", "assignment_id", "candidacy_id", body=F("text__body"), writer=writer,
            person_id=F("candidacy__candidate_id"), person=F("candidacy__candidate__name"),
            title=F("assignment__title"), client=F("assignment__company__name"),
        )[:MOST]
    )  # fmt: skip
    for row in rows:
        bounced = row["kind"] == MessageKind.BOUNCE
        yield line_of_row(
            duties, row, "message", Group.SILENCE,
            Deed.PHONE if bounced else Deed.ANSWER, Why.LETTER_CAME_BACK if bounced else Why.MESSAGE_WAITS,
            critical_on=local_date(row["received_at"], duties.zone), since=row["received_at"],
            holder=Holder(name=row["writer"]), words=shorten(row["body"] or "", _SHOWN, placeholder=" …"),
        )  # fmt: skip
