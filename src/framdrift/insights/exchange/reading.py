"""A REFI-QDA file read back, by this or any other program's hand. Positions are code points; every GUID is kept.

Entities, document types and outside addresses are refused; what the product has no use for (pictures, sound, cases,
sets, links) is left where it is and counted by nobody. All is read before anything is believed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID
from xml.etree.ElementTree import Element, ParseError  # the types alone: defusedxml parses

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from framdrift.insights.exchange.packing import MOST_BYTES, Archive
from framdrift.insights.exchange.refusals import NotAProject
from framdrift.insights.exchange.shapes import (
    QdaCode,
    QdaCoding,
    QdaProject,
    QdaSelection,
    QdaSource,
    QdaUser,
)
from framdrift.insights.exchange.writing import CODEBOOK, ORIGIN, PROJECT

_INSIDE: Final = "internal://"
_FOLDERS: Final = ("sources/", "Sources/")
_DEEPEST: Final = 20


def read_qdpx(content: bytes) -> QdaProject:
    """The project in a QDPX file. Raises NotAProject, with what is wrong."""
    archive = Archive(content)
    projects = [name for name in archive.names if name.endswith(".qde") and "/" not in name]
    if len(projects) != 1:
        raise NotAProject(_("it must hold one project file (project.qde)."))
    root = _parsed(archive.read(projects[0]), f"{{{PROJECT}}}Project")
    notes = {_guid(note): _text(note, "PlainTextContent") for note in _all(root, "Notes", "Note")}
    # A mark at the beginning of a file is no sign of the words, but in our own files, which are written without one.
    encoding = "utf-8" if root.get("origin") == ORIGIN else "utf-8-sig"
    project = QdaProject(
        name=root.get("name", ""),
        made_at=_instant(root.get("creationDateTime")),
        users=tuple(QdaUser(_guid(one), one.get("name", "")) for one in _all(root, "Users", "User")),
        codes=tuple(_code(one) for one in _all(root, "CodeBook", "Codes", "Code")),
        sources=tuple(_source(one, archive, encoding, notes) for one in _all(root, "Sources", "TextSource")),
    )
    _refuse_doubles(project)
    return project


def read_qdc(content: bytes) -> tuple[QdaCode, ...]:
    """The codes in a QDC file. Raises NotAProject, with what is wrong."""
    if len(content) > MOST_BYTES:
        raise NotAProject(_("it is larger than %(n)s MB.") % {"n": MOST_BYTES // 1024**2})
    root = _parsed(content, f"{{{CODEBOOK}}}CodeBook")
    return tuple(_code(one) for one in _all(root, "Codes", "Code"))


def _parsed(content: bytes, tag: str) -> Element:
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise NotAProject(_("it declares entities or a document type, which could make it do harm.")) from error
    except (ParseError, LookupError, ValueError) as error:
        raise NotAProject(_("it is not well-formed XML, or in another encoding than it says.")) from error
    if root.tag != tag:
        raise NotAProject(_("it is no file of REFI-QDA 1.0."))
    return root


def _all(root: Element, *path: str) -> Iterator[Element]:
    """Elements by their path, in the namespace of the root."""
    space = root.tag[: root.tag.index("}") + 1]
    yield from root.iterfind("/".join(f"{space}{name}" for name in path))


def _code(element: Element, depth: int = 0) -> QdaCode:
    if depth > _DEEPEST:
        raise NotAProject(_("its codes lie deeper in each other than %(n)s levels.") % {"n": _DEEPEST})
    return QdaCode(
        guid=_guid(element),
        name=element.get("name", ""),
        description=_text(element, "Description"),
        is_codable=element.get("isCodable", "true") in ("true", "1"),
        below=tuple(_code(one, depth + 1) for one in _all(element, "Code")),
    )


def _source(element: Element, archive: Archive, encoding: str, notes: Mapping[UUID, str]) -> QdaSource:
    text = _words(element, archive, encoding)
    selections = tuple(_selection(one, len(text), notes) for one in _all(element, "PlainTextSelection"))
    return QdaSource(_guid(element), element.get("name", ""), text, selections)


def _words(element: Element, archive: Archive, encoding: str) -> str:
    path = element.get("plainTextPath")
    if path is None:
        return _text(element, "PlainTextContent")
    if not path.startswith(_INSIDE):
        raise NotAProject(_("it points to words outside itself."))
    name = path.removeprefix(_INSIDE)
    for folder in _FOLDERS:
        if folder + name in archive.names:
            try:
                return archive.read(folder + name).decode(encoding)
            except UnicodeDecodeError as error:
                raise NotAProject(_("%(name)s in it is not UTF-8.") % {"name": name}) from error
    raise NotAProject(_("words that it points to are missing: %(name)s.") % {"name": name})


def _selection(element: Element, length: int, notes: Mapping[UUID, str]) -> QdaSelection:
    start, end = (_position(element, name) for name in ("startPosition", "endPosition"))
    if not 0 <= start <= end <= length:
        raise NotAProject(_("a selection lies outside its words (%(start)s–%(end)s).") % {"start": start, "end": end})
    return QdaSelection(_guid(element), start, end, tuple(_coding(one, notes) for one in _all(element, "Coding")))


def _coding(element: Element, notes: Mapping[UUID, str]) -> QdaCoding:
    code = next(_all(element, "CodeRef"), None)
    if code is None:
        raise NotAProject(_("a coding names no code."))
    by = element.get("creatingUser")
    said = [notes.get(_guid(one, "targetGUID"), "") for one in _all(element, "NoteRef")]
    return QdaCoding(
        guid=_guid(element),
        code=_guid(code, "targetGUID"),
        by=_uuid(by) if by else None,
        given_at=_instant(element.get("creationDateTime")),
        note="\n".join(one for one in said if one),
    )


def _refuse_doubles(project: QdaProject) -> None:
    known = {code.guid for top in project.codes for code in top.all()}
    seen: set[UUID] = set()
    for source in project.sources:
        for one in source.selections:
            if one.guid in seen:
                raise NotAProject(_("two selections have the same GUID."))
            seen.add(one.guid)
            if any(coding.code not in known for coding in one.codings):
                raise NotAProject(_("a coding names a code that is not in its codebook."))


def _guid(element: Element, name: str = "guid") -> UUID:
    return _uuid(element.get(name, ""))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotAProject(_("it holds something without a proper GUID.")) from error


def _position(element: Element, name: str) -> int:
    try:
        return int(element.get(name, ""))
    except ValueError as error:
        raise NotAProject(_("a selection does not say where it lies.")) from error


def _instant(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise NotAProject(_("it holds a date that is none: %(date)s.") % {"date": text}) from error
    return found if found.tzinfo else None


def _text(element: Element, name: str) -> str:
    found = next(_all(element, name), None)
    return (found.text or "") if found is not None else ""
