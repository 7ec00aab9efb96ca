"""Finds every string that the product asks to have translated, in Python and in templates, with no outside program.

Python is read as a syntax tree, following `from django.utils.translation import gettext as _` under any name.
Templates are first turned by Django's own `templatize` into calls of gettext.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import templatize

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "framdrift"
TEMPLATE_ENDINGS = {".html", ".txt", ".svg", ".typ"}
_SHAPES = {"gettext": "1", "ngettext": "12", "pgettext": "c1", "npgettext": "c12"}
# Names that translate wherever they come from: the command line and pure modules are handed their translator.
_HANDED_OVER = {"gettext": "gettext", "gettext_noop": "gettext_noop", "ngettext": "ngettext"}
_HANDED_OVER_IN_COMMANDS = {"_": "gettext", "words": "gettext"}
_LITERAL = r"""[uU]?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
_CALL = re.compile(rf"\b(_|gettext|ngettext|pgettext|npgettext)\(\s*({_LITERAL}(?:\s*,\s*{_LITERAL})*)")


@dataclass(frozen=True, order=True)
class Message:
    """A string to translate: its text, its plural and context where it has them. Where it stands does not matter."""

    text: str
    plural: str = ""
    context: str = ""
    place: str = field(default="", compare=False)

    @property
    def key(self) -> str:
        """How a translation names it: `text`, or context and text divided by EOT, as gettext does."""
        return f"{self.context}\x04{self.text}" if self.context else self.text


def of_product() -> set[Message]:
    """Every message of the product."""
    found: set[Message] = set()
    for path in sorted(PACKAGE.rglob("*")):
        place = path.relative_to(PACKAGE).as_posix()
        if path.suffix == ".py":
            found.update(of_python(path.read_text(), place))
        elif path.suffix in TEMPLATE_ENDINGS and "templates" in path.parts:
            found.update(of_template(path.read_text(), place))
    return found


def of_python(text: str, place: str = "") -> Iterator[Message]:
    """The messages of a Python file. Arguments that are no literals are left to `unreadable`."""
    for call, shape in _calls(ast.parse(text), place):
        words = [_literal(argument) for argument in call.args[: len(shape)]]
        if len(words) == len(shape) and all(word is not None for word in words):
            yield _message(shape, [word or "" for word in words], f"{place}:{call.lineno}")
    if place.startswith("cli/"):
        yield from _helps(text, place)


def _helps(text: str, place: str) -> Iterator[Message]:
    """`help="..."` of the command line's arguments: its parser translates them when it shows them."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.keyword) and node.arg == "help" and (words := _literal(node.value)):
            yield Message(words, place=f"{place}:{node.value.lineno}")


def unreadable(text: str, place: str = "") -> Iterator[str]:
    """Calls that no extraction can follow: an f-string or a sum instead of a literal."""
    for call, shape in _calls(ast.parse(text)):
        for argument in call.args[: len(shape)]:
            if isinstance(argument, ast.JoinedStr | ast.BinOp):
                yield f"{place}:{call.lineno}: translates a string that is put together first"


def of_template(text: str, place: str = "") -> Iterator[Message]:
    """The messages of a Django template, `{% blocktranslate %}` with plural and context included."""
    source = templatize(text, origin=place)
    for found in _CALL.finditer(source):
        literals = [ast.literal_eval(one.lstrip("uU")) for one in re.findall(_LITERAL, found[2])]
        shape = _SHAPES["gettext" if found[1] == "_" else found[1]]
        yield _message(shape, literals, f"{place}:{source.count(chr(10), 0, found.start()) + 1}")


def _message(shape: str, words: list[str], place: str) -> Message:
    by_role = dict(zip(shape, words, strict=False))
    return Message(by_role["1"], by_role.get("2", ""), by_role.get("c", ""), place)


def _calls(tree: ast.Module, place: str = "") -> Iterator[tuple[ast.Call, str]]:
    names = _HANDED_OVER | (_HANDED_OVER_IN_COMMANDS if place.startswith("cli/") else {}) | _imported(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            shape = _shape_of(node.func, names)
            if shape:
                yield node, shape


def _imported(tree: ast.Module) -> dict[str, str]:
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in {"django.utils.translation", "gettext"}:
            names |= {one.asname or one.name: one.name for one in node.names}
    return names


def _shape_of(function: ast.expr, names: dict[str, str]) -> str:
    if isinstance(function, ast.Name):
        original = names.get(function.id, "")
    elif isinstance(function, ast.Attribute):
        original = function.attr
    else:
        return ""
    return _SHAPES.get(original.removesuffix("_lazy").removesuffix("_noop"), "")


def _literal(argument: ast.expr) -> str | None:
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None
