"""House rules that are about the shape of code: clock, actions, names, docstrings."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath

import pytest

from tests.architecture import source
from tests.architecture.source import Module, broken, dotted, expect_none, planted

_CLOCKS = {
    "timezone.now",
    "datetime.now",
    "datetime.datetime.now",
    "date.today",
    "datetime.date.today",
    "time.time",
}
_CLOCKS_WHEN_EMPTY = {"timezone.localtime", "timezone.localdate"}  # with an instant they only convert it
_DOORS_ROOMS = {"desk", "portals", "integrations"}
_BANNED_NAMES = re.compile(r"(^|_)(utils?|helpers?|common|misc|managers?|services?|handlers?|processors?)(_|$)")
# The worker's loop is a door too: nothing calls it, so nobody can pass it the time.
_WORKER = {"foundation/workers.py"}
Rule = Callable[[Module], Iterator[str]]


def _is_door(module: Module) -> bool:
    if module.folder in {"cli", "config"} or module.place in _WORKER:
        return True
    return module.folder in _DOORS_ROOMS and any("views" in name.split("_") for name in module.names)


def _lines_of_views(module: Module) -> set[int]:
    """The lines of functions that answer a request: in a door's room they are doors under any file name."""
    if module.folder not in _DOORS_ROOMS:
        return set()
    answering = (
        one for one in source.functions(module.tree) if "request" in [first.arg for first in one.args.args[:2]]
    )
    return {line for one in answering for line in range(one.lineno, (one.end_lineno or one.lineno) + 1)}


def clock(module: Module) -> Iterator[str]:
    """The clock is read in doors only and passed inward; a model never stamps itself."""
    doors = _lines_of_views(module)
    for node in ast.walk(module.tree):
        asks_today = isinstance(node, ast.Call) and not node.args and dotted(node.func) in _CLOCKS_WHEN_EMPTY
        is_read = asks_today or (isinstance(node, ast.Attribute) and dotted(node) in _CLOCKS)
        if is_read and not _is_door(module) and getattr(node, "lineno", 0) not in doors:
            yield f"{module.at(node)}: reads the clock"
        if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
            yield f"{module.at(node.value)}: {node.arg} reads the clock"


def _holds_actions(module: Module) -> bool:
    return any("actions" in name.split("_") for name in module.names[1:])


def _is_action(node: ast.stmt) -> bool:
    """A public function with a transaction of its own; what it is made of may take what it likes."""
    if not isinstance(node, source.type_of_function) or node.name.startswith("_"):
        return False
    marks = [one.func if isinstance(one, ast.Call) else one for one in node.decorator_list]
    return any(dotted(mark) in {"transaction.atomic", "atomic"} for mark in marks)


def actions(module: Module) -> Iterator[str]:
    """An action takes keyword arguments only, with `by` and `at` among them."""
    if not _holds_actions(module):
        return
    for node in module.tree.body:
        if not isinstance(node, source.type_of_function) or not _is_action(node):
            continue
        if node.args.args or node.args.posonlyargs or node.args.vararg:
            yield f"{module.at(node)}: {node.name} takes positional arguments"
        missing = {"by", "at"} - {argument.arg for argument in node.args.kwonlyargs}
        if missing:
            yield f"{module.at(node)}: {node.name} lacks {' and '.join(sorted(missing))}"


def known_actions(modules: Iterable[Module]) -> dict[str, set[str]]:
    """The actions of every module that holds some, by the module's dotted name; a package offers its modules' ones."""
    holding = {
        "framdrift." + ".".join(one.names).removesuffix(".__init__"): one for one in modules if _holds_actions(one)
    }
    known = {
        name: {one.name for one in module.tree.body if isinstance(one, source.type_of_function) and _is_action(one)}
        for name, module in holding.items()
    }
    for name, module in holding.items():
        for node in (one for one in module.tree.body if isinstance(one, ast.ImportFrom)):
            known[name] |= known.get(node.module or "", set()) & {one.asname or one.name for one in node.names}
    return known


def half_actions(module: Module, known: dict[str, set[str]]) -> Iterator[str]:
    """Another room calls whole actions only, never the pieces they are made of."""
    homes: dict[str, str] = {}
    for node in (one for one in ast.walk(module.tree) if isinstance(one, ast.ImportFrom) and one.module):
        for one in node.names:
            homes[one.asname or one.name] = f"{node.module}.{one.name}"
    for call in (one for one in ast.walk(module.tree) if isinstance(one, ast.Call)):
        first, _, rest = dotted(call.func).partition(".")
        home, _, name = f"{homes.get(first, first)}{'.' + rest if rest else ''}".rpartition(".")
        away = home in known and home.split(".")[1] != module.folder
        if away and name[:1].islower() and name not in known[home]:
            yield f"{module.at(call)}: {home}.{name} is no action with a transaction of its own"


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


def test_other_rooms_call_whole_actions() -> None:
    known = known_actions(source.modules())
    expect_none(broken(lambda module: half_actions(module, known)))


def test_a_call_of_half_an_action_is_seen() -> None:
    text = "@transaction.atomic\ndef move(*, by, at): ...\ndef write(row): ..."
    offered = "from framdrift.recruiting.actions.steps import move, write"
    known = known_actions(
        [planted(text, "recruiting/actions/steps.py"), planted(offered, "recruiting/actions/__init__.py")]
    )
    assert known["framdrift.recruiting.actions"] == {"move"}
    calls = (
        "from framdrift.recruiting.actions import steps\nfrom framdrift.recruiting.actions.steps import write as w\n"
        "steps.move(by=1, at=2)\nsteps.write(1)\nw(1)"
    )
    assert len(list(half_actions(planted(calls, "desk/today/views.py"), known))) == 2
    assert list(half_actions(planted(calls, "recruiting/actions/balls.py"), known)) == []


def test_folders_name_the_business() -> None:
    places = [path.relative_to(source.PACKAGE).as_posix() for path in source.PACKAGE.rglob("*")]
    expect_none(place for place in places if banned_name(place))


@pytest.mark.parametrize(
    ("rule", "text", "place", "times"),
    [
        (clock, "x = timezone.now()", "recruiting/actions.py", 1),
        (clock, "x = models.DateTimeField(default=timezone.now)", "recruiting/models.py", 1),
        (clock, "x = models.DateTimeField(auto_now_add=True)", "recruiting/models.py", 1),
        (clock, "x = timezone.localdate()", "recruiting/queries.py", 1),
        (clock, "x = timezone.localtime(at)", "recruiting/queries.py", 0),
        (clock, "x = date.today()", "desk/today/page.py", 1),
        (clock, "x = timezone.now()", "desk/today/views.py", 0),
        (clock, "def board(request):\n    return timezone.now()", "desk/today/board.py", 0),
        (clock, "def board(request):\n    return timezone.now()", "recruiting/board.py", 1),
        (actions, "@transaction.atomic\ndef move(candidacy, *, by, at): ...", "recruiting/actions.py", 1),
        (actions, "@transaction.atomic\ndef move(*, candidacy, by): ...", "recruiting/actions/steps.py", 1),
        (actions, "@atomic()\ndef move(*, candidacy): ...", "organisations/company_actions.py", 1),
        (actions, "@transaction.atomic\ndef move(*, candidacy, by, at): ...", "recruiting/actions/steps.py", 0),
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
