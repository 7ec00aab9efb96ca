"""How saves from several windows become one set of notes, and how long words are kept. Pure.

A window knows the version of the talk that it last saw (`base_version`), has a random name (`writer`) and numbers its
saves. The rule: words are replaced by the window that wrote them, or by one that has seen them; otherwise the new words
are put beside the old ones, under a key that follows from both, so that sending a save again changes nothing. A window
whose words were put beside reads the answer and goes on under a new name.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

RETENTION_MONTHS: Mapping[str, int] = {"A": 24, "B": 24, "C": 12, "D": 12}
"""How long words are kept after their round has closed, by level. What is told of groups by then stands for itself."""
UNAPPROVED_DAYS = 90
"""How long after the close words are kept that the person never approved."""


@dataclass(frozen=True)
class Draft:
    """A note as a window sends it. A blank text removes the note."""

    client_key: uuid.UUID
    question: str
    kind: str
    text: str
    position: int = 0


@dataclass(frozen=True)
class Written:
    """A note as it is kept; `version`, `writer` and `save_no` say when it was last written, and by which window."""

    client_key: uuid.UUID
    question: str
    kind: str
    text: str
    position: int
    version: int
    writer: str
    save_no: int
    is_serious: bool = False

    @property
    def is_blank(self) -> bool:
        """Removed, or never filled."""
        return not self.text.strip()


@dataclass(frozen=True)
class Save:
    """One save of one window: what it last saw, its name, its number."""

    base_version: int
    writer: str = ""
    save_no: int = 0


def merge(
    kept: Mapping[uuid.UUID, Written], drafts: Sequence[Draft], *, save: Save, version: int
) -> tuple[list[Written], dict[uuid.UUID, uuid.UUID]]:
    """(the notes to write, the keys whose words were put beside -> the key they have now).

    `version` is the one that the talk gets if anything is written.
    """
    now = dict(kept)
    moved: dict[uuid.UUID, uuid.UUID] = {}
    for draft in drafts:
        there = now.get(draft.client_key)
        if there is None or _may_replace(there, draft, save):
            fresh = draft
        elif not draft.text.strip() or _is_late(there, save) or _says_the_same(there, draft):
            continue
        else:
            fresh = replace(draft, client_key=beside(draft, save))
            moved[draft.client_key] = fresh.client_key
            if _is_known(now.get(fresh.client_key), fresh, save):
                continue
        if written := _written(now.get(fresh.client_key), fresh, save, version):
            is_serious = written.is_serious or (there is not None and there.is_serious)  # so is what is put beside it
            now[fresh.client_key] = replace(written, is_serious=is_serious)
    return [note for key, note in now.items() if note != kept.get(key)], moved


def beside(draft: Draft, save: Save) -> uuid.UUID:
    """The key for words that are put beside others: the same for the same window, or for the same words."""
    return uuid.uuid5(draft.client_key, save.writer or draft.text)


def _may_replace(there: Written, draft: Draft, save: Save) -> bool:
    if save.writer and there.writer == save.writer:
        return save.save_no > there.save_no
    return there.version <= save.base_version or (there.is_blank and bool(draft.text.strip()))


def _is_late(there: Written, save: Save) -> bool:
    """An older save of the window whose newer words are there already."""
    return bool(save.writer) and there.writer == save.writer and save.save_no <= there.save_no


def _says_the_same(there: Written, draft: Draft) -> bool:
    return (there.text, there.kind, there.question) == (draft.text, draft.kind, draft.question)


def _is_known(there: Written | None, draft: Draft, save: Save) -> bool:
    return there is not None and (_is_late(there, save) or (not save.writer and _says_the_same(there, draft)))


def _written(there: Written | None, draft: Draft, save: Save, version: int) -> Written | None:
    """The row as it will be; None where that changes nothing."""
    if there is None and not draft.text.strip():
        return None
    is_other_window = there is not None and there.writer != save.writer
    if there is not None and is_other_window and _says_the_same(there, draft) and there.position == draft.position:
        return None
    return Written(
        client_key=draft.client_key,
        question=draft.question,
        kind=draft.kind,
        text=draft.text,
        position=draft.position,
        version=version,
        writer=save.writer,
        save_no=save.save_no,
        is_serious=there.is_serious if there else False,
    )
