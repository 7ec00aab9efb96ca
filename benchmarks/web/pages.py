"""Measures pages and writes in this process, on the database that the environment names; prints one JSON document.

Each page is asked for twice to warm it, then RUNS times with the SQL statements not recorded; the count of
statements comes from one more request. Times are milliseconds from request to whole response: of wall, of this
process's CPU, and of the CPU of the database server's process that answers us. Other work on the machine makes CPU
times hardly longer.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import Count
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from framdrift.foundation.models import Event
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.organisations.models import Account
from framdrift.recruiting.models import Assignment, Ball, Candidacy, PlanStep
from framdrift.recruiting.queries.waits import all_waits

RUNS = 30
MACHINERY = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "SET ", "PRAGMA", "SELECT PG_ADVISORY")


def timed(ask: Callable[[], Any], runs: int = RUNS, *, between: Callable[[], Any] | None = None) -> dict[str, float]:
    """Median and 95th percentile in milliseconds, and the medians of CPU time. `between` runs untimed after each."""
    wall, cpu, server_cpu = [], [], []
    for _ in range(runs):
        begun_server, begun, begun_cpu = _server_seconds(), time.perf_counter(), time.process_time()
        ask()
        wall.append((time.perf_counter() - begun) * 1000)
        cpu.append((time.process_time() - begun_cpu) * 1000)
        server_cpu.append((_server_seconds() - begun_server) * 1000)
        if between is not None:
            between()
    wall.sort()
    return {
        "median_ms": round(statistics.median(wall), 1),
        "p95_ms": round(wall[int(0.95 * (runs - 1))], 1),
        "cpu_ms": round(statistics.median(cpu), 1),
        "server_cpu_ms": round(statistics.median(server_cpu), 1),
    }


def _server_seconds() -> float:
    """The CPU that PostgreSQL's process for this connection has used so far; 0 for SQLite, which works in ours."""
    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    used = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text().split()[0]  # nanoseconds
    return int(used) / 1e9


def statements(ask: Callable[[], Any]) -> int:
    """How many SQL statements, less those that open and close transactions."""
    with CaptureQueriesContext(connection) as captured:
        ask()
    return sum(1 for query in captured.captured_queries if not query["sql"].lstrip().upper().startswith(MACHINERY))


def page(client: Client, address: str) -> dict[str, Any]:
    """One page; anything but 200 ends the run."""

    def ask() -> None:
        response = client.get(address)
        if response.status_code != 200:
            raise SystemExit(f"{address} answered {response.status_code}")

    ask()
    ask()
    return {**timed(ask), "statements": statements(ask), "bytes": len(client.get(address).content)}


def bare() -> dict[str, Any]:
    """The yardstick in the same process."""
    with override_settings(ROOT_URLCONF="benchmarks.web.bare", MIDDLEWARE=[]):
        return page(Client(SERVER_NAME="localhost"), "/bare/")


Post = tuple[str, dict[str, Any]]


def by_form(row: Candidacy, to: PlanStep) -> Post:
    """As the candidacy's own form moves it."""
    return reverse("candidacy-move", args=[row.pk]), {"to": to.pk, "early_reason": ""}


def on_the_board(row: Candidacy, to: PlanStep) -> Post:
    """As a card dragged or moved by keys."""
    place = {"card": row.pk, "column": to.pk, "seen_at": row.plan_step_id}
    return reverse("assignment-move", args=[row.assignment_id]), place


def moves(client: Client, assignment: Assignment, way: Callable[[Candidacy, PlanStep], Post]) -> dict[str, Any]:
    """Moves of different candidacies from the first column to the second; each must record just one event.

    Between two moves the page that a move leads to is asked for and not timed: it takes the told sentence out of the
    cookie, which else fills up as it never does for a person.
    """
    first, second = PlanStep.objects.filter(assignment=assignment, scope="candidacy").order_by("position")[:2]
    rows = list(Candidacy.objects.filter(plan_step=first, status="active").order_by("id")[: RUNS + 2])
    waiting = iter(rows)
    told: list[str] = []

    def move() -> None:
        address, place = way(next(waiting), second)
        response = client.post(address, place)
        if response.status_code != 302:
            raise SystemExit(f"{address} answered {response.status_code}")
        told.append(response["Location"])

    def read() -> None:
        client.get(told.pop())

    before = Event.objects.count()
    move()
    read()
    counted = statements(move)
    read()
    found = {"statements": counted, **timed(move, between=read)}
    moved = Candidacy.objects.filter(pk__in=[row.pk for row in rows], plan_step=second).count()
    if moved != len(rows):
        raise SystemExit(f"{moved} of {len(rows)} moves were made")
    return {**found, "events": (Event.objects.count() - before) / len(rows)}


def waits(viewer: Viewer) -> dict[str, Any]:
    """The product's own live analytics: every holding of a ball, by side and by type of step."""

    def ask() -> None:
        found = all_waits(viewer, as_of=timezone.now())
        if sum(line.n for line in found.by_step) != sum(line.n for line in found.by_side) or not found.by_side:
            raise SystemExit("the waits by step are not those by side")

    ask()
    return {**timed(ask, 10), "statements": statements(ask)}


def main() -> None:
    """Everything, as one JSON document."""
    crowded = Assignment.objects.annotate(n=Count("candidacies")).order_by("-n", "pk").first()
    if crowded is None:
        raise SystemExit("Fill the database first: framdrift demo --candidates N.")
    owner = Client(SERVER_NAME="localhost")
    owner.force_login(crowded.owner)
    busiest = (
        Account.objects.filter(owned_assignments__status="open", company=None)
        .exclude(pk=crowded.owner_id)
        .annotate(n=Count("owned_assignments"))
        .order_by("-n", "pk")[0]
    )
    consultant = Client(SERVER_NAME="localhost")
    consultant.force_login(busiest)
    lead = Account.objects.filter(roles__kind="lead", roles__until=None, company=None).order_by("pk")[0]
    leader = Client(SERVER_NAME="localhost")
    leader.force_login(lead)
    candidacy = Candidacy.objects.filter(assignment=crowded, status="active").order_by("-plan_step__position", "id")[0]
    word = candidacy.candidate.name.split(" ")[-1]
    found = {
        "bare table": bare(),
        "board": page(owner, reverse("assignment", args=[crowded.pk])),
        "candidate list": page(owner, reverse("assignment-candidates", args=[crowded.pk])),
        "candidacy": page(owner, reverse("candidacy", args=[candidacy.pk])),
        "today": page(consultant, reverse("today")),
        "today, ten thousand balls": page(owner, reverse("today")),
        "search": page(consultant, reverse("search") + f"?q={word}"),
        "move": moves(owner, crowded, by_form),
        "move on the board": moves(owner, crowded, on_the_board),
        "waits, a lead's": waits(viewer_of(lead)),
        "waits, a consultant's": waits(viewer_of(busiest)),
        "team, a lead's": page(leader, reverse("team")),
        "bare table again": bare(),
    }
    counts = {
        "candidates_on_board": crowded.candidacies.count(),
        "candidacies": Candidacy.objects.count(),
        "assignments": Assignment.objects.count(),
        "balls": Ball.objects.count(),
    }
    json.dump({"vendor": connection.vendor, "counts": counts, "pages": found}, sys.stdout)
