"""A file from outside is looked at before it is believed: what is broken or hostile is refused in words."""

from __future__ import annotations

import io
import zipfile

import pytest

from framdrift.insights.exchange import packing
from framdrift.insights.exchange.reading import read_qdc, read_qdpx
from framdrift.insights.exchange.refusals import NotAProject
from framdrift.insights.exchange.writing import qdc, qdpx
from tests.insights.exchange.projects import project

_SPACE = 'xmlns="urn:QDA-XML:project:1.0"'
_SOURCE = (
    "<Sources><TextSource guid='11111111-1111-4111-8111-111111111111' plainTextPath='{path}'>{more}"
    "</TextSource></Sources>"
)
_SELECTION = (
    "<PlainTextSelection guid='22222222-2222-4222-8222-222222222222' startPosition='{start}' endPosition='{end}'>"
    "{coding}</PlainTextSelection>"
)
_CODING = (
    "<Coding guid='33333333-3333-4333-8333-333333333333'>"
    "<CodeRef targetGUID='44444444-4444-4444-8444-444444444444'/></Coding>"
)


def packed(xml: str | bytes, **files: bytes) -> bytes:
    """A QDPX file by hand; names with `/` as `__`."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", xml)
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return made.getvalue()


def source(path: str = "internal://a", more: str = "") -> str:
    return f"<Project {_SPACE} name='x'>{_SOURCE.format(path=path, more=more)}</Project>"


def selected(start: int | str, end: int | str, coding: str = "") -> str:
    return source(more=_SELECTION.format(start=start, end=end, coding=coding))


BOMB = (
    f"<!DOCTYPE p [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]><Project {_SPACE} name='&c;'/>"
)
OUTSIDE = f"<!DOCTYPE p [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><Project {_SPACE} name='&a;'/>"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "ZIP"),
        (b"PK\x03\x04 and then nothing", "ZIP"),
        (qdpx(project())[:-40], "ZIP"),
        (packed(BOMB), "entities"),
        (packed(OUTSIDE), "entities"),
        (packed("<Project"), "well-formed"),
        (packed(b'<?xml version="1.0" encoding="utf-16"?><Project/>'), "well-formed"),
        (packed(b'<?xml version="1.0" encoding="klingon"?><Project/>'), "well-formed"),
        (packed("<Project name='\xe5'/>".encode("latin-1")), "well-formed"),
        (packed("<Project name='x'/>"), "REFI-QDA"),
        (packed(source("internal://../../etc/passwd")), "missing"),
        (packed(source("file:///etc/passwd")), "outside itself"),
        (packed(source("relative:///words.txt")), "outside itself"),
        (packed(source(), sources__a=b"\xff\xfe not utf-8"), "not UTF-8"),
        (packed(source()), "missing"),
        (packed(selected(0, 4), sources__a=b"abc"), "outside its words"),
        (packed(selected(-1, 2), sources__a=b"abc"), "outside its words"),
        (packed(selected(2, 1), sources__a=b"abc"), "outside its words"),
        (packed(selected("x", 1), sources__a=b"abc"), "where it lies"),
        (packed(selected(0, 1, _CODING), sources__a=b"abc"), "not in its codebook"),
        (packed(source().replace("11111111-1111", "no guid"), sources__a=b"abc"), "GUID"),
        (packed(f"<Project {_SPACE} name='x' creationDateTime='yesterday'/>"), "yesterday"),
        (packed("<Project/>", **{"other.qde": b""}), "one project file"),
        (packed("<Project/>", **{"..__..__etc__cron": b""}), "leads out"),
        (packed("<Project/>", __root=b""), "leads out"),
        (packed("<Project/>", **{"a\\b": b""}), "leads out"),
        (packed("<Project/>", **{"c:x": b""}), "leads out"),
        (packed(source(), sources__a=b"\0" * 30_000_000), "too large unpacked"),
    ],
)
def test_it_is_refused_with_what_is_wrong(content: bytes, why: str) -> None:
    with pytest.raises(NotAProject) as refused:
        read_qdpx(content)
    assert why in refused.value.why
    assert "Nothing has been changed" in str(refused.value)


def test_what_is_larger_than_the_limit_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "MOST_BYTES", 100)
    with pytest.raises(NotAProject, match="larger"):
        read_qdpx(qdpx(project()))


def test_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "MOST_ENTRIES", 2)
    with pytest.raises(NotAProject, match="more than 2 files"):
        read_qdpx(qdpx(project()))


def test_two_files_of_one_name_are_refused() -> None:
    made = io.BytesIO(packed("<Project/>"))
    with zipfile.ZipFile(made, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("project.qde", "<Other/>")
    with pytest.raises(NotAProject, match="same name"):
        read_qdpx(made.getvalue())


def test_an_entry_that_lies_about_its_size_is_damaged() -> None:
    content = bytearray(packed(source(), sources__a=b"abcdefghijkl"))
    at = content.rindex(b"sources/a") - 22  # the size in the directory at the end
    content[at : at + 4] = (5).to_bytes(4, "little")
    with pytest.raises(NotAProject):
        read_qdpx(bytes(content))


def test_every_cut_and_every_flipped_byte_is_read_or_refused() -> None:
    whole = qdpx(project())
    for place in range(0, len(whole), 37):
        flipped = bytes([*whole[:place], whole[place] ^ 0x5A, *whole[place + 1 :]])
        for content in (whole[:place], flipped):
            try:
                read_qdpx(content)
            except NotAProject as refused:
                assert refused.why


@pytest.mark.parametrize("content", [b"", b"<CodeBook/>", b"\xff\xfe", BOMB.encode(), qdc(project().codes)[:-9]])
def test_a_codebook_is_refused_likewise(content: bytes) -> None:
    with pytest.raises(NotAProject):
        read_qdc(content)
