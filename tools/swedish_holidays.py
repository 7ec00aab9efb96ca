"""Writes the days on which nobody works in Sweden, as the library `holidays` knows them.

    python -m tools.swedish_holidays

Public holidays and the eves that are holidays in fact, Sundays that are no other holiday left out. One line a year:
the year, then month and day of each. A test holds the file against the library, so a newer version that knows better
is noticed. Run once a new version says other, and each few years for more of them.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path

import holidays

FILE = Path("src/framdrift/foundation/swedish_holidays.txt")
YEARS = range(2000, 2061)
_HEAD = "# Days on which nobody works in Sweden, written by `python -m tools.swedish_holidays`.\n"


def days_off() -> set[date]:
    """Every such day of the years."""
    return set(holidays.country_holidays("SE", years=YEARS, categories=("public", "de_facto")))


def text(days: set[date]) -> str:
    """The file's contents."""
    by_year = defaultdict(list)
    for day in sorted(days):
        by_year[day.year].append(f"{day:%m-%d}")
    return _HEAD + "".join(f"{year}: {' '.join(found)}\n" for year, found in by_year.items())


if __name__ == "__main__":
    FILE.write_text(text(days_off()))
