"""Which part of a long look belongs to this leg of the suite.

On SQLite, and nightly on both databases, everything is looked at. On the second database of the ordinary suite every
fourth: what depends on the database shows there too, and the suite keeps its time.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TypeVar

SHARE = 4
_T = TypeVar("_T")


def is_first_database() -> bool:
    """Whether this leg is the one that also tests what no database has a part in."""
    return os.environ.get("FRAMDRIFT_TEST_LEG") != "database"


def is_whole() -> bool:
    """Whether this leg looks at everything."""
    return is_first_database() or bool(os.environ.get("FRAMDRIFT_NIGHTLY"))


def of_this_leg(things: Iterable[_T]) -> Iterator[_T]:
    """All of them, or every fourth."""
    return (one for place, one in enumerate(things) if is_whole() or place % SHARE == 0)
