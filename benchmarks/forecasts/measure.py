"""How often forecasts of decision, yes and start hold, and what one costs: rolling origin on the demonstration, from
every second week of its past with only what was known then. Writes results.json and RESULTS.md.

    python -m benchmarks.forecasts.measure [--home FOLDER] [--draws N]

FOLDER holds a filled installation; without it the demonstration is filled into a new one (seed 1). Counted as the page
*Do the forecasts hold?* counts: once an assignment and distance, judged when the interval has run out.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from framdrift.momentum.forecasts.judging import Standing

HERE = Path(__file__).resolve().parent
EVERY, WARM_UP = timedelta(days=14), timedelta(days=110)
TITLES = {"decision": "decision", "acceptance": "yes", "start": "first day"}


def measured(home: str, *, draws: int | None) -> dict[str, Any]:
    """What was foretold and came, and the processor time of it."""
    os.environ |= {"FRAMDRIFT_HOME": home, "DJANGO_SETTINGS_MODULE": "framdrift.config.settings", "FRAMDRIFT_DEMO": "1"}
    import django

    django.setup()
    from framdrift.momentum.forecasts.past import past
    from framdrift.momentum.forecasts.rolling import origins, replayed, under_way
    from framdrift.momentum.forecasts.rules import DRAWS
    from framdrift.momentum.forecasts.sight import sights
    from framdrift.recruiting.models import Assignment, Candidacy

    until = Candidacy.objects.order_by("-entered_at").values_list("entered_at", flat=True)[0]
    begun = time.process_time()
    seen, known = sights(list(Assignment.objects.select_related("owner").order_by("pk"))), past()
    read = time.process_time() - begun
    days = origins(seen, every=EVERY, warm_up=WARM_UP, until=until)
    asked = sum(1 for day in days for _ in under_way(seen, day))
    begun = time.process_time()
    found = replayed(seen, known, at=days, until=until, draws=draws or DRAWS)
    spent = time.process_time() - begun
    return {
        "assignments": len(seen),
        "days": len(days),
        "asked": asked,
        "draws": draws or DRAWS,
        "read_cpu_seconds": round(read, 2),
        "cpu_ms_each": round(1000 * spent / max(asked, 1), 1),
        "lines": [line for what, standings in found.items() for line in lines(what, standings)],
    }


def lines(what: str, standings: Sequence[Standing]) -> Iterator[dict[str, Any]]:
    """One thing that was foretold, at every distance."""
    for one in standings:
        share, compared = one.share, one.compared
        yield {
            "what": what,
            "from_days": one.first,
            "to_days": one.last,
            "held": share.hits,
            "judged": share.n,
            "low": share.low,
            "high": share.high,
            "early": one.early,
            "late": one.late,
            "open": one.open,
            "stopped": one.stopped,
            "loss": compared.loss,
            "history_loss": compared.rival_loss,
            "gain_low": compared.gain_low,
            "gain_high": compared.gain_high,
            "verdict": compared.verdict,
        }


def as_text(found: Mapping[str, Any]) -> str:
    """The page of results."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True)
    head = (
        "# Do the forecasts hold, and what do they cost\n\n"
        f"{datetime.now(UTC).date().isoformat()}, commit {commit.stdout.strip()}, {os.cpu_count()} cores, "
        f"{platform.machine()}, Python {platform.python_version()}; load average at the end {os.getloadavg()[0]:.1f} "
        "(processor time is told, not the clock's). Made by `python -m benchmarks.forecasts.measure`: "
        f"{found['asked']} times an open assignment of the demonstration ({found['assignments']} assignments) was "
        f"foretold, from {found['days']} days of its past, every second week, with only what was known then, "
        f"{found['draws']:,} draws each.\n\n"
        f"One assignment foretold (decision, yes and first day together): **{found['cpu_ms_each']} ms** of processor "
        f"time; reading all assignments and the whole history once: {found['read_cpu_seconds']} s.\n\n"
        "The interval is made to hold 80 of 100. Loss: mean pinball loss in working days, lower is better; history "
        "alone says only how long earlier assignments took that lasted at least so long; gain: how much less the "
        "forecast loses, 95 % interval over assignments.\n\n"
    )
    return f"{head}{plainly(found['lines'])}\n\n" + "\n".join(_table(found["lines"])) + "\n"


def plainly(found: Sequence[Mapping[str, Any]]) -> str:
    """Where a forecast is no better than history alone, or worse, and whether the interval could be narrower."""
    told = {
        "Worse than history alone": [one for one in found if one["verdict"] == "worse"],
        "No better than history alone": [one for one in found if one["verdict"] == "no_better"],
        "Wider than it must be (held more often than 80 of 100, the whole 95 % interval above)": [
            one for one in found if (one["low"] or 0) > 0.8
        ],
    }
    words = {
        title: "; ".join(f"{TITLES[one['what']]}, {_distance(one)}" for one in some) for title, some in told.items()
    }
    return "\n".join(f"- {title}: {which or 'nowhere'}." for title, which in words.items())


def _table(found: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield (
        "| foretold | working days ahead | held | 95 % | earlier | later | not judged | closed | loss | history | gain "
        "| verdict |"
    )
    yield "|---|---|---|---|---:|---:|---:|---:|---:|---:|---|---|"
    for one in found:
        yield (
            f"| {TITLES[one['what']]} | {_distance(one)} | {_held(one)} | {_limits(one['low'], one['high'], 100)} | "
            f"{one['early']} | {one['late']} | {one['open']} | {one['stopped']} | {_number(one['loss'])} | "
            f"{_number(one['history_loss'])} | {_gain(one)} | {str(one['verdict']).replace('_', ' ')} |"
        )


def _distance(one: Mapping[str, Any]) -> str:
    if (one["from_days"], one["to_days"]) == (0, 9999):
        return "all"
    return f"over {one['from_days'] - 1}" if one["to_days"] == 9999 else f"{one['from_days']} to {one['to_days']}"


def _held(one: Mapping[str, Any]) -> str:
    return f"{one['held']} of {one['judged']}"


def _limits(low: float | None, high: float | None, scale: int) -> str:
    return "" if low is None or high is None else f"{scale * low:.0f} to {scale * high:.0f}"


def _gain(one: Mapping[str, Any]) -> str:
    low, high = one["gain_low"], one["gain_high"]
    return "" if low is None or high is None else f"{low:.2f} to {high:.2f}"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", default="")
    parser.add_argument("--draws", type=int, default=None)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-forecasts-") as folder:
        if not asked.home:
            line = [sys.executable, "-m", "framdrift.cli.main", "demo"]
            subprocess.run(line, env={**os.environ, "FRAMDRIFT_HOME": folder}, check=True, stdout=subprocess.DEVNULL)
        found = measured(asked.home or folder, draws=asked.draws)
    (HERE / "results.json").write_text(json.dumps(found, indent=1) + "\n")
    (HERE / "RESULTS.md").write_text(as_text(found))


if __name__ == "__main__":
    main()
