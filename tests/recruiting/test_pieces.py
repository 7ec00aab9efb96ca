"""A JSON export is read piece by piece: the same content whatever the size of a block, and faults told in words."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from framdrift.recruiting.transitions import pieces as module
from framdrift.recruiting.transitions.pieces import pieces
from framdrift.recruiting.transitions.told import Unreadable

EXPORT: dict[str, Any] = {
    "stages": [{"id": "st-1", "text": "Första “samtalet”\n"}, {"id": "st-2", "text": "Ö" * 90}],
    "hasNext": False,
    "empty": [],
    "page": {"size": 100, "of": [1, 2]},
    "data": [{"id": 1, "changes": [{"at": 1772438400000}, {"at": -1.5e3}]}, [], 12, "text", None, True],
}
PIECES = [*EXPORT["data"], {name: one for name, one in EXPORT.items() if name != "data"}]


@pytest.fixture(params=[1, 7, 1 << 16])
def block(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Bytes that are read at once."""
    monkeypatch.setattr(module, "_BLOCK", request.param)
    return int(request.param)


def told(path: Path, text: str | bytes) -> list[Any]:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return [one for _place, one in pieces(path)]


@pytest.mark.parametrize("indent", [None, 2])
def test_a_page_gives_what_is_in_its_list_and_then_the_rest(block: int, tmp_path: Path, indent: int | None) -> None:
    text = json.dumps(EXPORT, ensure_ascii=indent is None, indent=indent)
    assert told(tmp_path / "a.json", text) == PIECES
    assert told(tmp_path / "a.json.gz", gzip.compress(b"\xef\xbb\xbf" + text.encode())) == PIECES


@pytest.mark.parametrize("text", ["[1, 23,\n 456]", "1\n23\n456", "\n 1 23 456 "])
def test_lists_and_json_lines(block: int, tmp_path: Path, text: str) -> None:
    assert told(tmp_path / "a.json", text) == [1, 23, 456]


def test_a_folder_in_order_of_name(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.json").write_text(json.dumps([name]))
    found = [(place.file, place.entry, one) for place, one in pieces(tmp_path)]
    assert found == [("a.json", 1, "a"), ("b.json", 1, "b")]


def test_only_the_lists_of_a_page_come_apart(tmp_path: Path) -> None:
    """Two opportunities as JSON Lines, then a page of them: what belongs to one of them stays with it."""
    text = '{"id": 1, "changes": [1, 2]}\n{"id": 2, "changes": []}\n{"data": [{"id": 3}], "hasNext": false}'
    assert told(tmp_path / "a.jsonl", text) == [
        {"id": 1, "changes": [1, 2]},
        {"id": 2, "changes": []},
        {"id": 3},
        {"hasNext": False},
    ]
    places = [place for place, _one in pieces(tmp_path / "a.jsonl")]
    assert [(place.under, place.entry) for place in places] == [("", 1), ("", 2), ("data", 1), ("", 3)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (" \n ", "empty"),
        ('{"a": [1,\n2', "line 2 is not JSON"),
        ('{"a": [1,\n2}', "line 2 is not JSON"),
        ('[{"a": 1},\n\n{"a" 1}]', "line 3 is not JSON"),
        ("{1: 2}", "line 1 is not JSON"),
        ("[1 2]", "line 1 is not JSON"),
        ("[1,]", "line 1 is not JSON"),
        ('["' + "a" * 40, "line 1 is not JSON"),
        ("[" + "[" * 200_000, "nested too deeply"),
        (b'["a", "\xe5"]', "byte 8 is not UTF-8"),
        (gzip.compress(b"[1, 2, 3]", mtime=0)[:-9], "cut off"),
    ],
)
def test_what_is_broken_is_told_in_words(block: int, tmp_path: Path, text: str | bytes, says: str) -> None:
    with translation.override("en"), pytest.raises(Unreadable, match=says):
        told(tmp_path / "a.json", text)


def test_memory_follows_a_piece_and_not_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    peaks = []
    for number in (2_000, 20_000):
        one = json.dumps({"name": "x" * 400})
        path.write_text('{"data": [' + ",".join([one] * number) + "]}")
        tracemalloc.start()
        assert sum(1 for _piece in pieces(path)) == number + 1
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 200_000
