"""A backup: one zip with every table as lines, the uploaded files, and a manifest that vouches for each part.

Made in one snapshot while the system goes on; readable on SQLite and on PostgreSQL alike. It is verified whole
before a restore touches anything, and a restore is one transaction: it succeeds or changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO

import django
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from framdrift.foundation import tables
from framdrift.foundation.models import Event

FORMAT = 1
_CHUNK = 1 << 20
_MANIFEST = "manifest.json"


Instead = Callable[[], Mapping[str, Mapping[str, Mapping[str, Any] | None]]]
"""Label of a table -> primary key as text -> columns as a backup is to hold them, None for no row at all."""


def write(target: Path, *, at: datetime, instead: Instead = dict) -> dict[str, Any]:
    """Write a backup to `target`, which appears only when it is whole; returns the manifest.

    `instead` is asked within the snapshot, for rows that no backup may hold as they are.
    """
    half = target.with_name(f"{target.name}.half-written")
    try:
        with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as archive:
            with tables.snapshot():
                head = _head(at)
                others = instead()
                parts = dict(
                    _add_table(archive, model, others.get(model._meta.label_lower, {})) for model in tables.kept()
                )
            parts |= dict(_add_file(archive, path) for path in _uploads())
            manifest = head | {"parts": parts}
            archive.writestr(_MANIFEST, json.dumps(manifest, indent=1, sort_keys=True))
        half.chmod(0o600)
        _make_durable(half)
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)
    return manifest


def _head(at: datetime) -> dict[str, Any]:
    last = Event.objects.order_by("-seq").first()
    return {
        "format": FORMAT,
        "made_at": at.isoformat(),
        "framdrift": version("framdrift"),
        "django": django.get_version(),
        "database": connection.vendor,
        "migrations": applied_migrations(),
        "chain": {"events": last.seq if last else 0, "head": last.digest if last else ""},
    }


def applied_migrations() -> list[str]:
    """`app.name` of every applied migration, sorted."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def _add_table(
    archive: zipfile.ZipFile, model: Any, others: Mapping[str, Mapping[str, Any] | None]
) -> tuple[str, dict[str, Any]]:
    name = f"tables/{model._meta.label_lower}.jsonl"
    digest, rows = hashlib.sha256(), 0
    with archive.open(name, "w", force_zip64=True) as part:
        for line in tables.lines(model, others):
            content = (line + "\n").encode()
            part.write(content)
            digest.update(content)
            rows += 1
    return name, {"rows": rows, "sha256": digest.hexdigest()}


def _add_file(archive: zipfile.ZipFile, path: Path) -> tuple[str, dict[str, Any]]:
    name = f"files/{path.relative_to(settings.MEDIA_ROOT).as_posix()}"
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file, archive.open(name, "w", force_zip64=True) as part:
        for chunk in pieces(file):
            part.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return name, {"bytes": size, "sha256": digest.hexdigest()}


def _uploads() -> Iterable[Path]:
    root = Path(settings.MEDIA_ROOT)
    return sorted(path for path in root.rglob("*") if path.is_file()) if root.exists() else []


def pieces(file: BinaryIO | Any) -> Iterator[bytes]:
    """The content in pieces of a megabyte."""
    while chunk := file.read(_CHUNK):
        yield chunk


def _make_durable(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


__all__ = ["FORMAT", "applied_migrations", "pieces", "write"]
