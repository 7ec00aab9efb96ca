"""The invariants of the ball ledger, as fixed statements: what must be so for every candidacy, step and ball.

Constraints refuse most of it at the door; what lies across rows is looked at here, every night and by `framdrift
check`. A fault names the rule that is broken and the row, never a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils.translation import gettext_noop

NAMED = 20
"""At most so many rows are named for each rule."""

_OPEN_MAIN = """SELECT c.id FROM recruiting_candidacy c JOIN recruiting_assignment a ON a.id = c.assignment_id
    WHERE c.status = 'active' AND a.status <> 'closed' AND NOT EXISTS (
        SELECT 1 FROM recruiting_step s JOIN recruiting_ball b ON b.step_id = s.id AND b.ended_at IS NULL
        WHERE s.candidacy_id = c.id AND s.closed_at IS NULL)"""

RULES: dict[str, str] = {
    gettext_noop("active candidacy without a ball"): _OPEN_MAIN,
    gettext_noop("active candidacy without an open step where it stands"): """SELECT c.id FROM recruiting_candidacy c
        WHERE c.status = 'active' AND NOT EXISTS (SELECT 1 FROM recruiting_step s
            WHERE s.candidacy_id = c.id AND s.plan_step_id = c.plan_step_id AND s.closed_at IS NULL)""",
    gettext_noop("active candidacy without a dated next step"): """SELECT id FROM recruiting_candidacy
        WHERE status = 'active' AND next_step_on IS NULL""",
    gettext_noop("active candidacy without a date for its next news"): """SELECT id FROM recruiting_candidacy
        WHERE status = 'active' AND next_news_on IS NULL""",
    gettext_noop("ended candidacy with an open step"): """SELECT DISTINCT c.id FROM recruiting_candidacy c
        JOIN recruiting_step s ON s.candidacy_id = c.id AND s.closed_at IS NULL WHERE c.status <> 'active'""",
    gettext_noop("active candidacy in a closed assignment"): """SELECT c.id FROM recruiting_candidacy c
        JOIN recruiting_assignment a ON a.id = c.assignment_id WHERE a.status = 'closed' AND c.status = 'active'""",
    gettext_noop("open step in a closed assignment"): """SELECT s.id FROM recruiting_step s
        JOIN recruiting_assignment a ON a.id = s.assignment_id WHERE a.status = 'closed' AND s.closed_at IS NULL""",
    gettext_noop("open step without exactly one open ball"): """SELECT s.id FROM recruiting_step s
        LEFT JOIN recruiting_ball b ON b.step_id = s.id AND b.ended_at IS NULL
        WHERE s.closed_at IS NULL GROUP BY s.id HAVING COUNT(b.id) <> 1""",
    gettext_noop("open ball on a closed step"): """SELECT b.id FROM recruiting_ball b
        JOIN recruiting_step s ON s.id = b.step_id WHERE b.ended_at IS NULL AND s.closed_at IS NOT NULL""",
    gettext_noop("ball of another candidacy or assignment than its step"): """SELECT b.id FROM recruiting_ball b
        JOIN recruiting_step s ON s.id = b.step_id
        WHERE b.assignment_id <> s.assignment_id OR COALESCE(b.candidacy_id, 0) <> COALESCE(s.candidacy_id, 0)""",
    gettext_noop("ball of another type of step than its own"): """SELECT b.id FROM recruiting_ball b
        JOIN recruiting_step s ON s.id = b.step_id JOIN recruiting_planstep p ON p.id = s.plan_step_id
        WHERE b.step_type <> p.type""",
    gettext_noop("balls of a step with a gap or an overlap"): """SELECT id FROM (
        SELECT b.id, b.since, LAG(b.ended_at) OVER held AS before, ROW_NUMBER() OVER held AS place, s.opened_at
        FROM recruiting_ball b JOIN recruiting_step s ON s.id = b.step_id
        WINDOW held AS (PARTITION BY b.step_id ORDER BY b.since, b.id)) AS chain
        WHERE (place = 1 AND since <> opened_at) OR (place > 1 AND (before IS NULL OR before <> since))""",
    gettext_noop("closed step whose last ball ended at another instant"): """SELECT s.id FROM recruiting_step s
        JOIN recruiting_ball b ON b.step_id = s.id WHERE s.closed_at IS NOT NULL
        GROUP BY s.id, s.closed_at HAVING MAX(b.ended_at) <> s.closed_at""",
    gettext_noop("row of another company than its assignment"): """SELECT c.id FROM recruiting_candidacy c
        JOIN recruiting_assignment a ON a.id = c.assignment_id WHERE c.company_id <> a.company_id""",
}


@dataclass(frozen=True)
class LedgerFault:
    """A rule that is broken, how often, and the ids of the first rows, from tables as the rule's name says."""

    rule: str
    count: int
    ids: tuple[int, ...]


def ledger_faults(as_of: datetime) -> tuple[LedgerFault, ...]:
    """Every broken rule. One statement a rule, however many rows. A ball that began after `as_of` is one too."""
    found = [_fault(rule, sql, ()) for rule, sql in RULES.items()]
    found.append(
        _fault(
            gettext_noop("ball that begins in the future"), "SELECT id FROM recruiting_ball WHERE since > %s", (as_of,)
        )
    )
    return tuple(fault for fault in found if fault)


def _fault(rule: str, sql: str, parameters: tuple[datetime, ...]) -> LedgerFault | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        ids = [row[0] for row in cursor.fetchall()]
    return LedgerFault(rule, len(ids), tuple(sorted(ids)[:NAMED])) if ids else None
