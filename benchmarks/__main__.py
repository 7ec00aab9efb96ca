"""Runs every benchmark: `make bench`, or `python -m benchmarks NAME...` for some. Results are written beside each."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent


def _analyse(folder: str) -> list[list[str]]:
    return [
        [sys.executable, str(HERE / "analyse" / "generate.py"), folder],
        [sys.executable, str(HERE / "analyse" / "measure.py"), folder],
    ]


def _web(folder: str) -> list[list[str]]:
    return [[sys.executable, "-m", "benchmarks.web.measure", "--folder", folder]]


def _imports(folder: str) -> list[list[str]]:
    return [[sys.executable, "-m", "benchmarks.imports.measure", "--folder", folder]]


def _coding(folder: str) -> list[list[str]]:
    return [[sys.executable, "-m", "benchmarks.coding.measure", "--folder", folder]]


def _release(folder: str) -> list[list[str]]:
    return [[sys.executable, str(HERE / "release" / "measure.py"), folder]]


def _simulation(folder: str) -> list[list[str]]:
    return [[sys.executable, "-m", "benchmarks.simulation.measure"]]


def _what_if(_folder: str) -> list[list[str]]:
    return [[sys.executable, "-m", "benchmarks.what_if.measure"]]


def _reports(folder: str) -> list[list[str]]:
    return [[sys.executable, "-m", "benchmarks.reports.measure", "--folder", folder]]


def _forecasts(_folder: str) -> list[list[str]]:
    return [[sys.executable, "-m", "benchmarks.forecasts.measure"]]


def _risk(_folder: str) -> list[list[str]]:
    return [[sys.executable, "-m", "benchmarks.risk.measure"]]


def _scheduling(_folder: str) -> list[list[str]]:
    return [[sys.executable, "-m", "benchmarks.scheduling.measure"]]


def _survival(_folder: str) -> list[list[str]]:
    return [[sys.executable, "-m", "benchmarks.survival.measure"]]


BENCHES = {
    "analyse": _analyse,
    "imports": _imports,
    "coding": _coding,
    "forecasts": _forecasts,
    "release": _release,
    "reports": _reports,
    "risk": _risk,
    "scheduling": _scheduling,
    "simulation": _simulation,
    "survival": _survival,
    "web": _web,
    "what_if": _what_if,
}


def main(names: list[str]) -> int:
    """The exit status of the first program that failed, else 0."""
    if unknown := set(names) - set(BENCHES):
        print(f"No such benchmark: {', '.join(sorted(unknown))}. There are: {', '.join(BENCHES)}.", file=sys.stderr)
        return 2
    for name in names or list(BENCHES):
        with tempfile.TemporaryDirectory(prefix=f"bench-{name}-") as folder:
            Path(folder).chmod(0o755)  # a PostgreSQL that is started by root runs as a user of its own
            for line in BENCHES[name](folder):
                print(name, *line[1:], file=sys.stderr)
                status = subprocess.run(line, cwd=HERE.parent, check=False).returncode
                if status:
                    return status
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
