"""`framdrift backup FILE`: a consistent backup, also while the system runs."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from framdrift.cli import installation
from framdrift.cli.arguments import EXIT_DONE, CallFailed, CallRefused, add_output_arguments


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to; an existing file is never overwritten."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the backup to write")
    add_output_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write it and say what it holds."""
    installation.enter(arguments.lang)
    from django.utils import timezone
    from django.utils.translation import gettext as _

    from framdrift.conversations.backed_up import rows_for_backup
    from framdrift.foundation import backups

    target: Path = arguments.file
    if target.exists():
        raise CallRefused(_("%(file)s exists already: choose another name.") % {"file": target})
    installation.require_tables()
    try:
        manifest = backups.write(target, at=timezone.now(), instead=rows_for_backup)
    except OSError as error:
        raise CallFailed(
            _("%(file)s cannot be written: %(error)s") % {"file": target, "error": error.strerror}
        ) from None
    _tell(manifest, target, as_json=arguments.json)
    return EXIT_DONE


def _tell(manifest: dict[str, object], target: Path, *, as_json: bool) -> None:
    from django.utils.translation import gettext as _

    if as_json:
        print(json.dumps({"file": str(target), "manifest": manifest}, ensure_ascii=False))
        return
    parts = manifest["parts"]
    assert isinstance(parts, dict)
    count = {
        "file": target,
        "rows": sum(part.get("rows", 0) for part in parts.values()),
        "files": sum("bytes" in part for part in parts.values()),
    }
    print(_("Written: %(file)s (%(rows)s rows, %(files)s files).") % count)
