"""`make messages`: bring the Swedish catalogue up to date with the source and compile it.

Extracts every message, keeps the translations that the catalogue has, lays those of `locale/parts/*.yaml` over them,
writes django.po and django.mo (both are kept in the repository, so that running the product takes no gettext), and
lists what has no translation. Exit status 1 when something is missing.

A part is a flat map: `English: svenska`; a plural is `English: [en, flera]`; a context stands before the key,
divided by EOT (`"month\\x04May": maj`). Two parts that disagree are refused.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import yaml
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tools import extraction
from tools.extraction import Message

LOCALE = extraction.PACKAGE / "locale"
CATALOGUE = LOCALE / "sv" / "LC_MESSAGES" / "django.po"
Translation = str | list[str]
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
_BEGUN = datetime(2026, 11, 22, tzinfo=UTC)  # fixed, so that the same source gives the same bytes


class PartsDisagree(Exception):
    """Two parts translate the same message differently, or a part is no flat map."""


def parts(folder: Path = LOCALE / "parts") -> dict[str, Translation]:
    """All parts together: key -> translation. Every disagreement is told at once."""
    together: dict[str, Translation] = {}
    origin: dict[str, str] = {}
    wrong: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        for key, told in (yaml.safe_load(path.read_text()) or {}).items():
            if not isinstance(key, str) or not isinstance(told, str | list):
                wrong.append(f"{path.name}: {key!r} must be a text with a text or a list of two.")
            elif together.setdefault(key, told) != told:
                wrong.append(f"{key!r}: {together[key]!r} in {origin[key]}, {told!r} in {path.name}.")
            else:
                origin.setdefault(key, path.name)
    if wrong:
        raise PartsDisagree("\n".join(wrong))
    return together


def known(path: Path = CATALOGUE) -> dict[str, Translation]:
    """What the catalogue translates now; a fuzzy entry counts as untranslated."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file, locale="sv")
    return {
        f"{entry.context}\x04{_first(entry.id)}" if entry.context else _first(entry.id): _plain(entry.string)
        for entry in catalogue
        if entry.id and not entry.fuzzy and all(_plain(entry.string))
    }


def catalogue_of(messages: Iterable[Message], translations: dict[str, Translation]) -> Catalog:
    """A catalogue of these messages, sorted, with an empty string where nothing is known."""
    catalogue = Catalog(
        locale="sv",
        domain="django",
        header_comment="# Framdrift in Swedish. Made by `make messages`; see CONTRIBUTING.md.",
        project="Framdrift",
        version="1",
        msgid_bugs_address="",
        last_translator="Framdrift",
        language_team="Swedish",
        creation_date=_BEGUN,
        revision_date=_BEGUN,
        fuzzy=False,
    )
    for message in _joined(messages):
        told = translations.get(message.key, "")
        if message.plural:
            both = tuple(told) if isinstance(told, list) else ("", "")
            catalogue.add((message.text, message.plural), both, context=message.context or None)
        else:
            one = told if isinstance(told, str) else told[0]
            catalogue.add(message.text, one, context=message.context or None)
    for entry in catalogue:  # the mark tells gettext to check %(name)s; a lone % in prose would trip it
        entry.flags.discard("python-format")
    return catalogue


def untranslated(messages: Iterable[Message], translations: dict[str, Translation]) -> list[str]:
    """Messages without a whole translation, with a place where each stands."""
    return [
        f"{message.place}: {message.key.replace(chr(4), ' | ')}"
        for message in _joined(messages)
        if not _whole(message, translations.get(message.key, ""))
    ]


def misfits(messages: Iterable[Message], translations: dict[str, Translation]) -> list[str]:
    """Translations that lack a placeholder of their message, or name one that it has not."""
    found = []
    for message in _joined(messages):
        told = translations.get(message.key, "")
        allowed = set(_PLACEHOLDER.findall(message.text + message.plural))
        needed = set(_PLACEHOLDER.findall(message.plural or message.text))
        words = told if isinstance(told, list) else [told]
        last = set(_PLACEHOLDER.findall(words[-1]))
        if words[-1] and (not needed <= last or any(not set(_PLACEHOLDER.findall(word)) <= allowed for word in words)):
            found.append(f"{message.place}: {message.key!r} has other placeholders in {told!r}")
    return found


def written(catalogue: Catalog) -> tuple[bytes, bytes]:
    """The catalogue as django.po and as django.mo."""
    source, compiled = io.BytesIO(), io.BytesIO()
    write_po(source, catalogue, width=110, sort_output=True, no_location=True, omit_header=False)
    write_mo(compiled, catalogue)
    return source.getvalue(), compiled.getvalue()


def main() -> int:
    """Write both files; tell what is missing, what does not fit and which translations nothing asks for."""
    messages = extraction.of_product()
    try:
        told = parts()
    except PartsDisagree as refusal:
        print(refusal)
        return 1
    translations = known() | told
    source, compiled = written(catalogue_of(messages, translations))
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_bytes(source)
    CATALOGUE.with_suffix(".mo").write_bytes(compiled)
    missing, wrong = untranslated(messages, translations), misfits(messages, translations)
    idle = sorted(told.keys() - {message.key for message in messages})
    print(*missing, *wrong, *(f"nothing asks for {key!r}" for key in idle), sep="\n")
    print(f"{len(messages)} messages, {len(missing)} without a translation, {len(wrong)} that do not fit")
    return 1 if missing or wrong else 0


def _joined(messages: Iterable[Message]) -> list[Message]:
    """One message a key, sorted; the same text with and without a plural is one message with a plural."""
    by_key: dict[str, Message] = {}
    for message in sorted(messages):
        if message.key not in by_key or message.plural:
            by_key[message.key] = message
    return [by_key[key] for key in sorted(by_key)]


def _whole(message: Message, told: Translation) -> bool:
    words = told if isinstance(told, list) else [told]
    return len(words) == (2 if message.plural else 1) and all(word.strip() for word in words)


def _first(name: object) -> str:
    return name[0] if isinstance(name, tuple | list) else str(name)


def _plain(told: object) -> Translation:
    return [str(word) for word in told] if isinstance(told, tuple | list) else str(told)


if __name__ == "__main__":
    sys.exit(main())
