"""Measures the what-if page: every open assignment of the demonstration, six sets of changes each, one request after
another through the whole stack of middleware, view and template. Writes RESULTS.md.

    python -m benchmarks.what_if.measure [--home FOLDER]

FOLDER holds a filled installation; without it the demonstration is filled into a new one (seed 1). The first request,
which loads the templates, is counted apart.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET_SECONDS = 1.0
ASKED = (
    {"client_answers": "2"},
    {"once_more": "on"},
    {"start_on": "2027-03-01"},
    {"client_answers": "1", "agency_answers": "1", "once_more": "on"},
    {"july": "on", "notice_months": "1"},
    {"once_more": "on", "start_on": "2027-08-16", "notice_months": "3", "client_answers": "5"},
)


def measured(home: str) -> list[float]:
    """Seconds of each request, the first one first."""
    os.environ |= {"FRAMDRIFT_HOME": home, "DJANGO_SETTINGS_MODULE": "framdrift.config.settings", "FRAMDRIFT_DEMO": "1"}
    import django

    django.setup()
    from benchmarks import signed_in
    from framdrift.recruiting.models import Assignment

    _lead, client = signed_in.lead()
    found = []
    for pk in Assignment.objects.filter(status="open").order_by("pk").values_list("pk", flat=True):
        for changes in ASKED:
            begun = time.perf_counter()
            answer = client.get(f"/assignments/{pk}/what-if/", changes, follow=False)
            found.append(time.perf_counter() - begun)
            if answer.status_code != 200:
                raise SystemExit(f"assignment {pk}: {answer.status_code} {answer.headers.get('Location', '')}")
    return found


def as_text(seconds: list[float]) -> str:
    """The page of results."""
    first, rest = seconds[0], sorted(seconds[1:])
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True)
    milliseconds = [
        round(1000 * value) for value in (rest[len(rest) // 2], rest[int(len(rest) * 0.95)], rest[-1], first)
    ]
    return (
        "# How long the what-if page takes\n\n"
        f"{datetime.now(UTC).date().isoformat()}, commit {commit.stdout.strip()}, {os.cpu_count()} cores, "
        f"{platform.machine()}, Python {platform.python_version()}; load average at the end "
        f"{os.getloadavg()[0]:.1f}. Made by `python -m benchmarks.what_if.measure`: {len(seconds)} requests, one after "
        "another, whole pages, on the demonstration.\n\n"
        "| median ms | 95 of 100 within ms | slowest ms | first request ms |\n|---|---|---|---|\n"
        f"| {' | '.join(map(str, milliseconds))} |\n\n"
        f"Target: under {TARGET_SECONDS:.0f} second.\n"
    )


def main() -> None:
    """Measure and write; exit status 1 where the target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", default="")
    home = parser.parse_args().home
    with tempfile.TemporaryDirectory(prefix="bench-what-if-") as folder:
        if not home:
            line = [sys.executable, "-m", "framdrift.cli.main", "demo"]
            subprocess.run(line, env={**os.environ, "FRAMDRIFT_HOME": folder}, check=True, stdout=subprocess.DEVNULL)
        seconds = measured(home or folder)
    (HERE / "RESULTS.md").write_text(as_text(seconds))
    if max(seconds[1:]) > TARGET_SECONDS:
        raise SystemExit("slower than the target")


if __name__ == "__main__":
    main()
