"""Every kind of letter by its code, gathered from those who own the words; settings.LETTER_KINDS names it."""

from __future__ import annotations

from collections.abc import Mapping

from framdrift.desk.conversations import holding_letters
from framdrift.desk.sign_in import letters as sign_in
from framdrift.foundation.letter_kinds import FRAME, LetterKind, by_code
from framdrift.momentum import invitations
from framdrift.momentum import letters as momentum
from framdrift.planning.talks.mailed_words import WORDS_WAIT
from framdrift.portals.candidate import letters as candidate
from framdrift.portals.candidate import progress_words as progress
from framdrift.portals.client import inviting, leaving, slips
from framdrift.portals.client import letters as client
from framdrift.portals.client.commitment_letters import KINDS as COMMITMENTS
from framdrift.portals.client.records.telling import KINDS as MATTERS
from framdrift.portals.employee import letters as employee
from framdrift.portals.employee import quote_letters, record_letters
from framdrift.portals.referee import letters as referee
from framdrift.portals.referee.reminding import REMINDER

KINDS: Mapping[str, LetterKind] = by_code(
    (
        FRAME,
        *sign_in.KINDS,
        *holding_letters.KINDS,
        WORDS_WAIT,
        *momentum.KINDS,
        *invitations.KINDS,
        *progress.KINDS,
        *candidate.KINDS,
        *client.KINDS,
        *inviting.KINDS,
        *leaving.KINDS,
        *slips.KINDS,
        *COMMITMENTS,
        *MATTERS,
        *employee.KINDS,
        *record_letters.KINDS,
        *quote_letters.KINDS,
        *referee.KINDS,
        REMINDER,
    )
)
