"""What a template shows outside of translation: the words left when every tag and variable is taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.template.base import Lexer, TokenType

SPOKEN = {"title", "aria-label", "aria-description", "aria-roledescription", "placeholder", "alt", "label"}
SILENT = {"script", "style", "code", "kbd", "pre", "samp"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
NAMES = {"framdrift", "svenska", "english"}  # the same in every language
_ATTRIBUTE_BLOCK = re.compile(r"<[a-zA-Z][^<>]*\{%\s*block\s+(\w+)")
_WORD = re.compile(r"[^\W\d_]{2,}")


class Visible(HTMLParser):
    """Collects text and spoken attributes. An element with `translate="no"`, as HTML has it, is left alone."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.silent: list[str] = []
        self.found: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember an element that is not read; look at what is spoken of the others."""
        given = dict(attrs)
        if tag not in VOID and (self.silent or tag in SILENT or given.get("translate") == "no"):
            self.silent.append(tag)
            return
        spoken = SPOKEN | ({"value"} if given.get("type") in {"submit", "button", "reset"} else set())
        for name in spoken & given.keys():
            self._look(given[name] or "")

    def handle_endtag(self, tag: str) -> None:
        """Leave the element that is not read."""
        if tag in self.silent:
            while self.silent.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        if not self.silent:
            self._look(data)

    def _look(self, text: str) -> None:
        words = [word for word in _WORD.findall(text) if word.lower() not in NAMES]
        if words:
            self.found.append((self.getpos()[0], " ".join(text.split())))


def attribute_blocks(text: str) -> set[str]:
    """Names of the blocks that a template opens inside of a tag, such as in `class="..."`: nobody reads those."""
    return set(_ATTRIBUTE_BLOCK.findall(text))


def bare(text: str, unread: frozenset[str] = frozenset()) -> str:
    """The template without tags, variables, comments, translated blocks and `unread` blocks; line numbers stay."""
    kept, inside = [], ""
    for token in Lexer(text).tokenize():
        if token.token_type == TokenType.BLOCK:
            word, *rest = token.contents.split() or [""]
            if word in {"blocktranslate", "blocktrans", "comment", "verbatim"}:
                inside = f"end{word}"
            elif word == "block" and rest[0] in unread:
                inside = "endblock"
            elif word == inside:
                inside = ""
        is_text = token.token_type == TokenType.TEXT and not inside
        kept.append(token.contents if is_text else "\n" * token.contents.count("\n"))
    return "".join(kept)


def shown_untranslated(text: str, place: str, unread: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every visible text or spoken attribute with words that stand outside of translation."""
    reader = Visible()
    reader.feed(bare(text, unread))
    reader.close()
    yield from (f"{place}:{line}: {words}" for line, words in reader.found)
