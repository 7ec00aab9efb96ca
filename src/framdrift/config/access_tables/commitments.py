"""What was promised after talks: for those who work with talks, its owners and the company's HR, and who raised it."""

from __future__ import annotations

from typing import Final

from framdrift.config.access_rows import ALLOW, CLIENT_SEAT, EMPLOYEE_LINK, Row, row, rows

_LISTENERS: Final = row(lead=ALLOW, interviewer=ALLOW)
_HOLDERS: Final = row(interviewer=ALLOW)
_ANY_SEAT: Final = row(client_manager=ALLOW, client_hr=ALLOW, other_client=ALLOW)

ROWS: Final[dict[str, Row]] = {
    **rows(
        _LISTENERS,
        "commitments",
        "commitment",
        "commitment-change",
        "commitment-general",
        "commitment-take-back",
        "commitment-report",
        "commitment-report-undo",
        "commitment-pass",
        "commitment-of-round",
    ),
    **rows(_HOLDERS, "commitment-of-talk"),
    **rows(_ANY_SEAT, "client-commitments", "client-you-said"),
    **rows(CLIENT_SEAT, "client-commitment", "client-commitment-undo", "client-commitment-pass"),
    **rows(EMPLOYEE_LINK, "employee-told"),
}
