"""What config calls to have talks forgotten: a person's, what was taken back, and by night what has run out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from framdrift.conversations.answers.actions import forget_withdrawn
from framdrift.conversations.answers.anonymous import forget_withdrawn_answer
from framdrift.conversations.answers.erasure import forget_employee
from framdrift.conversations.answers.retention import forget_run_out
from framdrift.conversations.commitments.erasure import forget_origins
from framdrift.conversations.exits import forgetting as exits
from framdrift.foundation import erasures, jobs, sealing

FORGETTERS: Sequence[erasures.Forget] = (
    forget_employee,
    exits.forget_leaver,
    forget_withdrawn,
    forget_withdrawn_answer,
    forget_origins,
    sealing.forget_key,
)


@jobs.job()
def forget_old_answers(at: str) -> None:
    """Delete the words of rounds that closed long enough ago."""
    forget_run_out(at=datetime.fromisoformat(at))
    exits.forget_run_out(at=datetime.fromisoformat(at))
