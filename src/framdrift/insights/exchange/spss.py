"""The child process: a table as JSON on standard input, an SPSS file on standard output. Imports no Django."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path


def main() -> None:
    """Write the table with its labels."""
    import pandas
    import pyreadstat

    given = json.load(sys.stdin.buffer)
    frame = pandas.DataFrame(given["rows"], columns=given["names"]).astype("int64")
    values: dict[str, dict[int | float, str]] = {
        name: {int(code): label for code, label in labels.items()} for name, labels in given["values"].items()
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "cells.sav"
        pyreadstat.write_sav(
            frame,
            str(target),
            file_label=given["title"][:64],
            column_labels=given["labels"],
            variable_value_labels=values,
            variable_measure=dict.fromkeys(given["names"], "nominal") | {"band": "ordinal"},
        )
        sys.stdout.buffer.write(target.read_bytes())


if __name__ == "__main__":
    main()
