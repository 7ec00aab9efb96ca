"""`framdrift seal sheet|enter`: the master key of sealed answers, printed for a locked place, and typed in again."""

from __future__ import annotations

import argparse
import getpass
import json
import sys

from framdrift.cli import installation
from framdrift.cli.arguments import EXIT_DONE, CallFailed, CallRefused, add_output_arguments
from framdrift.science.refusals import gettext_noop


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do with the key."""
    steps = parser.add_subparsers(dest="step", required=True, metavar="sheet|enter")
    for name, help_ in (
        ("sheet", gettext_noop("print the recovery sheet")),
        ("enter", gettext_noop("type the key in from the sheet")),
    ):
        add_output_arguments(steps.add_parser(name, help=help_))


def run(arguments: argparse.Namespace) -> int:
    """Print the sheet, making the key if there is none yet; or put the typed key in its file."""
    installation.enter(arguments.lang)
    installation.require_tables()
    from framdrift.foundation.seal_file import SealRefused

    try:
        return _sheet(arguments) if arguments.step == "sheet" else _enter(arguments)
    except SealRefused as no:
        raise CallFailed(str(no)) from None


def _sheet(arguments: argparse.Namespace) -> int:
    from django.utils.translation import gettext as _

    from framdrift.foundation import seal_file, sealing

    sealing.require(sealing.marks())
    key = seal_file.read_or_make()
    if arguments.json:
        print(json.dumps({"mark": key.mark, "key": key.line, "file": str(seal_file.place())}))
        return EXIT_DONE
    print(_("Recovery sheet: seal key %(mark)s") % {"mark": key.mark})
    print()
    print(f"    {key.line}")
    print()
    print(
        _(
            "Without this key nobody can read the answers in a restored backup: not we, not anybody. Print this page, "
            "keep it in a locked place, and never beside a backup. To use it: framdrift seal enter."
        )
    )
    return EXIT_DONE


def _enter(arguments: argparse.Namespace) -> int:
    from django.utils.translation import gettext as _

    from framdrift.foundation import seal_file, sealing

    line = getpass.getpass(_("The key, as on the sheet: ")) if sys.stdin.isatty() else sys.stdin.readline()
    try:
        key = seal_file.typed(line)
    except seal_file.NotAKey:
        raise CallRefused(_("That is not a seal key: a letter is wrong or missing. Compare with the sheet.")) from None
    wanted = sealing.marks()
    if wanted - {key.mark}:
        words = {"mark": key.mark, "wanted": ", ".join(sorted(wanted))}
        raise CallRefused(_("This is key %(mark)s, but the answers here were sealed with %(wanted)s.") % words)
    seal_file.write(key)
    sealing.require({key.mark})
    told = _("The key %(mark)s lies in %(file)s.") % {"mark": key.mark, "file": seal_file.place()}
    print(json.dumps({"mark": key.mark, "file": str(seal_file.place())}) if arguments.json else told)
    return EXIT_DONE
