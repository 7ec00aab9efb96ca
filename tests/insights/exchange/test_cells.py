"""What leaves as figures are the sealed cells, labelled in both languages; SPSS reads back what was written."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pyreadstat

from framdrift.insights.exchange.cells import Cells, Variable
from framdrift.insights.exchange.tables import csv_of, sav_of

CELLS = Cells(
    title=("Stannasamtal åkeri", "Stay interviews haulage"),
    variables=(
        Variable("release", ("Publicering", "Release"), {}),
        Variable("group", ("Grupp", "Group"), {1: ("Söder (10-15)", "Söder (10-15)"), 2: ("=Öst", "=Öst")}),
        Variable("theme", ("Tema", "Theme"), {6: ("T06 Närmaste chef", "T06 Immediate manager")}),
        Variable("side", ("Håll", "Which way"), {1: ("håller kvar", "holds"), 2: ("drar ifrån", "draws away")}),
        Variable("band", ("Andel", "Share"), {2: ("få", "few"), 4: ("många", "many")}),
    ),
    rows=((3, 1, 6, 1, 2), (3, 2, 6, 2, 4)),
)


def test_spss_reads_back_numbers_and_labels(tmp_path: Path) -> None:
    file = tmp_path / "cells.sav"
    file.write_bytes(sav_of(CELLS))
    frame, meta = pyreadstat.read_sav(str(file))
    assert [tuple(int(cell) for cell in row) for row in frame.itertuples(index=False)] == list(CELLS.rows)
    assert meta.column_names_to_labels["side"] == "Håll / Which way"
    assert meta.variable_value_labels["side"] == {1.0: "håller kvar / holds", 2.0: "drar ifrån / draws away"}
    assert meta.variable_value_labels["group"][1.0] == "Söder (10-15)"
    assert meta.file_label == "Stannasamtal åkeri / Stay interviews haulage"


def test_an_empty_release_is_an_empty_table(tmp_path: Path) -> None:
    file = tmp_path / "cells.sav"
    file.write_bytes(sav_of(Cells(CELLS.title, CELLS.variables, ())))
    assert len(pyreadstat.read_sav(str(file))[0]) == 0


def test_csv_comes_with_its_codebook_and_runs_nothing() -> None:
    archive = zipfile.ZipFile(io.BytesIO(csv_of(CELLS)))
    cells = list(csv.reader(io.StringIO(archive.read("cells.csv").decode("utf-8-sig"))))
    assert cells == [
        ["release", "group", "theme", "side", "band"],
        ["3", "1", "6", "1", "2"],
        ["3", "2", "6", "2", "4"],
    ]
    words = list(csv.DictReader(io.StringIO(archive.read("codebook.csv").decode("utf-8-sig"))))
    assert {"variable": "side", "value": "2", "label_sv": "drar ifrån", "label_en": "draws away"} in words
    assert [row["label_sv"] for row in words if row["variable"] == "group"][-1] == "'=Öst"


def test_a_web_process_never_loads_what_writes_spss() -> None:
    asked = (
        "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'tests.settings'; import django; django.setup(); "
        "import framdrift.insights.exchange.tables; "
        "sys.exit(', '.join({'pandas', 'pyreadstat'} & set(sys.modules)) or 0)"
    )
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
