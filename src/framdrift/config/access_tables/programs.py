"""What programs read, with a key that the view itself checks, and one's own key."""

from __future__ import annotations

from typing import Final

from framdrift.config.access_rows import ANY_STAFF, OPEN, Row, rows

ROWS: Final[dict[str, Row]] = {
    **rows(
        OPEN,
        "api-description",
        "api-assignments",
        "api-assignment",
        "api-plan",
        "api-candidacies",
        "api-candidacy",
        "api-balls",
    ),
    **rows(ANY_STAFF, "api-key", "api-key-remove"),
}
