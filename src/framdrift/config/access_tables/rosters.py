"""Who is employed at the client companies: for those who hold and plan talks, and for the company's own HR."""

from __future__ import annotations

from typing import Final

from framdrift.config.access_rows import ALLOW, OWN, Row, row, rows

_ROSTERS: Final = row(admin=ALLOW, lead=ALLOW, interviewer=ALLOW)
_OWN_HR: Final = row(client_hr=OWN)

ROWS: Final[dict[str, Row]] = {
    **rows(
        _ROSTERS,
        "roster",
        "roster-files",
        "roster-file",
        "roster-file-take",
        "roster-file-put-away",
        "roster-file-refused",
        "employment",
        "employment-add",
        "employment-edit",
        "employment-move",
        "employment-move-undo",
        "employment-end",
        "employment-end-undo",
        "employment-withdraw",
    ),
    **rows(
        row(admin=ALLOW, lead=ALLOW, consultant=ALLOW, other_consultant=ALLOW),
        "unit-close",
        "unit-reopen",
    ),
    **rows(
        _OWN_HR,
        "client-roster",
        "client-roster-file",
        "client-roster-file-take",
        "client-roster-file-put-away",
    ),
}
