"""Who forgets a person: every folder that knows something about people has its function here.

Each takes the pseudonym and the instant of the erasure, and may be called again for someone already forgotten.
"""

from __future__ import annotations

from collections.abc import Sequence

from framdrift.conversations import forgetting as conversations
from framdrift.foundation import erasures
from framdrift.insights.coding.cutting import forget_passages
from framdrift.insights.coding.learning import forget_learnt
from framdrift.insights.release.quotes import forget_quotes
from framdrift.organisations.roster.forgetting import forget_employee
from framdrift.recruiting.erasure import forget_candidate

FORGETTERS: Sequence[erasures.Forget] = (
    erasures.forget_texts_and_letters,
    forget_candidate,
    forget_learnt,
    forget_passages,
    forget_quotes,
    *conversations.FORGETTERS,
    forget_employee,
)
