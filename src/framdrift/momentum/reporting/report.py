"""One report for one reader. Imported when the first report is asked for: the web server starts without numpy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from framdrift.momentum.forecasts.judging import Standing
from framdrift.momentum.forecasts.queries import calibration
from framdrift.momentum.losses.queries import ClientLosses, Losses, losses
from framdrift.momentum.losses.rules import Slowness, declines_of, slowness_of
from framdrift.momentum.reporting import answers, waiting
from framdrift.momentum.reporting.grounds import Grounds, grounds_for
from framdrift.momentum.reporting.period import Period
from framdrift.momentum.reporting.promises import PromiseLine, promises
from framdrift.momentum.reporting.waiting import WaitLine
from framdrift.momentum.reporting.way import WayLine, way
from framdrift.momentum.reporting.work import Work, efficiency, work
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account, Company
from framdrift.science.pooling import PooledTime
from framdrift.science.proportions import Share


@dataclass(frozen=True)
class TimeReport:
    """Everything that is told. `by_client` and `by_colleague` are empty for a client's seat and for one client.

    `candidacies` and `assignments` had a part in the period; `companies` and `accounts` are names by id.
    `losses` has the cases behind `slowness` and `declines`, for all clients also in a report on one. `forecasts`: how
    published ones have held until then, empty for a client's seat and for one client.
    """

    period: Period
    company: str
    candidacies: int
    assignments: int
    by_side: tuple[WaitLine, ...]
    by_step: tuple[WaitLine, ...]
    by_client: tuple[WaitLine, ...]
    by_colleague: tuple[WaitLine, ...]
    in_time: dict[str, Share]
    in_time_at_client: dict[int, Share]
    in_time_of_colleague: dict[int, Share]
    pooled_by_client: dict[int, PooledTime]
    work: Work
    promises: tuple[PromiseLine, ...]
    way: tuple[WayLine, ...]
    slowness: Slowness
    declines: Share
    losses: Losses
    forecasts: Mapping[str, Sequence[Standing]]
    companies: dict[int, str]
    accounts: dict[int, str]

    @property
    def work_days(self) -> float:
        """All waiting of the period."""
        return sum(line.work_days for line in self.by_side)

    @property
    def efficiency(self) -> float | None:
        """Flow efficiency."""
        return efficiency(self.work.minutes, self.work_days)


def time_report(viewer: Viewer, period: Period, *, company_id: int | None = None) -> TimeReport:
    """The report on all that the viewer sees, or on one client. A fixed number of statements."""
    grounds = grounds_for(viewer, period, company_id=company_id)
    is_whole = company_id is None and not viewer.is_client
    pieces = grounds.seen.stretches.pieces
    part = grounds.touches(pieces["begun"], pieces["ended"])
    found = losses(viewer, first_on=period.first_on, last_on=period.last_on, as_of=period.as_of)
    lost = _of_client(found, company_id)
    return TimeReport(
        period=period,
        company=_company(company_id if company_id is not None else viewer.company_id),
        candidacies=int((np.unique(pieces["candidacy"][part]) > 0).sum()),
        assignments=len(np.unique(pieces["assignment"][part])),
        by_side=waiting.by_side(grounds),
        by_step=waiting.by_step(grounds),
        by_client=waiting.by_client(grounds) if is_whole else (),
        by_colleague=_colleagues(viewer, grounds) if is_whole else (),
        in_time=answers.in_time(grounds),
        in_time_at_client=answers.in_time_by(grounds, "company", side="client") if is_whole else {},
        in_time_of_colleague=answers.in_time_by(grounds, "account", side="agency") if is_whole else {},
        pooled_by_client=waiting.pooled_by_client(grounds) if is_whole else {},
        work=work(viewer, period, company_id=company_id),
        promises=promises(viewer, period, company_id=company_id),
        way=way(grounds),
        slowness=lost.slowness,
        declines=lost.declines,
        losses=found,
        forecasts=calibration(viewer, as_of=period.as_of).by_what if is_whole else {},
        companies=dict(Company.objects.values_list("pk", "name")) if is_whole else {},
        accounts=dict(Account.objects.filter(company=None).values_list("pk", "name")) if is_whole else {},
    )


def _company(company_id: int | None) -> str:
    """Its name; empty for the whole agency."""
    if company_id is None:
        return ""
    return Company.objects.filter(pk=company_id).values_list("name", flat=True).first() or ""


def _of_client(found: Losses, company_id: int | None) -> Losses | ClientLosses:
    """All of it, or one client's part."""
    if company_id is None:
        return found
    none = ClientLosses(company_id, "", slowness_of(()), declines_of(()))
    return next((line for line in found.by_client if line.company_id == company_id), none)


def _colleagues(viewer: Viewer, grounds: Grounds) -> tuple[WaitLine, ...]:
    """Each colleague's line for a lead; for a consultant the own line alone."""
    lines = waiting.by_colleague(grounds)
    return lines if viewer.is_lead else tuple(line for line in lines if line.key == str(viewer.account_id))
