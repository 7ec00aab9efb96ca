"""`framdrift check`: is the installation whole? Each part gets a sentence."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from framdrift.cli import installation
from framdrift.cli.arguments import EXIT_DONE, EXIT_FAILED, add_output_arguments

if TYPE_CHECKING:
    from framdrift.foundation.checks import Finding


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Language and form of the answer."""
    add_output_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """0 when nothing is at fault; warnings are told and do not fail."""
    installation.enter(arguments.lang)
    from django.utils import timezone

    from framdrift.config.checks import CHECKS, OUTSIDE_THE_DATABASE
    from framdrift.foundation import checks

    found = dict(checks.run(CHECKS, at=timezone.now(), outside=OUTSIDE_THE_DATABASE))
    whole = all(finding.verdict is not checks.Verdict.FAULT for finding in found.values())
    if arguments.json:
        rows = {name: {"verdict": finding.verdict, "sentence": finding.sentence} for name, finding in found.items()}
        print(json.dumps({"ok": whole, "checks": rows}, ensure_ascii=False))
    else:
        _print(found, whole=whole)
    return EXIT_DONE if whole else EXIT_FAILED


def _print(found: dict[str, Finding], *, whole: bool) -> None:
    from django.utils.translation import gettext as _

    words = {"good": _("good"), "warning": _("warning"), "fault": _("FAULT")}
    width = max(map(len, words.values()))
    for finding in found.values():
        print(f"{words[finding.verdict].ljust(width)}  {finding.sentence}")
    print(_("The installation is whole.") if whole else _("The installation is not whole."))
