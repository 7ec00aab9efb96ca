"""Passages in JSON Lines: of the corpus, of a person's own coded examples, and those to suggest codes for."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framdrift.science.refusals import InputRefused, gettext_noop

LANGUAGES = ("sv", "en")
KINDS = ("stay", "exit", "onboarding")

UNREADABLE = gettext_noop("{file}: cannot be read ({reason}).")
NOT_TEXT = gettext_noop("{file}: line {line}: not UTF-8 text.")
NOT_JSON = gettext_noop("{file}: line {line}: not JSON ({reason}).")
NOT_OBJECT = gettext_noop('{file}: line {line}: write one JSON object a line, such as {{"id": "1", "text": "..."}}.')
MISSING = gettext_noop("{file}: line {line}: {field} is missing.")
WRONG = gettext_noop("{file}: line {line}: {field}: expected {expected}.")
TWICE = gettext_noop("{file}: line {line}: the id {id!r} stands there already, on line {before}.")
UNKNOWN_CODE = gettext_noop("{file}: line {line}: codes: {code!r} is not in the codebook.")


@dataclass(frozen=True, slots=True)
class Passage:
    """`lang`, `kind` and `question` are empty where they were not told; `codes` where nobody has coded it.

    `author`, `register` and `topic` are told of the corpus only.
    """

    id: str | int
    text: str
    lang: str = ""
    kind: str = ""
    question: str = ""
    codes: tuple[str, ...] = ()
    author: str = ""
    register: str = ""
    topic: str = ""

    @property
    def language(self) -> str:
        """The language told, or the one that its commonest words are of; empty where no word tells."""
        return self.lang or language_of(self.text)


_SWEDISH = """och att det som en är jag på inte för med har till av vi ett men om så den var när man mig de kan min från
här alla mina vill ska nu hade blir blev något aldrig eller över bara mer än"""
_ENGLISH = """the and to of a i is it in that was for on you my with have not be are they we but this at so had me our
as or if from just been what there about would no when do never more than"""
COMMON = {"sv": frozenset(_SWEDISH.split()), "en": frozenset(_ENGLISH.split())}
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """`sv` or `en` by common words, then by å, ä and ö; empty for a text that shows neither."""
    words = _WORD.findall(text.casefold())
    counts = {language: sum(word in common for word in words) for language, common in COMMON.items()}
    if counts["sv"] != counts["en"]:
        return max(counts, key=lambda language: counts[language])
    if any(letter in "åäö" for word in words for letter in word):
        return "sv"
    return "en" if words else ""


def read_passages(path: Path, *, known: Collection[str] = (), coded: bool = False) -> list[Passage]:
    """The passages of a file, in its order. With `coded` each must have codes, all among `known`.

    An id may be text or a whole number, and stays what it is. Raises `InputRefused` naming file, line and field.
    """
    found: list[Passage] = []
    seen: dict[str | int, int] = {}
    for line, entry in _entries(path):
        passage = _passage(path.name, line, entry, known, coded=coded)
        before = seen.setdefault(passage.id, line)
        if before != line:
            raise InputRefused(TWICE, file=path.name, line=line, id=passage.id, before=before)
        found.append(passage)
    return found


def _entries(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        content = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    except OSError as problem:
        raise InputRefused(UNREADABLE, file=path.name, reason=problem.strerror or problem) from problem
    for line, raw in enumerate(content.split(b"\n"), 1):
        if not raw.strip():
            continue
        try:
            entry = json.loads(raw.decode())
        except UnicodeDecodeError as problem:
            raise InputRefused(NOT_TEXT, file=path.name, line=line) from problem
        except (ValueError, RecursionError) as problem:
            raise InputRefused(NOT_JSON, file=path.name, line=line, reason=problem) from problem
        if not isinstance(entry, dict):
            raise InputRefused(NOT_OBJECT, file=path.name, line=line)
        yield line, entry


def _passage(file: str, line: int, entry: dict[str, Any], known: Collection[str], *, coded: bool) -> Passage:
    def words(field: str, allowed: tuple[str, ...] = ()) -> str:
        value = entry.get(field)
        if value is None:
            return ""
        if not isinstance(value, str) or (allowed and value not in allowed):
            raise InputRefused(WRONG, file=file, line=line, field=field, expected=" | ".join(allowed) or "text")
        return value

    for field in ("id", "text"):
        if entry.get(field) is None:
            raise InputRefused(MISSING, file=file, line=line, field=field)
    return Passage(
        id=_id(file, line, entry["id"]),
        text=words("text"),
        lang=words("lang", LANGUAGES),
        kind=words("kind", KINDS),
        question=words("question"),
        codes=_codes(file, line, entry, known) if coded else (),
        author=words("author"),
        register=words("register"),
        topic=words("topic"),
    )


def _id(file: str, line: int, value: object) -> str | int:
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
        raise InputRefused(WRONG, file=file, line=line, field="id", expected="text")
    return value


def _codes(file: str, line: int, entry: dict[str, Any], known: Collection[str]) -> tuple[str, ...]:
    value = entry.get("codes")
    if value is None:
        raise InputRefused(MISSING, file=file, line=line, field="codes")
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        raise InputRefused(WRONG, file=file, line=line, field="codes", expected='["T01", ...]')
    for code in value:
        if code not in known:
            raise InputRefused(UNKNOWN_CODE, file=file, line=line, code=code)
    return tuple(dict.fromkeys(value))
