"""One company's findings over time: raw for the interviewers; how long people stay, for the client's HR as well."""

from __future__ import annotations

from typing import Final

from framdrift.config.access_rows import INTERVIEWERS, OWN, Row, row, rows

ROWS: Final[dict[str, Row]] = {
    **rows(INTERVIEWERS, "company-trends", "company-groups", "company-words", "company-staying", "survey-new"),
    **rows(row(client_hr=OWN), "client-retention"),
}
