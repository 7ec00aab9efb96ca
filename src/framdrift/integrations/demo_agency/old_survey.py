"""An old survey of leavers, as another system would have written it: taken in where talks have been told of.

Made up. Its file never touches the disk: what is kept of it is what the gate lets through.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from framdrift.insights.surveys.actions import take_survey
from framdrift.integrations.demo_agency.released import company_told_of
from framdrift.organisations.access import viewer_of
from framdrift.organisations.models import Account, Role

_TAKEN_DAYS: Final = 20
_LATEST_YEARS_AGO, _YEARS = 3, 3
_REASONS: Final = {
    "För mycket att göra": "T12",
    "Lön": "T11",
    "Närmaste chef": "T06",
    "Utveckling": "T05",
    "Nytt jobb lockade": "T18",
}
_TICKED: Final[Mapping[str, tuple[int, tuple[float, ...]]]] = {
    "Kontor": (14, (0.2, 0.5, 0.1, 0.75, 0.5)),
    "Produktion": (34, (0.8, 0.4, 0.2, 0.2, 0.25)),
    "Lager": (21, (0.75, 0.5, 0.75, 0.1, 0.3)),
    "Service": (5, (0.4, 0.4, 0.2, 0.2, 0.2)),
}
"""How many left each department, and how likely each reason was ticked. Too few left the service to be a group: they
are told of with others."""
_HEADER: Final = ("Löpnr", "Avdelning", "Slutade", "Typ av avslut", *_REASONS, "Kommentar")
_ENDS: Final = {"Egen uppsägning": "own_resignation", "Pension": "retirement", "Visstid slut": "fixed_term_ended"}
_MAPPING: Final[Mapping[str, Any]] = {
    "source": "Avslutningsenkät i gamla personalsystemet",
    "respondent": "Löpnr",
    "unit": ["Avdelning"],
    "left": "Slutade",
    "exit_type": {"column": "Typ av avslut", "values": _ENDS},
    "themes": {theme: {reason: ["Ja"]} for reason, theme in _REASONS.items()},
}


def stage_old_survey(*, now: datetime) -> int:
    """One at the company whose talks have been told of; how many rows. 0 where there is none."""
    company = company_told_of()
    interviewer = Account.objects.filter(company=None, roles__kind=Role.Kind.INTERVIEWER).order_by("pk").first()
    if company is None or interviewer is None:
        return 0
    taken = take_survey(
        company=company,
        content=_file(now, Random(f"{company.pk}/old survey")),
        mapping=_MAPPING,
        by=viewer_of(interviewer),
        at=now - timedelta(days=_TAKEN_DAYS),
    )
    return taken.survey.rows


def _file(now: datetime, rng: Random) -> bytes:
    written = io.StringIO()
    table = csv.writer(written, delimiter=";")
    table.writerow(_HEADER)
    table.writerows(_rows(now.year - _LATEST_YEARS_AGO, rng))
    return written.getvalue().encode()


def _rows(latest: int, rng: Random) -> Iterator[list[str]]:
    places = [(department, shares) for department, (leavers, shares) in _TICKED.items() for _ in range(leavers)]
    for number, (department, shares) in enumerate(places, start=1):
        left = f"{latest - rng.randrange(_YEARS)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        end = rng.choices(list(_ENDS), (8, 2, 1))[0]
        ticks = ["Ja" if rng.random() < share else "" for share in shares]
        yield [str(number), department, left, end, *_at_least_one(ticks), ""]


def _at_least_one(ticks: list[str]) -> list[str]:
    """Everybody gave a reason: a row without one says nothing and would be refused."""
    return ticks if any(ticks) else [*ticks[:-1], "Ja"]
