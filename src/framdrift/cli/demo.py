"""`framdrift demo`: fills an empty database with a living, invented agency."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NoReturn

from framdrift.cli import installation
from framdrift.cli.arguments import EXIT_DONE, CallFailed, CallRefused, add_output_arguments
from framdrift.cli.language import translator

if TYPE_CHECKING:
    from framdrift.integrations.demo_agency.filling import Filled

MOST_CANDIDATES = 100_000
MOST_EMPLOYEES = 100_000
DEFAULT_SEED = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How much, and from which seed."""
    parser.add_argument("--candidates", type=int, default=0, metavar="N", help="so many candidates more, for load")
    parser.add_argument("--employees", type=int, default=0, metavar="N", help="so many employees more, for load")
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help="the same seed gives the same agency")
    add_output_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """0 when the database was filled. A used database is refused."""
    _refuse_numbers(arguments)
    installation.enter(arguments.lang)
    _set_up_tables()
    from django.utils.translation import gettext as _

    from framdrift.config.wiring import WIRING
    from framdrift.integrations.demo_agency.filling import DatabaseInUse, fill

    now = datetime.now(UTC)
    try:
        with _progress() as progress:
            filled = fill(
                seed=arguments.seed,
                now=now,
                candidates=arguments.candidates,
                employees=arguments.employees,
                progress=progress,
                wiring=WIRING,
            )
    except DatabaseInUse as used:
        raise CallFailed(
            _("This database holds a demonstration already. Empty it, or choose another FRAMDRIFT_HOME.")
            if used.is_demo
            else _(
                "This database holds data. The demonstration only fills an empty one: choose another FRAMDRIFT_HOME."
            )
        ) from None
    _print(filled, now=now, seed=arguments.seed, as_json=arguments.json)
    return EXIT_DONE


def _refuse_numbers(arguments: argparse.Namespace) -> None:
    _ = translator(arguments.lang)
    if not 0 <= arguments.candidates <= MOST_CANDIDATES:
        raise CallRefused(_("--candidates: write a whole number from 0 to %(most)d.") % {"most": MOST_CANDIDATES})
    if not 0 <= arguments.employees <= MOST_EMPLOYEES:
        raise CallRefused(_("--employees: write a whole number from 0 to %(most)d.") % {"most": MOST_EMPLOYEES})


def _set_up_tables() -> None:
    from django.core.management import call_command
    from django.db import DatabaseError
    from django.utils.translation import gettext as _

    from framdrift.foundation.checks import unapplied_migrations

    try:
        if unapplied_migrations():
            call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    except DatabaseError as error:
        raise CallFailed(_("The database cannot be set up: %(error)s") % {"error": str(error).strip()}) from None


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int | None], None]]:
    """A bar for each stage on a terminal, nothing where standard error is a file or a pipe."""
    from tqdm import tqdm

    bars: dict[str, tqdm[NoReturn]] = {}

    def tell(stage: str, done: int, total: int | None) -> None:
        if stage not in bars:
            bars[stage] = tqdm(desc=stage, total=total, file=sys.stderr, disable=None, leave=False)
        bars[stage].update(done)

    try:
        yield tell
    finally:
        for bar in bars.values():
            bar.close()


def _print(filled: Filled, *, now: datetime, seed: int, as_json: bool) -> None:
    from django.conf import settings
    from django.utils.translation import gettext as _

    if as_json:
        print(json.dumps({"as_of": now.isoformat(timespec="seconds"), "seed": seed, **asdict(filled)}))
        return
    print(
        _(
            "An invented agency: %(companies)d client companies, %(assignments_open)d open and %(assignments_closed)d "
            "closed assignments, %(candidates)d candidates, %(employees)d employees, %(events)d events."
        )
        % asdict(filled)
    )
    if settings.FRAMDRIFT_DEMO:
        print(_("Enter as anyone: %(address)s/demo/") % {"address": settings.FRAMDRIFT_ADDRESS})
    else:
        print(_("Nobody has a password. Start with make run and enter at /demo/."))
