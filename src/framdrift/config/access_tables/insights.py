"""Coding is for the agency's interviewers alone; the codebook is read by all who listen and changed by the lead."""

from __future__ import annotations

from typing import Final

from framdrift.config.access_rows import ALLOW, INTERVIEWERS, LEADS, Row, row, rows

READERS_OF_THEMES: Final = row(lead=ALLOW, interviewer=ALLOW)
"""The codebook holds nobody's words."""

ROWS: Final[dict[str, Row]] = {
    **rows(
        INTERVIEWERS,
        "coding",
        "coding-round",
        "coding-second",
        "coding-agreement",
        "coding-quotes",
        "coding-suggestions",
        "coding-take-in",
        "coding-sample",
        "passage",
        "passage-give",
        "passage-nothing",
        "passage-undo",
        "passage-quote",
        "passage-serious",
        "code-describe",
        "coding-exchange",
        "coding-export",
    ),
    **rows(READERS_OF_THEMES, "codebook", "codebook-file"),
    **rows(LEADS, "theme-add", "theme-change", "theme-merge", "theme-split", "theme-retire", "theme-restore"),
}
