"""`framdrift restore FILE`: a backup brought back on an empty machine."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from framdrift.cli import installation
from framdrift.cli.arguments import EXIT_DONE, CallFailed, CallRefused, add_output_arguments

if TYPE_CHECKING:
    from framdrift.foundation.restoring import Restored


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which file, and whether sealed answers may stay closed."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the backup to restore")
    parser.add_argument("--without-seal-key", action="store_true", help="go on though sealed answers cannot be read")
    add_output_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Restore it into the database and home that the settings name, or change nothing."""
    installation.enter(arguments.lang)
    from django.core.management import call_command
    from django.utils import timezone
    from django.utils.translation import gettext as _

    from framdrift.config.erasure import FORGETTERS
    from framdrift.config.wiring import WIRING
    from framdrift.conversations.backed_up import begin_with_database
    from framdrift.foundation import erasures, restoring

    if not arguments.file.is_file():
        raise CallRefused(_("There is no file %(file)s.") % {"file": arguments.file})
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    try:
        restored = restoring.restore(
            arguments.file,
            forgetters=FORGETTERS,
            wiring=WIRING,
            at=timezone.now(),
            without_seal_key=arguments.without_seal_key,
        )
    except restoring.RestoreRefused as no:
        raise CallRefused(str(no)) from None
    except (restoring.RestoreFailed, erasures.LedgerUnreadable) as no:
        raise CallFailed(str(no)) from None
    begin_with_database()
    _tell(restored, as_json=arguments.json)
    return EXIT_DONE


def _tell(restored: Restored, *, as_json: bool) -> None:
    from django.utils.translation import gettext as _

    if as_json:
        print(json.dumps(asdict(restored)))
        return
    print(_("Restored: %(rows)s rows, %(files)s files.") % asdict(restored))
    print(
        _(
            "Letters that had not gone: %(letters_stopped)s. None of them goes until a person releases it. "
            "People forgotten again: %(forgotten)s."
        )
        % asdict(restored)
    )
