"""A project or a codebook as REFI-QDA 1.0 has it (www.qdasoftware.org, Project.xsd and Codebook.xsd).

The words lie in text files of their own, in UTF-8 without a mark at the beginning and with line ends as they are, so
that positions count what was written: XML would change line ends and cannot hold every sign. The same project gives the
same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from framdrift.insights.exchange.shapes import QdaCode, QdaCoding, QdaProject, QdaSource

PROJECT, CODEBOOK = "urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1.0"
ORIGIN: Final = "Framdrift"
_ANY_DAY = (2020, 1, 1, 0, 0, 0)
_FORBIDDEN = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))
"""What XML 1.0 cannot hold in names and notes."""


def qdpx(project: QdaProject) -> bytes:
    """The project as a QDPX file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "project.qde", _bytes(_project(project)))
        for source in project.sources:
            _put(archive, f"sources/{source.guid}.txt", source.text.encode())
    return packed.getvalue()


def qdc(codes: Iterable[QdaCode]) -> bytes:
    """The codebook as a QDC file."""
    root = Element("CodeBook", xmlns=CODEBOOK, origin=ORIGIN)
    _add_codes(SubElement(root, "Codes"), codes)
    return _bytes(root)


def note_of(coding: UUID) -> UUID:
    """The GUID of what is said of a coding."""
    return uuid5(coding, "note")


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _ANY_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


def _project(project: QdaProject) -> Element:
    root = Element("Project", xmlns=PROJECT, name=_plain(project.name), origin=ORIGIN)
    if project.made_at is not None:
        root.set("creationDateTime", _instant(project.made_at))
    if project.users:
        users = SubElement(root, "Users")
        for user in project.users:
            SubElement(users, "User", guid=str(user.guid), name=_plain(user.name))
    if project.codes:
        _add_codes(SubElement(SubElement(root, "CodeBook"), "Codes"), project.codes)
    if project.sources:
        sources = SubElement(root, "Sources")
        for source in project.sources:
            _add_source(sources, source)
    _add_notes(root, project)
    return root


def _add_codes(parent: Element, codes: Iterable[QdaCode]) -> None:
    for code in codes:
        made = SubElement(parent, "Code", guid=str(code.guid), name=_plain(code.name))
        made.set("isCodable", "true" if code.is_codable else "false")
        if code.description:
            SubElement(made, "Description").text = _plain(code.description)
        _add_codes(made, code.below)


def _add_source(parent: Element, source: QdaSource) -> None:
    made = SubElement(parent, "TextSource", guid=str(source.guid), name=_plain(source.name))
    made.set("plainTextPath", f"internal://{source.guid}.txt")
    for one in source.selections:
        selection = SubElement(made, "PlainTextSelection", guid=str(one.guid))
        selection.set("startPosition", str(one.start))
        selection.set("endPosition", str(one.end))
        for coding in one.codings:
            _add_coding(selection, coding)


def _add_coding(parent: Element, coding: QdaCoding) -> None:
    made = SubElement(parent, "Coding", guid=str(coding.guid))
    if coding.by is not None:
        made.set("creatingUser", str(coding.by))
    if coding.given_at is not None:
        made.set("creationDateTime", _instant(coding.given_at))
    SubElement(made, "CodeRef", targetGUID=str(coding.code))
    if coding.note:
        SubElement(made, "NoteRef", targetGUID=str(note_of(coding.guid)))


def _add_notes(root: Element, project: QdaProject) -> None:
    codings = [
        coding for source in project.sources for one in source.selections for coding in one.codings if coding.note
    ]
    if not codings:
        return
    notes = SubElement(root, "Notes")
    for coding in codings:
        note = SubElement(notes, "Note", guid=str(note_of(coding.guid)))
        SubElement(note, "PlainTextContent").text = _plain(coding.note)


def _bytes(root: Element) -> bytes:
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _plain(text: str) -> str:
    return text.translate(_FORBIDDEN)
