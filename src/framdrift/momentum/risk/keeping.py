"""Learning every night, and what is kept of it: the newest fit, with how its forerunners' forecasts held.

NumPy is imported inside, so that whoever only reads a fit stays light.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from framdrift.foundation import calendar
from framdrift.momentum.models import RiskFit
from framdrift.momentum.risk.causes import LEFT_FOR_TIME, WITHDREW
from framdrift.momentum.risk.learned import LearnedRisk
from framdrift.momentum.risk.queries import histories
from framdrift.planning.waiting_risk import ASSUMED, WaitingRisk
from framdrift.science.calendars import local_date

if TYPE_CHECKING:
    from framdrift.momentum.risk.judging import Record
    from framdrift.science.hazards.fitting import Posterior
    from framdrift.science.hazards.shares import Shares

RECORD_OF = 3000
"""Candidacies that forecasts are judged on and ends counted of at most, the latest: enough for the interval, and no
longer than minutes."""


def learn(*, at: datetime) -> RiskFit:
    """Fit on everything up to `at` and keep it in the place of the one before. A second time at the same instant: the
    same fit."""
    from framdrift.momentum.risk.incidence import taken_by
    from framdrift.momentum.risk.judging import foretell, recorded
    from framdrift.momentum.risk.learning import SEED, fitted, tally_of

    days, today = calendar.working_days(), local_date(at, calendar.agency_zone())
    told = list(histories(as_of=at))
    fit = fitted(tally_of(told, until=today, calendar=days))
    latest = told[-RECORD_OF:]
    foretold = foretell(latest, today=today, calendar=days)
    record = {end: _record(recorded(said, seed=SEED)) for end, said in foretold.items()}
    taken = taken_by(latest, fit, until=today, calendar=days)
    with transaction.atomic():
        RiskFit.objects.exclude(as_of=at).delete()
        kept, _ = RiskFit.objects.update_or_create(
            as_of=at,
            defaults={
                "candidacies": fit.n,
                "days": fit.days,
                "ended": fit.ended,
                "effects": {cause: _effects(one) for cause, one in fit.posteriors.items()},
                "leaving": _leaving(fit.posteriors[WITHDREW])
                | {"for_time": _for_time(fit.shares[WITHDREW], verdict=record[LEFT_FOR_TIME]["judgement"]["verdict"])},
                "record": record.pop(WITHDREW) | {"causes": record},
                "incidence": [asdict(one) for one in taken],
            },
        )
    return kept


def newest() -> RiskFit | None:
    """The fit of the latest night; None before the first."""
    return RiskFit.objects.first()


def risk_in_force() -> WaitingRisk:
    """What plans reckon with: what was learned last, or the documented assumption before any night."""
    kept = newest()
    return ASSUMED if kept is None else LearnedRisk.of(kept.leaving)


def _effects(posterior: Posterior) -> list[list[Any]]:
    return [
        [term.name, term.mean, term.sd, *(round(value, 6) for value in posterior.effect(term.name))]
        for term in posterior.terms
        if not term.name.startswith("client ")
    ]


def _leaving(posterior: Posterior) -> dict[str, Any]:
    """Without the clients' own effects: plans are told for clients in general, so their spread belongs to the range."""
    places = [place for place, term in enumerate(posterior.terms) if not term.name.startswith("client ")]
    return {
        "names": [posterior.terms[place].name for place in places],
        "mean": [round(float(posterior.mean[place]), 9) for place in places],
        "covariance": [[round(float(posterior.covariance[a, b]), 9) for b in places] for a in places],
        "n": int(posterior.events),
    }


def _for_time(shares: Shares, *, verdict: str) -> dict[str, Any]:
    """How many of those who leave do so for time, against any other reason: on the log odds, in the order of
    `_leaving`, clients left out as there. With the verdict on forecasts of it: whether it may be told."""
    from framdrift.science.hazards.shares import against_the_rest

    mean, covariance = against_the_rest(shares, LEFT_FOR_TIME, on=[0])
    places = [place for place, name in enumerate(shares.names) if not name.startswith("client ")]
    return {
        "mean": [round(float(mean[place]), 9) for place in places],
        "covariance": [[round(float(covariance[a, b]), 9) for b in places] for a in places],
        "n": int(shares.events[shares.kinds.index(LEFT_FOR_TIME)]),
        "verdict": verdict,
    }


def _record(record: Record) -> dict[str, Any]:
    return {
        "judgement": asdict(record.judgement),
        "bands": [asdict(band) for band in record.bands],
        "first_on": record.first_on.isoformat() if record.first_on else None,
        "last_on": record.last_on.isoformat() if record.last_on else None,
    }
