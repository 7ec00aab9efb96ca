"""One draft typed in two windows: what each has seen, typed and kept becomes one, field by field. Pure."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Merged:
    """The draft as it is to be kept. `is_beside` where words of both windows now stand in one field."""

    fields: Mapping[str, str]
    is_beside: bool


def merge(
    *, seen: Mapping[str, str], typed: Mapping[str, str], kept: Mapping[str, str], chosen: Collection[str] = ()
) -> Merged:
    """One window's `typed` fields into the `kept` ones, where the window had `seen` an earlier state of them.

    A field that only one of the two has changed is that one's. Where both have, words are put after each other, unless
    one holds the other; of a choice, a name in `chosen`, the later counts. Sent again it changes nothing. A field
    that the window names nothing about as seen is taken as typed. Only fields in `kept` are looked at.
    """
    found = {name: _tidy(text) for name, text in kept.items()}
    is_beside = False
    for name in typed.keys() & kept.keys():
        there, mine = found[name], _tidy(typed[name])
        before = _tidy(seen[name]) if name in seen else there
        if mine in (before, there) or (name not in chosen and there != before and mine in there):
            continue
        if there == before or name in chosen or there in mine:
            found[name] = mine
        else:
            found[name] = f"{there}\n\n{mine}"
            is_beside = True
    return Merged(found, is_beside)


def seen_in(sent: str) -> dict[str, str]:
    """What a window says that it had seen: an object of texts as JSON. Nothing where it is something else."""
    try:
        said = json.loads(sent or "{}")
    except ValueError:
        return {}
    return {name: text for name, text in said.items() if isinstance(text, str)} if isinstance(said, dict) else {}


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
