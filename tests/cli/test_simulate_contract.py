"""`framdrift simulate` held against the contract where a tester found it wanting."""

from __future__ import annotations

from pathlib import Path

import pytest

from framdrift.cli.main import main


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("extends: hot\nextends: calm\n", "line 2, column 1: not YAML ('extends' is given twice)"),
        ("extends: hot\nstaff: {consultants: 2, consultants: 3}\n", "'consultants' is given twice"),
    ],
)
def test_an_assumption_given_twice_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str, said: str
) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(content, encoding="utf-8")
    assert main(["simulate", "--json", "--replications", "1", "--scenario", str(path)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err
