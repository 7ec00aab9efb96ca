"""The product's source as syntax trees, for the rules that the import linter cannot see.

A rule is a function from one `Module` to sentences about what breaks it; `broken` applies it to the whole product,
and every test also applies it to a planted offender, so that a rule that sees nothing fails.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "framdrift"
type_of_function = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Module:
    """One file: `place` is its path below the package, such as `recruiting/actions/balls.py`."""

    place: str
    text: str
    tree: ast.Module

    @property
    def folder(self) -> str:
        """The room it belongs to, such as `recruiting`; empty for the package's own files."""
        return self.place.split("/")[0] if "/" in self.place else ""

    @property
    def names(self) -> list[str]:
        """Folders and file name without ending: `["recruiting", "actions", "balls"]`."""
        return self.place.removesuffix(".py").split("/")

    def at(self, node: ast.AST) -> str:
        """Where a node stands, for people."""
        return f"{self.place}:{getattr(node, 'lineno', 1)}"


def planted(text: str, place: str = "recruiting/actions.py") -> Module:
    """An offender that exists in the test only."""
    return Module(place=place, text=text, tree=ast.parse(text))


@cache
def modules() -> tuple[Module, ...]:
    """Every Python file of the product but migrations, which Django writes."""
    files = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
    return tuple(planted(path.read_text(), path.relative_to(PACKAGE).as_posix()) for path in files)


def broken(rule: Callable[[Module], Iterator[str]]) -> list[str]:
    """What breaks the rule anywhere in the product."""
    return [sentence for module in modules() for sentence in rule(module)]


def expect_none(offences: Iterable[str]) -> None:
    """Fail with every offence on a line of its own."""
    found = list(offences)
    if found:
        pytest.fail(f"{len(found)} found:\n" + "\n".join(found), pytrace=False)


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function, methods and inner ones included."""
    return (node for node in ast.walk(tree) if isinstance(node, type_of_function))


def dotted(node: ast.AST) -> str:
    """`timezone.now` for that expression; empty for what is no chain of names."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


@cache
def project() -> dict[str, object]:
    """pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


@cache
def height() -> dict[str, int]:
    """How high each room lies, 0 for the lowest, from the import linter's own contract."""
    contracts = project()["tool"]["importlinter"]["contracts"]  # type: ignore[index]
    layers = next(one["layers"] for one in contracts if one["id"] == "layers")
    return {room.strip(" ()"): level for level, layer in enumerate(reversed(layers)) for room in layer.split("|")}
