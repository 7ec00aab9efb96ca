"""The JSON documents of an export, in a file or a folder of files, packed or not, with sentences for what is broken.

A document is read whole: for exports in which things that belong together may stand anywhere. See also `pieces`.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, cast

from django.utils.translation import gettext as _

from framdrift.recruiting.transitions.told import Place, Unreadable

_GZIP = b"\x1f\x8b"
_NO_TEXT = re.compile("[\0\ud800-\udfff]")


def files_of(path: Path) -> list[Path]:
    """The file itself, or the JSON files of a folder in order of name. Raises Unreadable where there is none."""
    files = sorted(path.glob("*.json*")) if path.is_dir() else [path]
    if not files:
        raise Unreadable(_("%(file)s: the folder holds no JSON files.") % {"file": path.name})
    return files


def unpacked(path: Path) -> IO[bytes]:
    """The bytes of a file, unpacked while they are read where it is gzip."""
    with path.open("rb") as file:
        is_packed = file.read(2) == _GZIP
    return cast(IO[bytes], gzip.open(path)) if is_packed else path.open("rb")


def broken_archive(problem: Exception, file_name: str) -> Unreadable:
    """The refusal of a gzip file that is cut off or damaged."""
    if isinstance(problem, EOFError):
        return Unreadable(_("%(file)s: the gzip file ends too early; it is cut off.") % {"file": file_name})
    return Unreadable(_("%(file)s: the gzip file is damaged (%(reason)s).") % {"file": file_name, "reason": problem})


def documents(path: Path) -> Iterator[tuple[str, Any]]:
    """(file, content) of a file or of every file of a folder, in order of name; JSON Lines are a list.
    Raises Unreadable."""
    for file in files_of(path):
        yield file.name, document(file)


def placed(contents: Iterable[tuple[str, Any]]) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Every object of what `documents` gave with its place, outer before inner."""
    line = 0
    for name, content in contents:
        for place, one in objects(content, Place(name, line)):
            line = place.line
            yield place, one


def objects(content: Any, place: Place) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Every object in a document, or in an entry of one, that stands at `place`: outer before inner, however deep."""
    line = place.line
    waiting = [(place, content)]
    while waiting:
        here, one = waiting.pop()
        if isinstance(one, dict):
            line += 1
            yield replace(here, line=line, id=word(one.get("id"))), one
        waiting += reversed(list(_parts(one, here)))


def _parts(one: Any, place: Place) -> Iterator[tuple[Place, Any]]:
    """What lies in an object or a list; the first list on the way down is the one whose entries are counted."""
    if isinstance(one, dict):
        for name, inner in one.items():
            if isinstance(inner, dict | list):
                yield (place if place.entry or isinstance(inner, dict) else replace(place, under=word(name))), inner
    elif isinstance(one, list):
        for number, inner in enumerate(one, start=1):
            if isinstance(inner, dict | list):
                yield (place if place.entry else replace(place, entry=number)), inner


def instant(value: Any) -> datetime | None:
    """An ISO 8601 instant, UTC where it has no offset, or epoch milliseconds; None for anything else."""
    try:
        if isinstance(value, int) and not isinstance(value, bool):
            return datetime.fromtimestamp(value / 1000, UTC)
        if isinstance(value, str):
            found = datetime.fromisoformat(value.strip())
            return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        pass
    return None


def word(value: Any) -> str:
    """A text or a number as text, with a mark for what no database keeps as text; empty for anything else."""
    if not isinstance(value, str | int) or isinstance(value, bool):
        return ""
    return _NO_TEXT.sub("\ufffd", str(value)).strip()


def first(value: Any) -> Any:
    """The first of a list; an empty dict where there is none."""
    return value[0] if isinstance(value, list) and value else {}


def part(one: Any, *names: str) -> Any:
    """What lies inside by these names, one after the other; an empty dict where there is none."""
    for name in names:
        one = one.get(name) if isinstance(one, dict) else None
    return {} if one is None else one


def document(file: Path) -> Any:
    """What one file holds; JSON Lines are a list. Raises Unreadable."""
    try:
        with unpacked(file) as stream:
            text = stream.read().decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        told = {"file": file.name, "byte": problem.start + 1}
        raise Unreadable(_("%(file)s: byte %(byte)d is not UTF-8, which JSON must be.") % told) from None
    except (EOFError, gzip.BadGzipFile, zlib.error) as problem:
        raise broken_archive(problem, file.name) from None
    except OSError as problem:
        told_why = {"file": file.name, "reason": problem.strerror}
        raise Unreadable(_("%(file)s: cannot be read (%(reason)s).") % told_why) from None
    return _parsed(text, file.name)


def _parsed(text: str, name: str) -> Any:
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        raise Unreadable(_("%(file)s: the file is empty.") % {"file": name})
    try:
        try:
            return json.loads(text)
        except json.JSONDecodeError as problem:
            if problem.msg != "Extra data" or len(lines) < 2:
                raise
            return [json.loads(line) for line in lines]
    except RecursionError:
        raise Unreadable(_("%(file)s: nested too deeply.") % {"file": name}) from None
    except json.JSONDecodeError as problem:
        told = {"file": name, "line": problem.lineno, "reason": problem.msg}
        raise Unreadable(_("%(file)s: line %(line)d is not JSON (%(reason)s).") % told) from None
