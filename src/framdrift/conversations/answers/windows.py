"""What a backup holds of a round at level D that is open: the answers as they were when the last five had come.

Who has the seal key, the letters as they were sent, and one backup from before and one from after an answer could tell
from the code that was used in between and the words that came in between whose they are. So a backup shows a drawer as
it was the last time it was shown, until five codes more have been used in it; then all of it at once, newly dealt. What
was shown last lies in a file beside the database, sealed as it stands there. A closed round is shown as it is.

What it costs: a restore brings back all but the latest, fewer than five in each drawer. Their codes work again.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from framdrift.conversations.answers.anonymous import drawers_of, is_used, sealed_content, sealed_use
from framdrift.conversations.answers.dealing import EMPTY
from framdrift.conversations.answers.models import AnonymousCode, AnonymousRound, BlankAnswer
from framdrift.foundation import sealing
from framdrift.foundation.seal_file import SealRefused
from framdrift.foundation.sealing import Key

FEWEST: Final = 5
"""So many more people have answered before a backup shows any of them: the least of whom anything is ever told."""
_PLACES, _CODES = "answers.blankanswer", "answers.anonymouscode"


@dataclass(frozen=True)
class _Shown:
    """One drawer as a backup shows it: sealed bytes by the key of a place, and by the hash of a code."""

    places: Mapping[str, bytes]
    codes: Mapping[str, bytes]


def rows_for_backup() -> dict[str, dict[str, dict[str, Any] | None]]:
    """What a backup holds in place of the rows of open rounds, as `foundation.backups.write` asks for it."""
    before, shown = _read(), {}
    found: dict[str, dict[str, dict[str, Any] | None]] = {_PLACES: {}, _CODES: {}}
    for name, drawer in _open_drawers().items():
        now = _shown_now(*drawer, before.get(name))
        if now is not None:
            shown[name] = now
        for label, rows in ((_PLACES, drawer[1]), (_CODES, drawer[2])):
            kept = {} if now is None else now.places if label == _PLACES else now.codes
            found[label] |= {str(row.pk): {"sealed": kept[str(row.pk)]} if kept else None for row in rows}
    _write(shown)
    return found


def begin_with_database() -> None:
    """After a restore: what stands in the database is what the last backup has shown."""
    _write({name: _as_it_is(places, codes) for name, (_round, places, codes) in _open_drawers().items()})


def _open_drawers() -> dict[str, tuple[AnonymousRound, list[BlankAnswer], list[AnonymousCode]]]:
    return {
        f"{anonymous.pk}-{number}": (
            anonymous,
            list(BlankAnswer.objects.filter(round=anonymous, drawer=number)),
            list(AnonymousCode.objects.filter(round=anonymous, drawer=number)),
        )
        for anonymous in AnonymousRound.objects.filter(is_closed=False).order_by("pk")
        for number in drawers_of(anonymous)
    }


def _shown_now(
    anonymous: AnonymousRound, places: list[BlankAnswer], codes: list[AnonymousCode], before: _Shown | None
) -> _Shown | None:
    """None where it was never shown, and the key to make it look as it was made is not at hand."""
    if before is not None and (set(before.places), set(before.codes)) != _names(places, codes):
        before = None
    try:
        key = sealing.take(anonymous.sealed_key)
        known = before or _as_it_was_made(places, codes, key=key)
        new = sum(is_used(code, key=key) and not _was_used(code, known, key=key) for code in codes)
    except SealRefused:
        return before
    return _as_it_is(places, codes) if new >= FEWEST else known


def _names(places: list[BlankAnswer], codes: list[AnonymousCode]) -> tuple[set[str], set[str]]:
    return {str(place.pk) for place in places}, {code.digest for code in codes}


def _was_used(code: AnonymousCode, shown: _Shown, *, key: Key) -> bool:
    return is_used(AnonymousCode(digest=code.digest, sealed=shown.codes[code.digest]), key=key)


def _as_it_is(places: list[BlankAnswer], codes: list[AnonymousCode]) -> _Shown:
    return _Shown(
        {str(place.pk): bytes(place.sealed) for place in places}, {code.digest: bytes(code.sealed) for code in codes}
    )


def _as_it_was_made(places: list[BlankAnswer], codes: list[AnonymousCode], *, key: Key) -> _Shown:
    return _Shown(
        {str(place.pk): sealed_content(place, EMPTY, key=key) for place in places},
        {code.digest: sealed_use(code, is_used=False, key=key) for code in codes},
    )


def _file() -> Path:
    home: Path = settings.FRAMDRIFT_HOME
    return home / "anonymous-rounds-in-backups.json"


def _read() -> dict[str, _Shown]:
    """What was shown last, by round and drawer; nothing where there is no file."""
    try:
        kept = json.loads(_file().read_text(encoding="ascii"))
    except FileNotFoundError:
        return {}
    return {name: _Shown(_opened(one["places"]), _opened(one["codes"])) for name, one in kept.items()}


def _opened(kept: Mapping[str, str]) -> dict[str, bytes]:
    return {name: base64.b64decode(text) for name, text in kept.items()}


def _write(shown: Mapping[str, _Shown]) -> None:
    """In one step, readable by its owner alone; no file where no round is open."""
    path = _file()
    if not shown:
        path.unlink(missing_ok=True)
        return
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    kept = {name: {"places": _text(one.places), "codes": _text(one.codes)} for name, one in shown.items()}
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
        json.dump(kept, file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _text(sealed: Mapping[str, bytes]) -> dict[str, str]:
    return {name: base64.b64encode(one).decode() for name, one in sealed.items()}
