"""What the talks tell of: raw for the interviewers, releases for those who work with talks, and for the client's HR."""

from __future__ import annotations

from typing import Final

from framdrift.config.access_rows import INTERVIEWERS, OWN, Row, row, rows
from framdrift.config.access_tables.conversations import LISTENERS

ROWS: Final[dict[str, Row]] = {
    **rows(LISTENERS, "findings", "release", "quote-approve", "quote-take-back"),
    **rows(LISTENERS, "presentation-of", "osa-of", "old-surveys", "release-cells"),
    **rows(INTERVIEWERS, "company-findings", "programme-release", "quote-new"),
    **rows(row(client_hr=OWN), "client-findings", "client-findings-presentation", "client-findings-osa"),
}
