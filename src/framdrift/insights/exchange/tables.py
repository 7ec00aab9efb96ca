"""Cells as files: CSV with its codebook, and SPSS with labels in both languages."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from typing import Final

from framdrift.foundation.spreadsheets import plain_cell
from framdrift.insights.exchange.cells import Both, Cells
from framdrift.insights.exchange.refusals import SpssIsNotInstalled

_LONGEST_SECONDS: Final = 60
_ANY_DAY = (2020, 1, 1, 0, 0, 0)


def csv_of(cells: Cells) -> bytes:
    """A ZIP archive with `cells.csv` and `codebook.csv`, in UTF-8 with a mark that spreadsheets need."""
    names = [variable.name for variable in cells.variables]
    words = [
        (variable.name, "", *variable.label) for variable in cells.variables
    ] + [
        (variable.name, code, *label) for variable in cells.variables for code, label in variable.values.items()
    ]  # fmt: skip
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in (
            ("cells.csv", [names, *cells.rows]),
            ("codebook.csv", [("variable", "value", "label_sv", "label_en"), *words]),
        ):
            archive.writestr(zipfile.ZipInfo(name, _ANY_DAY), _csv(rows), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def sav_of(cells: Cells) -> bytes:
    """An SPSS file, made in a child process that ends. Raises SpssIsNotInstalled; CalledProcessError where it fails."""
    if find_spec("pyreadstat") is None:
        raise SpssIsNotInstalled
    content = {
        "title": _joined(cells.title),
        "names": [variable.name for variable in cells.variables],
        "labels": [_joined(variable.label) for variable in cells.variables],
        "values": {
            variable.name: {str(code): _joined(label) for code, label in variable.values.items()}
            for variable in cells.variables
            if variable.values
        },
        "rows": cells.rows,
    }
    answer = subprocess.run(
        [sys.executable, "-m", "framdrift.insights.exchange.spss"],
        input=json.dumps(content).encode(),
        capture_output=True,
        check=True,
        timeout=_LONGEST_SECONDS,
    )
    return answer.stdout


def _csv(rows: Iterable[Sequence[object]]) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows([plain_cell(str(cell)) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _joined(both: Both) -> str:
    """One label for both languages; once where they say the same."""
    return both[0] if both[0] == both[1] else " / ".join(both)
