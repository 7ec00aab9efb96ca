"""The whole suite, as `make test` runs it: everything on SQLite, then what touches a database on PostgreSQL too.

`--only sqlite|postgres` runs one leg; `--nightly` adds the full forms of the slow suites and writes how it went to
benchmarks/nightly.json. Where a network namespace can be made (as root), the suite runs in one that holds the
loopback only, so that whatever tries to phone home fails; elsewhere a guard in tests/conftest.py refuses it.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NIGHTLY = ROOT / "benchmarks" / "nightly.json"
_INSIDE = "FRAMDRIFT_TEST_NETWORK"
_CLOSING = re.compile(r"(?:=+ )?((?:\d+ [a-z]+(?:, )?)+) in ([\d.]+)s")
_IN_LINE = ("--no-loadscope-reorder", "--durations=25")  # conftest.py says who is first
_GET_FLAGS, _SET_FLAGS, _UP = 0x8913, 0x8914, 0x1  # SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP of Linux


@dataclass(frozen=True)
class Leg:
    """One run of pytest: which database, its exit status, how many tests ended how, and seconds."""

    name: str
    status: int
    counts: Counter[str]
    seconds: float

    def line(self) -> str:
        """One line for people."""
        return (
            f"{self.name:<9} {'passed' if self.status == 0 else 'FAILED'}: {told(self.counts)} in {self.seconds:.0f} s"
        )


def told(counts: Counter[str]) -> str:
    """Such as `3 failed, 120 passed`."""
    return ", ".join(f"{number} {word}" for word, number in sorted(counts.items())) or "nothing ran"


def counted(line: str) -> Counter[str]:
    """What a closing line of pytest counts; empty for any other line."""
    found = _CLOSING.match(line.strip())
    if not found:
        return Counter()
    pairs = (pair.split(" ") for pair in found[1].strip(", ").split(", "))
    return Counter({word.rstrip("s") if word == "errors" else word: int(number) for number, word in pairs})


def run_leg(name: str, *, nightly: bool, workers: str, rest: list[str]) -> Leg:
    """Run pytest on one database and pass on what it prints."""
    environment = os.environ | {"FRAMDRIFT_TEST_DATABASE": name}
    if name == "postgres":
        environment["FRAMDRIFT_TEST_LEG"] = "database"
    if nightly:
        environment["FRAMDRIFT_NIGHTLY"] = "1"
    print(f"--- {name} ---", flush=True)
    began, counts = time.monotonic(), Counter[str]()
    line = [sys.executable, "-m", "pytest", "-n", workers, "--dist", "loadfile", *_IN_LINE, *rest]
    with subprocess.Popen(line, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for printed in process.stdout:
            print(printed, end="", flush=True)
            counts = counted(printed) or counts
    return Leg(name, process.returncode, counts, time.monotonic() - began)


def closing_line(legs: list[Leg]) -> str:
    """All legs together, as pytest words its own closing line."""
    total = sum((leg.counts for leg in legs), Counter[str]())
    return f"{told(total)} in {sum(leg.seconds for leg in legs):.2f}s"


def write_nightly(legs: list[Leg]) -> None:
    """Keep the last nightly result beside the benchmarks: commit, date, and each leg."""
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True)
    result = {
        "passed": all(leg.status == 0 for leg in legs),
        "commit": commit.stdout.strip(),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "legs": [{"database": leg.name, "seconds": round(leg.seconds), **leg.counts} for leg in legs],
    }
    NIGHTLY.write_text(json.dumps(result, indent=2) + "\n")


def enter_namespace() -> None:
    """Start over in a network namespace of our own, or say loudly why not."""
    unshare = shutil.which("unshare")
    possible = unshare is not None and subprocess.run([unshare, "-n", "true"], capture_output=True).returncode == 0
    if unshare is not None and possible:
        os.environ[_INSIDE] = "loopback"
        os.execv(unshare, [unshare, "-n", sys.executable, "-m", "tests.run", *sys.argv[1:]])
    os.environ[_INSIDE] = "shared"
    print(
        "NO NETWORK NAMESPACE could be made here (it takes root): the suite runs on the machine's own network,", end=" "
    )
    print("guarded only by the refusal of outside connections in tests/conftest.py.", flush=True)


def raise_loopback() -> None:
    """A new namespace has its loopback down; put it up as `ip link set lo up` would."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        asked = struct.pack("16sh", b"lo", 0)
        _, flags = struct.unpack("16sh", fcntl.ioctl(door, _GET_FLAGS, asked))
        fcntl.ioctl(door, _SET_FLAGS, struct.pack("16sh", b"lo", flags | _UP))


def main() -> int:
    """Exit status: 0 when every leg passed, else 1."""
    parser = argparse.ArgumentParser(prog="tests.run", description=__doc__)
    parser.add_argument("--only", choices=["sqlite", "postgres"])
    parser.add_argument("--nightly", action="store_true")
    parser.add_argument("--workers", default=os.environ.get("FRAMDRIFT_TEST_WORKERS", "2"))
    chosen, rest = parser.parse_known_args()
    if _INSIDE not in os.environ:
        enter_namespace()
    if os.environ[_INSIDE] == "loopback":
        raise_loopback()
    names = [chosen.only] if chosen.only else ["sqlite", "postgres"]
    legs = [run_leg(name, nightly=chosen.nightly, workers=chosen.workers, rest=rest) for name in names]
    if chosen.nightly and not rest:  # a part of the suite is no nightly result
        write_nightly(legs)
    print("\n--- summary ---", *(leg.line() for leg in legs), closing_line(legs), sep="\n")
    return 0 if all(leg.status == 0 for leg in legs) else 1


if __name__ == "__main__":
    sys.exit(main())
