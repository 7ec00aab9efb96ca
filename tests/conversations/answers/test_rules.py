"""Saves of several windows become one set of notes, and nothing that was typed is lost."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace

from hypothesis import given
from hypothesis import strategies as some

from framdrift.conversations.answers.rules import Draft, Save, Written, merge

KEY = uuid.UUID(int=1)


def draft(text: str, key: uuid.UUID = KEY, kind: str = "summary") -> Draft:
    return Draft(key, "K1", kind, text)


class Store:
    """What the database is: merges each save that arrives."""

    def __init__(self) -> None:
        self.notes: dict[uuid.UUID, Written] = {}
        self.version = 0

    def save(self, drafts: list[Draft], save: Save) -> dict[uuid.UUID, uuid.UUID]:
        changed, moved = merge(self.notes, drafts, save=save, version=self.version + 1)
        if changed:
            self.version += 1
            self.notes |= {note.client_key: note for note in changed}
        return moved

    @property
    def texts(self) -> set[str]:
        return {note.text for note in self.notes.values()}


def test_a_window_goes_on_writing() -> None:
    store = Store()
    for number, text in enumerate(["Jag", "Jag trivs", ""], start=1):
        assert store.save([draft(text)], Save(0, "a", number)) == {}
        assert store.texts == {text}


def test_two_windows_lose_nothing() -> None:
    store = Store()
    store.save([draft("från början")], Save(0, "a", 1))
    store.save([draft("andra fönstret")], Save(1, "b", 1))
    moved = store.save([draft("första fönstret, har inte sett det andra")], Save(0, "c", 1))
    assert store.texts == {"andra fönstret", "första fönstret, har inte sett det andra"}
    assert set(moved) == {KEY}
    store.save([draft("första fönstret fortsätter")], Save(0, "c", 2))
    assert store.texts == {"andra fönstret", "första fönstret fortsätter"}


def test_sending_again_and_in_the_wrong_order_changes_nothing() -> None:
    store = Store()
    store.save([draft("ett")], Save(0, "a", 1))
    store.save([draft("tre")], Save(0, "a", 3))
    before = dict(store.notes)
    store.save([draft("två")], Save(0, "a", 2))
    store.save([draft("ett")], Save(0, "a", 1))
    store.save([draft("tre")], Save(0, "a", 3))
    assert store.notes == before


def test_removing_what_one_has_not_seen_removes_nothing() -> None:
    store = Store()
    store.save([draft("ett")], Save(0, "a", 1))
    store.save([draft("nytt")], Save(1, "b", 1))
    store.save([draft("")], Save(1, "c", 1))
    assert store.texts == {"nytt"}
    store.save([draft("")], Save(2, "c", 2))
    assert store.texts == {""}
    store.save([draft("tillbaka")], Save(0, "d", 1))
    assert store.texts == {"tillbaka"}


def test_without_script_a_page_of_its_own_is_a_window() -> None:
    """A form without a writer's name: sent twice it is one note, sent from an old page it stands beside."""
    store = Store()
    store.save([draft("a")], Save(0))
    store.save([draft("a")], Save(0))
    assert len(store.notes) == 1
    store.save([draft("b")], Save(0))
    store.save([draft("b")], Save(0))
    assert store.texts == {"a", "b"}
    assert len(store.notes) == 2


def test_the_kind_can_be_changed_and_blank_notes_are_not_made() -> None:
    store = Store()
    store.save([draft("  ")], Save(0, "a", 1))
    assert store.notes == {}
    store.save([draft("ord")], Save(0, "a", 2))
    store.save([draft("ord", kind="observation")], Save(1, "a", 3))
    assert [note.kind for note in store.notes.values()] == ["observation"]
    store.notes[KEY] = replace(store.notes[KEY], is_serious=True)
    store.save([draft("ord igen")], Save(9, "b", 1))
    assert store.notes[KEY].is_serious, "a serious note stays serious when it is corrected"


@dataclass
class Window:
    """A browser window: what it shows, what it last saw, and the saves on their way."""

    name: str
    number: int = 0
    base: int = 0
    shown: dict[uuid.UUID, str] = field(default_factory=dict)
    on_the_way: list[tuple[list[Draft], Save]] = field(default_factory=list)


_WHAT = ["type", "arrive", "lost answer", "again", "refresh"]
_steps = some.lists(
    some.tuples(
        some.integers(0, 2),
        some.sampled_from(["type", "arrive", "lost answer", "again", "refresh"]),
        some.integers(0, 1),
    ),
    max_size=40,
)


@given(_steps)
def test_whatever_the_windows_do_the_last_words_of_each_are_there(steps: list[tuple[int, str, int]]) -> None:
    """Words that arrived are gone only if their own window, or one that had been shown them, replaced them."""
    store = Store()
    windows = [Window(f"w{number}") for number in range(3)]
    replaced: set[str] = set()
    arrived: set[str] = set()
    for turn, (who, what, note) in enumerate(steps):
        window, key = windows[who], uuid.UUID(int=note + 1)
        if what == "type":
            replaced |= {window.shown[key]} if key in window.shown else set()
            window.shown[key] = f"{window.name}-{turn}"
            window.number += 1
            window.on_the_way.append(([draft(window.shown[key], key)], Save(window.base, window.name, window.number)))
        elif what in {"arrive", "lost answer", "again"} and window.on_the_way:
            sent = window.on_the_way[0] if what == "again" else window.on_the_way.pop(0)
            moved = store.save(*sent)
            arrived |= {one.text for one in sent[0]}
            if what == "arrive" and not window.on_the_way:
                _show(window, store, moved, turn)
        elif what == "refresh" and not window.on_the_way:
            _show(window, store, {}, turn)
            window.name = f"{window.name}r{turn}"
    assert arrived - replaced <= store.texts


def _show(window: Window, store: Store, moved: dict[uuid.UUID, uuid.UUID], turn: int) -> None:
    """The window takes in what the answer told; whose words were put beside goes on under a new name."""
    window.shown = {key: note.text for key, note in store.notes.items()}
    window.base = store.version
    if moved:
        window.name, window.number = f"{window.name}n{turn}", 0


def test_what_is_put_beside_a_serious_note_is_serious_too() -> None:
    """Else words about it would come back into the record by a second window."""
    key = uuid.uuid4()
    there = Written(key, "K1", "summary", "Hotelser", 1, version=3, writer="a", save_no=1, is_serious=True)
    changed, moved = merge(
        {key: there}, [Draft(key, "K1", "summary", "Hotelser i går")], save=Save(1, "b", 1), version=4
    )
    assert [note.is_serious for note in changed] == [True]
    assert list(moved) == [key]
