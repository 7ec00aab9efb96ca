"""A JSON export read piece by piece, so that memory does not grow with the file.

A piece is an element of an outermost list: of the document itself where it is a list, or of a list of a page, by the
names that pages give theirs. What else a document's object holds comes as one piece after them. Several documents may
follow each other, as in JSON Lines.
"""

from __future__ import annotations

import codecs
import gzip
import json
import zlib
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from framdrift.recruiting.transitions.documents import broken_archive, files_of, unpacked
from framdrift.recruiting.transitions.told import Place, Unreadable

_BLOCK = 1 << 16
_BLANK = " \t\r\n"
_PAGES = frozenset({"data", "results", "items", "opportunities"})
"""Any other list belongs to the object that it stands in, such as the changes of one opportunity in JSON Lines."""


def pieces(path: Path) -> Iterator[tuple[Place, Any]]:
    """Every piece of a file or of a folder's files, in order of name, with its place, whose `line` is 0. Raises
    Unreadable where it comes to the fault."""
    for file in files_of(path):
        try:
            with unpacked(file) as stream:
                yield from _Scanner(stream, file.name).documents()
        except (EOFError, gzip.BadGzipFile, zlib.error) as problem:
            raise broken_archive(problem, file.name) from None
        except OSError as problem:
            told = {"file": file.name, "reason": problem.strerror}
            raise Unreadable(_("%(file)s: cannot be read (%(reason)s).") % told) from None


class _Scanner:
    """The text of one file from where it has been read to, a block at a time."""

    def __init__(self, stream: IO[bytes], name: str) -> None:
        self._stream, self._name = stream, name
        self._decode = codecs.getincrementaldecoder("utf-8-sig")().decode
        self._json = json.JSONDecoder()
        self._text, self._at = "", 0
        self._bytes, self._lines = 0, 1
        self._is_over = False

    def documents(self) -> Iterator[tuple[Place, Any]]:
        """The pieces of every document."""
        if not self._next():
            raise Unreadable(_("%(file)s: the file is empty.") % {"file": self._name})
        number = 0
        while letter := self._next():
            number += 1
            if letter == "[":
                yield from self._list("")
            elif letter == "{":
                yield from self._object(number)
            else:
                yield Place(self._name, 0, number), self._value()

    def _list(self, under: str) -> Iterator[tuple[Place, Any]]:
        self._take("[")
        if self._next() == "]":
            self._at += 1
            return
        for number in count(1):
            yield Place(self._name, 0, number, under), self._value()
            if self._next() == "]":
                self._at += 1
                return
            self._take(",")

    def _object(self, number: int) -> Iterator[tuple[Place, Any]]:
        rest: dict[str, Any] = {}
        self._take("{")
        while self._next() != "}":
            if self._next() != '"':
                self._refuse(_("a name was expected"))
            key = self._value()
            self._take(":")
            if self._next() == "[" and key in _PAGES:
                yield from self._list(key)
            else:
                rest[key] = self._value()
            if self._next() != "}":
                self._take(",")
        self._at += 1
        yield Place(self._name, 0, number), rest

    def _value(self) -> Any:
        """One whole value; read on until its end is there, and a letter more, since a number has no other end."""
        self._next()
        while True:
            try:
                found, end = self._json.raw_decode(self._text, self._at)
            except RecursionError:
                raise Unreadable(_("%(file)s: nested too deeply.") % {"file": self._name}) from None
            except json.JSONDecodeError as problem:
                if self._read_on(len(self._text)):
                    continue
                self._refuse(problem.msg, at=problem.pos)
            if end < len(self._text) or not self._read_on(_BLOCK):
                self._at = end
                return found

    def _next(self) -> str:
        """The next letter that is no blank; empty at the end."""
        while True:
            while self._at < len(self._text):
                if (letter := self._text[self._at]) not in _BLANK:
                    return letter
                self._at += 1
            if not self._read_on(_BLOCK):
                return ""

    def _take(self, letter: str) -> None:
        if self._next() != letter:
            self._refuse(_("%(letter)s was expected") % {"letter": f"“{letter}”"})
        self._at += 1

    def _read_on(self, number: int) -> bool:
        """At least a block, and `number` bytes more where a long value is being read; False where there is no more."""
        if self._is_over:
            return False
        block = self._stream.read(max(number, _BLOCK))
        self._is_over = not block
        try:
            text = self._decode(block, final=self._is_over)
        except UnicodeDecodeError as problem:
            before = self._bytes - (len(problem.object) - len(block))
            told = {"file": self._name, "byte": before + problem.start + 1}
            raise Unreadable(_("%(file)s: byte %(byte)d is not UTF-8, which JSON must be.") % told) from None
        self._bytes += len(block)
        self._lines += self._text.count("\n", 0, self._at)
        self._text, self._at = self._text[self._at :] + text, 0
        return not self._is_over or bool(text)

    def _refuse(self, reason: str, *, at: int | None = None) -> None:
        line = self._lines + self._text.count("\n", 0, self._at if at is None else at)
        told = {"file": self._name, "line": line, "reason": reason}
        raise Unreadable(_("%(file)s: line %(line)d is not JSON (%(reason)s).") % told)
