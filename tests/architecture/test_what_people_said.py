"""What people said leaves its folder through few doors: the functions that give it are listed here, one by one."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture import source
from tests.architecture.source import Module, broken, dotted, expect_none, planted

_CARRIERS = {
    "AnonymousAnswer", "Content", "MatterLine", "QuestionNotes", "RawAnswer", "RawNote", "Record", "Room", "Saved",
    "Sheet", "Step", "WordsSaid", "Written",
}  # fmt: skip
"""Types that hold words of a talk or an anonymous answer."""
_ROOM = ("conversations", "answers")
_GIVERS = {
    "conversations/answers/actions.py": {"save_notes"},
    "conversations/answers/anonymous.py": {"first_words", "answer_of", "change_words", "words_of_closed", "words_at"},
    "conversations/answers/dealing.py": {"unpacked"},
    "conversations/answers/keeping.py": {"opened", "opened_matter"},
    "conversations/answers/matters.py": {"matters", "read_matter"},
    "conversations/answers/queries.py": {
        "own_record",
        "open_record",
        "open_raw_answers",
        "open_raw_note",
        "open_for_learning",
    },
    "conversations/answers/rules.py": {"merge"},
    "conversations/answers/rights.py": {"approve_copy"},
    "conversations/answers/erasure.py": {"own_words"},
    "insights/coding/wording.py": {"words_said"},
    "insights/coding/words.py": {"open_words"},
    "conversations/room/showing.py": {"open_room", "core", "picks", "noted", "written"},
    "portals/employee/sheets.py": {"read", "of"},
}
"""Who gives words: to callers that the import contract `protected-answers` allows, and to nobody else."""
_WORDS_IN_PLAIN = {"opened_matter", "approve_copy", "own_words", "words_of_closed"}
_OPENERS = {"conversations/answers/keeping.py", "conversations/answers/anonymous.py"}
_OPENERS_OF_NUMBERS = {"insights/coding/learning.py"}


def givers(module: Module) -> Iterator[str]:
    """Public functions that return what people said and are not listed."""
    for function in source.functions(module.tree):
        if function.name.startswith("_") or function.returns is None:
            continue
        named = {node.id for node in ast.walk(function.returns) if isinstance(node, ast.Name)}
        is_near = tuple(module.names[:2]) == _ROOM or _imports_answers(module)
        if is_near and named & _CARRIERS and function.name not in _GIVERS.get(module.place, set()):
            yield f"{module.at(function)}: {function.name} gives what people said"


def openers(module: Module) -> Iterator[str]:
    """Seals are opened in two modules, whose callers decide who may read."""
    if module.place in _OPENERS | _OPENERS_OF_NUMBERS:
        return
    for call in (node for node in ast.walk(module.tree) if isinstance(node, ast.Call)):
        if dotted(call.func) == "sealing.unseal":
            yield f"{module.at(call)}: opens a seal"


def _imports_answers(module: Module) -> bool:
    found = (node.module or "" for node in ast.walk(module.tree) if isinstance(node, ast.ImportFrom))
    return any(name.startswith("framdrift.conversations.answers") for name in found)


def test_no_other_public_function_gives_what_people_said() -> None:
    expect_none(broken(givers))


def test_seals_are_opened_in_one_place() -> None:
    expect_none(broken(openers))


def test_the_list_names_functions_that_exist() -> None:
    there = {module.place: {one.name for one in source.functions(module.tree)} for module in source.modules()}
    missing = {place: names - there.get(place, set()) for place, names in _GIVERS.items()}
    assert not any(missing.values()), missing
    assert set().union(*_GIVERS.values()) >= _WORDS_IN_PLAIN


def test_planted_givers_and_openers_are_seen() -> None:
    text = "from framdrift.conversations.answers.queries import Record\ndef all_records() -> list[Record]: ..."
    assert len(list(givers(planted(text, "desk/conversations/lists.py")))) == 1
    assert len(list(givers(planted("def leak() -> Written: ...", "conversations/answers/queries.py")))) == 1
    assert len(list(openers(planted("sealing.unseal(x, key=k, about='')", "insights/release.py")))) == 1
