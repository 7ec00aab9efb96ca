"""What is said of a code beside its theme and direction, as lines of a note: `weight: decisive`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from framdrift.conversations.exit_kinds import Shock
from framdrift.insights.coding.actions import Particulars
from framdrift.insights.kinds import Influence, Locus, Weight
from framdrift.insights.models import Code

_ALLOWED: Final[Mapping[str, Collection[str]]] = {
    "weight": list(Weight),
    "locus": list(Locus),
    "influence": list(Influence),
    "shock": list(Shock),
}


def note_of(code: Code) -> str:
    """The lines; empty where nothing more was said than that it was mentioned."""
    said = {name: getattr(code, name) for name in _ALLOWED}
    if said["weight"] == Weight.MENTIONED:
        del said["weight"]
    return "\n".join(f"{name}: {value}" for name, value in said.items() if value)


def particulars_of(note: str, direction: str) -> Particulars:
    """What such lines say; others, and values that are none of ours, are somebody's own remark and say nothing here."""
    found: dict[str, str] = {}
    for line in note.splitlines():
        name, _, value = (piece.strip() for piece in line.partition(":"))
        if value in _ALLOWED.get(name, ()):
            found[name] = value
    return Particulars(direction=direction, **found)
