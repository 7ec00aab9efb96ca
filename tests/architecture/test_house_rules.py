"""House rules that are about the shape of code: clock, actions, names, docstrings."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

import pytest

from tests.architecture import source
from tests.architecture.source import Module, broken, dotted, expect_none, planted

_CLOCKS = {
    "timezone.now",
    "timezone.localtime",
    "timezone.localdate",
    "datetime.now",
    "datetime.datetime.now",
    "date.today",
    "datetime.date.today",
    "time.time",
}
_DOORS_ROOMS = {"desk", "portals", "integrations"}
_BANNED_NAMES = re.compile(r"(^|_)(utils?|helpers?|common|misc|managers?|services?|handlers?|processors?)(_|$)")
# The worker's loop is a door too: nothing calls it, so nobody can pass it the time.
_WORKER = {"foundation/workers.py"}
Rule = Callable[[Module], Iterator[str]]


def _is_door(module: Module) -> bool:
    if module.folder in {"cli", "config"} or module.place in _WORKER:
        return True
    is_view = any(name == "views" or name.endswith("_views") or name.startswith("views_") for name in module.names)
    return module.folder in _DOORS_ROOMS and (is_view or module.place == "desk/components/context.py")


def clock(module: Module) -> Iterator[str]:
    """The clock is read in doors only and passed inward; a model never stamps itself."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and dotted(node) in _CLOCKS and not _is_door(module):
            yield f"{module.at(node)}: reads the clock ({dotted(node)})"
        if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
            yield f"{module.at(node.value)}: {node.arg} reads the clock"


def actions(module: Module) -> Iterator[str]:
    """A public function of actions takes keyword arguments only, with `by` and `at` among them."""
    if "actions" not in module.names[1:]:
        return
    for node in module.tree.body:
        if not isinstance(node, source.type_of_function) or node.name.startswith("_"):
            continue
        if node.args.args or node.args.posonlyargs or node.args.vararg:
            yield f"{module.at(node)}: {node.name} takes positional arguments"
        missing = {"by", "at"} - {argument.arg for argument in node.args.kwonlyargs}
        if missing:
            yield f"{module.at(node)}: {node.name} lacks {' and '.join(sorted(missing))}"


def banned_name(place: str) -> bool:
    """Whether a folder or file is named for nothing in the business."""
    return any(_BANNED_NAMES.search(part.split(".")[0]) for part in PurePosixPath(place).parts)


def docstrings(module: Module) -> Iterator[str]:
    """Modules, public classes, functions and methods say what they are."""
    if ast.get_docstring(module.tree) is None and module.text.strip():
        yield f"{module.place}: no docstring"
    yield from _undocumented(module, module.tree.body, inside="")


def _undocumented(module: Module, body: list[ast.stmt], *, inside: str) -> Iterator[str]:
    for node in body:
        if not isinstance(node, (ast.ClassDef, *source.type_of_function)) or node.name.startswith("_"):
            continue
        is_meta = isinstance(node, ast.ClassDef) and node.name == "Meta"
        is_half = isinstance(node, source.type_of_function) and "overload" in map(dotted, node.decorator_list)
        if ast.get_docstring(node) is None and not is_meta and not is_half:
            yield f"{module.at(node)}: {inside}{node.name} has no docstring"
        # The members of a Protocol are told by the docstring of the port itself.
        if isinstance(node, ast.ClassDef) and "Protocol" not in {dotted(base).split(".")[-1] for base in node.bases}:
            yield from _undocumented(module, node.body, inside=f"{node.name}.")


@pytest.mark.parametrize("rule", [clock, actions, docstrings])
def test_the_rule_holds(rule: Rule) -> None:
    expect_none(broken(rule))


def test_folders_name_the_business() -> None:
    places = [path.relative_to(source.PACKAGE).as_posix() for path in source.PACKAGE.rglob("*")]
    expect_none(place for place in places if banned_name(place))


@pytest.mark.parametrize(
    ("rule", "text", "place", "times"),
    [
        (clock, "x = timezone.now()", "recruiting/actions.py", 1),
        (clock, "x = models.DateTimeField(default=timezone.now)", "recruiting/models.py", 1),
        (clock, "x = models.DateTimeField(auto_now_add=True)", "recruiting/models.py", 1),
        (clock, "x = date.today()", "desk/today/page.py", 1),
        (clock, "x = timezone.now()", "desk/today/views.py", 0),
        (actions, "def move(candidacy, *, by, at): ...", "recruiting/actions.py", 1),
        (actions, "def move(*, candidacy, by): ...", "recruiting/actions/steps.py", 1),
        (actions, "def move(*, candidacy, by, at): ...", "recruiting/actions/steps.py", 0),
        (docstrings, "def public(): ...", "recruiting/rules.py", 2),
        (docstrings, '"""A."""\nclass A:\n    """A."""\n    def b(self): ...', "recruiting/rules.py", 1),
        (docstrings, '"""A."""\ndef _private(): ...', "recruiting/rules.py", 0),
    ],
)
def test_a_planted_offender_is_seen(rule: Rule, text: str, place: str, times: int) -> None:
    assert len(list(rule(planted(text, place)))) == times


@pytest.mark.parametrize(
    ("place", "banned"),
    [
        ("recruiting/utils.py", True),
        ("desk/common/views.py", True),
        ("recruiting/step_manager.py", True),
        ("integrations/event_handlers.py", True),
        ("recruiting/models.py", False),
        ("desk/components/renderer.py", False),
    ],
)
def test_a_name_that_says_nothing_is_seen(place: str, banned: bool) -> None:
    assert banned_name(place) is banned
