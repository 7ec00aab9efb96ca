"""Brings a backup back on an empty machine: verified first, then all or nothing, and nothing goes out by itself."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from framdrift.foundation import backups, dispatch, erasures, events, jobs, outbox, sealing, tables
from framdrift.foundation.models import MissedReaction, ScheduledJob
from framdrift.foundation.seal_file import SealRefused

_TABLES, _FILES = "tables/", "files/"


class RestoreRefused(Exception):
    """The file or the machine is not fit for a restore; nothing was changed. The sentence says what to do."""


class RestoreFailed(Exception):
    """The restore was tried and undone; the sentence says why."""


@dataclass(frozen=True)
class Restored:
    """What came back: rows, files, letters now held or unknown, people forgotten once more."""

    rows: int
    files: int
    letters_stopped: int
    forgotten: int


def restore(
    source: Path,
    *,
    forgetters: Sequence[erasures.Forget],
    wiring: dispatch.Wiring,
    at: datetime,
    without_seal_key: bool = False,
) -> Restored:
    """Restore `source` into the migrated, empty database; `wiring` hears of what was recorded but not yet delivered.

    The key of sealed answers must be at hand, unless they may stay closed (`without_seal_key`).
    Raises `RestoreRefused` or `RestoreFailed`.
    """
    with _opened(source) as archive:
        manifest = _manifest(archive)
        _refuse_other_schema(manifest)
        _refuse_damage(archive, manifest)
        if not without_seal_key:
            _refuse_without_seal_key(archive)
        _refuse_full_machine()
        with _files_beside(archive, manifest) as unpacked, transaction.atomic(durable=True):
            rows = _load(archive, manifest)
            _refuse_broken_chain(manifest)
            stopped = let_nothing_go(wiring, at=at)
            forgotten = erasures.apply_again(forgetters)
            _put_in_place(unpacked)
    erasures.write_missing_to_file()
    files = sum(name.startswith(_FILES) for name in manifest["parts"])
    return Restored(rows=rows, files=files, letters_stopped=stopped, forgotten=forgotten)


def let_nothing_go(wiring: dispatch.Wiring, *, at: datetime) -> int:
    """Hold every letter, and let nothing be made up for that would write more; how many letters.

    What ran between the backup and now has left no row here: a reminder, a weekly letter or a sign of life that was
    due in between would be written, and sent, a second time. Its job runs at its next time instead. Events that were
    recorded but not yet heard of are delivered first, so that their letters are held with the others. Reactions that
    failed and jobs that had not run wait for a person.
    """
    dispatch.deliver_all(wiring, at=at)
    jobs.leave_to_a_person(at=at)
    ScheduledJob.objects.all().delete()
    MissedReaction.objects.filter(settled_at=None).update(next_try_at=None)
    return outbox.hold_everything_unsent()


@contextmanager
def _opened(source: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(source)
    except FileNotFoundError:
        raise RestoreRefused(_("There is no file %(file)s.") % {"file": source}) from None
    except (zipfile.BadZipFile, OSError):
        raise RestoreRefused(
            _("%(file)s is damaged or is not a backup. Nothing was changed.") % {"file": source}
        ) from None
    with archive:
        yield archive


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
        known = manifest["format"] == backups.FORMAT and isinstance(manifest["parts"], dict)
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile, EOFError, OSError):
        raise _damaged("manifest.json") from None
    if not known:
        raise RestoreRefused(_("The backup was made by another version of Framdrift, in a format unknown here."))
    return manifest


def _refuse_other_schema(manifest: dict[str, Any]) -> None:
    if manifest["migrations"] != backups.applied_migrations():
        raise RestoreRefused(
            _(
                "The backup was made by Framdrift %(version)s, whose tables differ. Install that version, "
                "restore there, and upgrade afterwards. Nothing was changed."
            )
            % {"version": manifest["framdrift"]}
        )


def _refuse_damage(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    """Every part is there, unharmed, and nothing else is; no name leads out of its folder."""
    parts: dict[str, dict[str, Any]] = manifest["parts"]
    names = set(archive.namelist()) - {"manifest.json"}
    if odd := names.symmetric_difference(parts):
        raise _damaged(min(odd))
    wanted = {f"{_TABLES}{model._meta.label_lower}.jsonl" for model in tables.kept()}
    if wanted != {name for name in parts if name.startswith(_TABLES)}:
        raise _damaged(_TABLES)
    for name, part in parts.items():
        if not _is_inside(name) or _digest(archive, name) != part["sha256"]:
            raise _damaged(name)


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return name.startswith((_TABLES, _FILES)) and ".." not in path.parts and "\\" not in name


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    try:
        with archive.open(name) as part:
            for piece in backups.pieces(part):
                digest.update(piece)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError):
        raise _damaged(name) from None
    except Exception as error:  # zlib.error has no common base with the others
        if type(error).__module__ == "zlib":
            raise _damaged(name) from None
        raise
    return digest.hexdigest()


def _damaged(name: str) -> RestoreRefused:
    return RestoreRefused(
        _("The backup is damaged: %(part)s is missing or not as it was written. Nothing was changed.") % {"part": name}
    )


def _refuse_without_seal_key(archive: zipfile.ZipFile) -> None:
    """The answers in the backup open with the key file of this machine."""
    with archive.open(f"{_TABLES}foundation.sealedkey.jsonl") as part:
        marks = {json.loads(line)["mark"] for line in part}
    try:
        sealing.require(marks)
    except SealRefused as no:
        raise RestoreRefused(
            _("%(reason)s Nothing was changed. With --without-seal-key all but the answers comes back.")
            % {"reason": no}
        ) from None


def _refuse_full_machine() -> None:
    root = Path(settings.MEDIA_ROOT)
    full = [label for label in tables.with_rows(tables.kept()) if label not in tables.MACHINERY]
    if full or (root.exists() and any(root.iterdir())):
        raise RestoreRefused(
            _(
                "This installation already holds data. A backup is restored on an empty one: "
                "choose another FRAMDRIFT_HOME or another database."
            )
        )


@contextmanager
def _files_beside(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> Iterator[Path]:
    """The uploads unpacked beside their place, on the same disk; taken away again unless they were moved there."""
    root = Path(settings.MEDIA_ROOT)
    folder = root.with_name(f"{root.name}.restoring")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    try:
        for name in manifest["parts"]:
            if name.startswith(_FILES):
                _unpack(archive, name, folder / name.removeprefix(_FILES))
        yield folder
    except BaseException:
        if root.exists() and not folder.exists():
            shutil.rmtree(root)
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unpack(archive: zipfile.ZipFile, name: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(name) as part, target.open("wb") as file:
        shutil.copyfileobj(part, file)
    target.chmod(0o600)


def _put_in_place(unpacked: Path) -> None:
    root = Path(settings.MEDIA_ROOT)
    if root.exists():
        root.rmdir()
    unpacked.rename(root)


def _load(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> int:
    chosen = tables.kept()
    tables.empty(chosen)
    total = 0
    for model in chosen:
        name = f"{_TABLES}{model._meta.label_lower}.jsonl"
        with archive.open(name) as part:
            rows = tables.load(model, (line.decode() for line in part))
        if rows != manifest["parts"][name]["rows"]:
            raise RestoreFailed(_("%(part)s holds another number of rows than its manifest says.") % {"part": name})
        total += rows
    tables.continue_numbering(chosen)
    return total


def _refuse_broken_chain(manifest: dict[str, Any]) -> None:
    broken = events.first_broken(events.everything())
    if broken is not None:
        raise RestoreFailed(_("The chain of events is broken at event %(seq)s. Nothing was changed.") % {"seq": broken})
    if events.head() != (manifest["chain"]["head"], manifest["chain"]["events"]):
        raise RestoreFailed(_("The chain of events does not end where the manifest says. Nothing was changed."))


__all__ = ["RestoreFailed", "RestoreRefused", "Restored", "restore"]
