"""`framdrift code` as the contract says: suggestions in the order of the input, refusals by line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from framdrift.cli.main import main
from framdrift.science.themes import embedding

TEXTS = [
    {"id": "a", "text": "Lönen har stått still i fyra år.", "lang": "sv", "kind": "exit"},
    {"id": 2, "text": "He shouts at the interns and threatens them.", "question": "Anything else?"},
    {"id": "c", "text": "   "},
    {"id": "d", "text": "Jag trivs."},
]


def written(folder: Path, name: str, entries: list[Any]) -> str:
    path = folder / name
    path.write_text("".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries))
    return str(path)


def suggested(capsys: pytest.CaptureFixture[str], *line: str) -> dict[str, Any]:
    assert main(["code", *line, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_document(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    found = suggested(capsys, written(tmp_path, "texts.jsonl", TEXTS))
    rows = found["suggestions"]
    assert [row["id"] for row in rows] == ["a", 2, "c", "d"]
    assert [row["lang"] for row in rows] == ["sv", "en", "", "sv"]
    assert rows[0]["themes"][0]["code"] == "T11"
    assert rows[0]["assigned"][0] == "T11"
    assert (rows[2]["themes"], rows[2]["assigned"], rows[2]["abstain"]) == ([], [], True)
    threshold = found["model"]["threshold"]
    for row in (rows[0], rows[1], rows[3]):
        confidences = [theme["confidence"] for theme in row["themes"]]
        assert len(confidences) == 3
        assert confidences == sorted(confidences, reverse=True)
        assert all(0 <= one <= 1 for one in confidences)
        assert row["abstain"] == (confidences[0] < 0.5)
        told = {theme["code"] for theme in row["themes"] if theme["confidence"] >= threshold}
        assert row["abstain"] or told <= set(row["assigned"])


def test_the_same_answer_twice(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = written(tmp_path, "texts.jsonl", TEXTS)
    examples = written(tmp_path, "coded.jsonl", [{"id": 1, "text": "Kaffet är slut jämt.", "codes": ["T15"]}])
    assert suggested(capsys, path) == suggested(capsys, path)
    taught = suggested(capsys, path, "--examples", examples)
    assert taught == suggested(capsys, path, "--examples", examples)
    assert taught["model"]["examples"] == 1


def test_examples_teach(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = written(tmp_path, "texts.jsonl", [{"id": 1, "text": "Grottan är kall."}])
    told = [
        {"id": n, "text": f"Grottan är {word}.", "codes": ["T15"]} for n, word in enumerate(["mörk", "trång", "rå"])
    ]
    before = suggested(capsys, path)["suggestions"][0]["themes"]
    after = suggested(capsys, path, "--examples", written(tmp_path, "coded.jsonl", told))["suggestions"][0]["themes"]
    assert after[0]["code"] == "T15"
    assert after[0]["confidence"] > max(one["confidence"] for one in before if one["code"] == "T15")


def test_no_passages_at_all(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert suggested(capsys, written(tmp_path, "texts.jsonl", []))["suggestions"] == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_for_people(capsys: pytest.CaptureFixture[str], tmp_path: Path, language: str) -> None:
    assert main(["code", written(tmp_path, "texts.jsonl", TEXTS), "--lang", language]) == 0
    told = capsys.readouterr().out
    assert ("Lön och förmåner" if language == "sv" else "Pay and benefits") in told


def test_without_the_language_model(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise embedding.NoEmbedder("not here")

    monkeypatch.setattr(embedding, "bundled", missing)
    assert main(["code", written(tmp_path, "texts.jsonl", TEXTS), "--json", "--lang", "en"]) == 0
    told = capsys.readouterr()
    assert "spelling alone" in told.err
    assert json.loads(told.out)["model"]["reads_meaning"] is False


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"id": 1}\n', ["line 1", "text"]),
        (b'{"text": "x"}\n', ["line 1", "id"]),
        (b'{"id": 1, "text": "x"}\n\n{"id": 1, "text": "y"}\n', ["line 3", "line 1"]),
        (b'{"id": 1, "text": 5}\n', ["line 1", "text"]),
        (b'{"id": [], "text": "x"}\n', ["line 1", "id"]),
        (b'{"id": true, "text": "x"}\n', ["line 1", "id"]),
        (b'{"id": 1, "text": "x", "lang": "fi"}\n', ["line 1", "lang", "sv | en"]),
        (b'{"id": 1, "text": "x", "kind": "party"}\n', ["line 1", "kind"]),
        (b'{"id": 1, "text": "x"}\nnonsense\n', ["line 2", "JSON"]),
        (b'["id"]\n', ["line 1", "object"]),
        (b'{"id": 1, "text": "\xf6"}\n', ["line 1", "UTF-8"]),
    ],
)
def test_a_bad_line_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes, words: list[str]
) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_bytes(content)
    assert main(["code", str(path), "--json", "--lang", "en"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert all(word in told.err for word in ["texts.jsonl", *words]), told.err


def test_unknown_codes_and_missing_ones_in_examples(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    texts = written(tmp_path, "texts.jsonl", TEXTS)
    for entry, word in (({"id": 1, "text": "x", "codes": ["T77"]}, "T77"), ({"id": 1, "text": "x"}, "codes")):
        examples = written(tmp_path, "coded.jsonl", [entry])
        assert main(["code", texts, "--examples", examples, "--lang", "en"]) == 2
        assert word in capsys.readouterr().err


def test_no_such_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["code", str(tmp_path / "none.jsonl"), "--lang", "en"]) == 2
    assert "none.jsonl" in capsys.readouterr().err
