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
        ("extends: hot\nname: 2020-13-45\n", "line 2, column 7: not YAML ('2020-13-45' cannot be read as a value of"),
        ("extends: hot\nstaff: {consultants: !!int abc}\n", "'abc' cannot be read as a value of type int"),
        ("extends: hot\nstaff: {consultants: !!float abc}\n", "'abc' cannot be read as a value of type float"),
        ("extends: hot\nname: !!timestamp abc\n", "'abc' cannot be read as a value of type timestamp"),
        ("extends: hot\nname: !!bool abc\n", "'abc' cannot be read as a value of type bool"),
        (f"extends: hot\nstaff: {{consultants: {'9' * 5000}}}\n", "cannot be read as a value of type int"),
        ("extends: hot\nname: !!python/object/apply:os.system [id]\n", "could not determine a constructor"),
        ("&a [*a]\n", "expected a mapping"),
        ("extends: hot\nstaff: {consultants: .nan}\n", "expected a whole number from 1 to 200"),
    ],
)
def test_what_cannot_be_an_assumption_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str, said: str
) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(content, encoding="utf-8")
    assert main(["simulate", "--json", "--replications", "1", "--scenario", str(path)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err
