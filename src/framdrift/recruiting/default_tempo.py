"""How fast each side answers where nothing else is agreed: what a new assignment's tempo agreement starts from.

The shipped numbers are the common ones of the trade (24 hours for an answer, 36 for a decision, 72 for the
candidate's), in whole working days.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from framdrift.recruiting.kinds import Side
from framdrift.recruiting.models import DefaultTempoTerm

Terms = Mapping[tuple[str, str], int]
"""Working days by (what is answered, side)."""

SHIPPED: Terms = {
    ("feedback", Side.CLIENT): 1,
    ("scheduling", Side.CLIENT): 2,
    ("decision", Side.CLIENT): 2,
    ("offer", Side.AGENCY): 1,
    ("answer", Side.CANDIDATE): 3,
}


@transaction.atomic
def ensure_default_tempo() -> None:
    """The shipped terms where an installation has none at all."""
    if not DefaultTempoTerm.objects.exists():
        write_default_tempo(SHIPPED)


def default_tempo() -> dict[tuple[str, str], int]:
    """The agency's terms as they stand."""
    return {(row.kind, row.side): row.work_days for row in DefaultTempoTerm.objects.all()}


def write_default_tempo(terms: Terms) -> None:
    """Put these terms in place of those that stand."""
    DefaultTempoTerm.objects.all().delete()
    DefaultTempoTerm.objects.bulk_create(
        DefaultTempoTerm(kind=kind, side=side, work_days=work_days) for (kind, side), work_days in terms.items()
    )
