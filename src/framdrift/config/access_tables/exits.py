"""People who leave, who took part, and the interviewers' own figures."""

from __future__ import annotations

from typing import Final

from framdrift.config.access_rows import CLIENT_SEAT, EMPLOYEE_LINK, INTERVIEWERS, LEADS, OWN, Row, row, rows

ROWS: Final[dict[str, Row]] = {
    **rows(INTERVIEWERS, "talk-after", "talk-figures"),
    **rows(LEADS, "leavers"),
    **rows(CLIENT_SEAT, "client-leavers", "client-leaver"),
    **rows(row(client_hr=OWN), "client-coverage"),
    **rows(EMPLOYEE_LINK, "employee-echo"),
}
