"""Judges the risk model by rolling origin on logs that are not ours: what was foretold from days of the past against
what came, beside the base rate of earlier cases. Writes results.json, and the page docs/analyses/risk-on-logs.md.

    python -m benchmarks.risk.measure [--data FOLDER] [--home FOLDER]

`--data` holds the logs (hiring-log, cabinet-tenure; see their sources on the page). `--home` holds a filled
demonstration; without it one is filled into a new folder (seed 1).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.risk import logs
from benchmarks.risk.report import page
from framdrift.momentum.risk.judging import Foretold, recorded
from framdrift.momentum.risk.learning import SEED

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PAGE = ROOT / "docs/analyses/risk-on-logs.md"
APPLICANTS, TENURES = "hiring-log/hiring_log_high.xes.gz", "cabinet-tenure/cabinet-turnover.csv"


def judged(log: str, said: Mapping[str, Sequence[Foretold]], *, seconds: float) -> list[dict[str, Any]]:
    """One line of results for each end that was asked for."""
    found = []
    for end, forecasts in said.items():
        record = recorded(forecasts, seed=SEED)
        found.append(
            {
                "log": log,
                "end": end,
                **asdict(record.judgement),
                "foretold": sum(one.chance for one in forecasts) / max(len(forecasts), 1),
                "came": sum(one.came for one in forecasts),
                "origins": len({one.origin_on for one in forecasts}),
                "bands": [asdict(band) for band in record.bands],
                "cpu_seconds": round(seconds, 1),
            }
        )
    return found


def of_line(log: str, line: logs.Line) -> list[dict[str, Any]]:
    """Judged on a public log."""
    said, seconds = _timed(line.foretold)
    return [one | {"cases": len(line.histories)} for one in judged(log, said, seconds=seconds)]


def of_demonstration(home: str) -> list[dict[str, Any]]:
    """Judged on the demonstration agency, whose people leave at a known pace."""
    os.environ |= {"FRAMDRIFT_HOME": home, "DJANGO_SETTINGS_MODULE": "framdrift.config.settings", "FRAMDRIFT_DEMO": "1"}
    import django

    django.setup()
    from framdrift.foundation import calendar
    from framdrift.momentum.risk.judging import foretell
    from framdrift.momentum.risk.queries import histories
    from framdrift.recruiting.models import Candidacy
    from framdrift.science.calendars import local_date

    newest = Candidacy.objects.order_by("-entered_at").values_list("entered_at", flat=True)[0]
    told, today = list(histories(as_of=newest)), local_date(newest, calendar.agency_zone())
    said, seconds = _timed(lambda: foretell(told, today=today, calendar=calendar.working_days()))
    return [one | {"cases": len(told)} for one in judged("demonstration", said, seconds=seconds)]


def _timed(work: Callable[[], Mapping[str, Sequence[Foretold]]]) -> tuple[Mapping[str, Sequence[Foretold]], float]:
    begun = time.process_time()
    found = work()
    return found, time.process_time() - begun


def main() -> None:
    """Judge and write. Exit status 1 where a log is not at hand."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared/data")
    parser.add_argument("--home", default="")
    asked = parser.parse_args()
    missing = [name for name in (APPLICANTS, TENURES) if not (asked.data / name).exists()]
    if missing:
        raise SystemExit(f"not at hand below {asked.data}: {', '.join(missing)}; the page says where they are from")
    results = of_line("cabinet-tenure", logs.offices(logs.tenures_of(asked.data / TENURES)))
    results += of_line("hiring-log", logs.applicants(asked.data / APPLICANTS))
    with tempfile.TemporaryDirectory(prefix="bench-risk-") as folder:
        if not asked.home:
            line = [sys.executable, "-m", "framdrift.cli.main", "demo"]
            subprocess.run(line, env={**os.environ, "FRAMDRIFT_HOME": folder}, check=True, stdout=subprocess.DEVNULL)
        results += of_demonstration(asked.home or folder)
    (HERE / "results.json").write_text(json.dumps(results, indent=1) + "\n")
    PAGE.write_text(page(results, on=datetime.now(UTC).date()))


if __name__ == "__main__":
    main()
