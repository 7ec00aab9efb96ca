"""What rosters forget: a person at their wish or when the time to keep them has run out, and where a hire came from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from framdrift.foundation import erasures
from framdrift.organisations.models import Employment, PromisedAtHire, RosterRun

ROWS_KEPT = timedelta(days=90)
"""How long the rows of a roster that were not taken are told of: they may hold names."""
_FORGOTTEN_A_NIGHT = 500


def forget_arrivals(keys: Sequence[str]) -> None:
    """Nothing leads from these employments to their candidacies any more; the employments stay the companies' own."""
    Employment.objects.filter(arrival_key__in=keys).update(arrival_key=None)


def forget_employee(pseudonym: str, at: datetime) -> None:
    """Blank what tells who the person is; that somebody was employed, where and how long stays."""
    for row in Employment.objects.filter(pseudonym=pseudonym):
        row.name = row.email = row.private_email = row.phone = row.external_id = ""
        row.account, row.arrival_key = None, None
        row.save()
        PromisedAtHire.objects.filter(employment=row).delete()


def forget_left(*, before: date, at: datetime) -> int:
    """Forget those whose last day lies before that date, some each night; how many. Also after a restore."""
    left = Employment.objects.filter(ended_on__lt=before).exclude(name="").order_by("ended_on", "pk")
    pseudonyms = list(left.values_list("pseudonym", flat=True)[:_FORGOTTEN_A_NIGHT])
    for pseudonym in pseudonyms:
        with transaction.atomic():
            erasures.note(pseudonym, at=at)
            forget_employee(pseudonym, at)
    return len(pseudonyms)


def forget_refused_rows(at: datetime) -> int:
    """Forget the rows that old files had and that were not taken; of how many files."""
    return RosterRun.objects.filter(put_in_at__lt=at - ROWS_KEPT).exclude(refused=[]).update(refused=[])
