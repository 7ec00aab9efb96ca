"""Talks: guides and programmes for those who listen, talks for the interviewers alone. Consultants see nothing."""

from __future__ import annotations

from typing import Final

from framdrift.config.access_rows import ALLOW, INTERVIEWERS, Row, row, rows

LISTENERS: Final = row(lead=ALLOW, interviewer=ALLOW)
"""Those who run programmes. A lead sees no person and no word of any talk."""

WHOEVER_HOLDS_TALKS: Final = row(
    lead=ALLOW, interviewer=ALLOW, client_manager=ALLOW, client_hr=ALLOW, other_client=ALLOW
)

ROWS: Final[dict[str, Row]] = {
    **rows(
        LISTENERS,
        "conversations",
        "guides",
        "guide-new",
        "guide",
        "guide-preview",
        "guide-copy",
        "guide-rename",
        "guide-archive",
        "guide-restore",
        "guide-question-add",
        "guide-question",
        "guide-question-move",
        "guide-question-remove",
        "guide-probe-add",
        "guide-probe-remove",
        "programme-begin",
        "programme-new",
        "programme",
        "programme-edit",
        "programme-launch",
        "programme-confirm",
        "programme-text",
        "programme-pause",
        "programme-resume",
        "programme-limit",
        "programme-close",
    ),
    **rows(
        INTERVIEWERS,
        "programme-ask",
        "talk",
        "talk-offer",
        "talk-book",
        "talk-unbook",
        "talk-mail-answered",
        "talk-mail-open",
        "talk-hand-over",
        "talk-reach",
    ),
    **rows(WHOEVER_HOLDS_TALKS, "good-talk"),
}
