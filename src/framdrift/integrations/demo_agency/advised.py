"""What was suggested beside the advice that waits at clients in the demonstration: the consultants wrote their own."""

from __future__ import annotations

from datetime import datetime

from framdrift.foundation import texts
from framdrift.momentum.advising.queries import draft_of
from framdrift.momentum.advising.rules import VERSION
from framdrift.momentum.models import Suggestion
from framdrift.organisations.access import SYSTEM
from framdrift.recruiting.models import Advice

_MOST = 4
_WORDS = "Underlaget är inne. Ett beslut i tid håller planen."


def suggest_beside_advice(*, now: datetime) -> int:
    """For some of the advice in force; how many."""
    rows = Advice.objects.filter(withdrawn_at=None).select_related("candidacy__candidate").order_by("pk")[:_MOST]
    for row in rows:
        draft, words = draft_of(SYSTEM, row.candidacy, at=now), texts.keep(_WORDS, about=_pseudonym(row))
        assert words is not None
        Suggestion.objects.create(
            candidacy=row.candidacy,
            assignment_id=row.assignment_id,
            company_id=row.company_id,
            advice=row,
            made_at=row.written_at,
            rules_version=VERSION,
            language="sv",
            sentences=[],
            draft=words,
            is_changed=True,
            proposed_on=draft.proposed_on,
            expected_on=draft.expected_on,
        )
    return len(rows)


def _pseudonym(row: Advice) -> str:
    return str(row.candidacy.candidate.pseudonym)
