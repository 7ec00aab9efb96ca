"""Access to the reports on time."""

from __future__ import annotations

from typing import Final

from framdrift.config.access_rows import STAFF_RECRUITING, Row, rows

ROWS: Final[dict[str, Row]] = {
    **rows(STAFF_RECRUITING, "report-time"),
}
