"""What is written is REFI-QDA: it keeps to the standard's schema, opens in another program's reader and comes back
equal, with å, ä, ö and emoji."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pyrefiqda import RefiCodebook, RefiProject

from framdrift.insights.exchange.reading import read_qdc, read_qdpx
from framdrift.insights.exchange.shapes import QdaCode, QdaProject, QdaSource
from framdrift.insights.exchange.writing import note_of, qdc, qdpx
from tests.insights.exchange.projects import TEXTS, guid, project, selection

SCHEMA = Path(__file__).with_name("Project.xsd")
"""Published by REFI (www.qdasoftware.org, 18 March 2019) under the MIT licence, as its first lines say; unchanged."""


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(SCHEMA)))


def _project_file(content: bytes) -> bytes:
    return zipfile.ZipFile(io.BytesIO(content)).read("project.qde")


def test_it_comes_back_equal() -> None:
    assert read_qdpx(qdpx(project())) == project()


def test_the_same_project_gives_the_same_bytes() -> None:
    assert qdpx(project()) == qdpx(project())


def test_it_keeps_to_the_schema_of_the_standard(schema: etree.XMLSchema) -> None:
    schema.assertValid(etree.fromstring(_project_file(qdpx(project()))))


def test_the_schema_sees_what_is_wrong(schema: etree.XMLSchema) -> None:
    broken = _project_file(qdpx(project())).replace(b"startPosition", b"begin")
    assert not schema.validate(etree.fromstring(broken))


def test_an_empty_project_keeps_to_the_schema_too(schema: etree.XMLSchema) -> None:
    empty = QdaProject("Tomt", None, (), (), ())
    schema.assertValid(etree.fromstring(_project_file(qdpx(empty))))
    assert read_qdpx(qdpx(empty)) == empty


def test_another_programs_reader_finds_the_same_words(tmp_path: Path) -> None:
    """pyrefiqda is made from the standard's schema by others; its positions are Python's, code points."""
    file = tmp_path / "project.qdpx"
    file.write_bytes(qdpx(project()))
    found = RefiProject.load(file, extract_dir=str(tmp_path / "out"))
    ours = project()
    assert found.name == ours.name
    assert [code.name for code in found.code_book.codes.code] == [code.name for code in ours.codes]
    for theirs, source in zip(found.sources.text_source, ours.sources, strict=True):
        path = RefiProject.resolve_source_path(theirs.plain_text_path, tmp_path / "out")
        words = path.read_bytes().decode()
        assert words == source.text
        pieces = [words[one.start_position : one.end_position] for one in theirs.plain_text_selection]
        assert pieces == [source.text[one.start : one.end] for one in source.selections]
        coded = [[coding.code_ref.target_guid for coding in one.coding] for one in theirs.plain_text_selection]
        assert coded == [[str(coding.code) for coding in one.codings] for one in source.selections]
    assert "👩‍👩‍👧‍👦" in [
        TEXTS[0][one.start_position : one.end_position] for one in found.sources.text_source[0].plain_text_selection
    ]
    assert [note.guid for note in found.notes.note] == [str(note_of(guid("coding 1")))]


def test_what_another_program_saved_comes_back(tmp_path: Path) -> None:
    file, again = tmp_path / "project.qdpx", tmp_path / "again.qdpx"
    file.write_bytes(qdpx(project()))
    opened = RefiProject.load(file, extract_dir=str(tmp_path / "out"))
    RefiProject.save(opened, again, source_media_dir=tmp_path / "out" / "sources")
    assert read_qdpx(again.read_bytes()) == project()


def test_a_codebook_comes_back_equal_here_and_elsewhere(tmp_path: Path) -> None:
    codes = project().codes
    assert read_qdc(qdc(codes)) == codes
    file = tmp_path / "book.qdc"
    file.write_bytes(qdc(codes))
    found = RefiCodebook.load(file)
    assert [code.name for code in found.codes.code] == [code.name for code in codes]


_WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
_NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=20)


@given(words=st.lists(_WORDS, max_size=4), name=_NAMES, data=st.data())
@settings(max_examples=60, deadline=None)
def test_any_words_and_any_positions_come_back(words: list[str], name: str, data: st.DataObject) -> None:
    sources = []
    for number, text in enumerate(words):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        sources.append(QdaSource(guid(f"source {number}"), name, text, (selection(number, start, end),)))
    given_project = QdaProject(name, None, (), (QdaCode(guid("code"), name),), tuple(sources))
    assert read_qdpx(qdpx(given_project)) == given_project
