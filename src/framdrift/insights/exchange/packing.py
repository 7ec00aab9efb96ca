"""The archive that a QDPX file is, looked at before anything in it is opened: nothing is ever unpacked to disk.

Refused are names that lead out of the archive, names that occur twice, what is encrypted, and what would grow beyond
measure: by count, by size, and by how much smaller it was packed (zip bombs, also overlapping ones, whose entries claim
more together than the file can hold).
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import Final

from django.utils.translation import gettext as _

from framdrift.insights.exchange.refusals import NotAProject

MOST_BYTES: Final = 50 * 1024**2
MOST_UNPACKED: Final = 100 * 1024**2
MOST_ENTRIES: Final = 20_000
MOST_GROWTH: Final = 200
_ENCRYPTED = 0x1
_SMALL = 1024**2


class Archive:
    """A looked-at archive. Raises NotAProject for one that is none, or that is hostile."""

    def __init__(self, content: bytes) -> None:
        if len(content) > MOST_BYTES:
            raise NotAProject(_("it is larger than %(n)s MB.") % {"n": MOST_BYTES // 1024**2})
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise NotAProject(_("it is no QDPX file: a QDPX file is a ZIP archive.")) from error
        entries = self._archive.infolist()
        _refuse_names([entry.filename for entry in entries])
        _refuse_sizes(entries, len(content))
        self.names = frozenset(entry.filename for entry in entries)

    def read(self, name: str) -> bytes:
        """An entry's bytes. Raises NotAProject for what is broken, or is not as large as it says."""
        entry = self._archive.getinfo(name)
        try:
            with self._archive.open(entry) as opened:
                found = opened.read(entry.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise NotAProject(_("%(name)s in it is damaged.") % {"name": name}) from error
        if len(found) != entry.file_size:
            raise NotAProject(_("%(name)s in it is damaged.") % {"name": name})
        return found


def _refuse_names(names: list[str]) -> None:
    if len(names) > MOST_ENTRIES:
        raise NotAProject(_("it holds more than %(n)s files.") % {"n": MOST_ENTRIES})
    if len(set(names)) != len(names):
        raise NotAProject(_("it holds two files of the same name."))
    for name in names:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or "\0" in name:
            raise NotAProject(_("it holds a file whose name leads out of it."))


def _refuse_sizes(entries: list[zipfile.ZipInfo], size: int) -> None:
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise NotAProject(_("it is locked with a password."))
    unpacked = sum(entry.file_size for entry in entries)
    grows = any(
        entry.file_size > _SMALL and entry.file_size > MOST_GROWTH * max(entry.compress_size, 1) for entry in entries
    )
    if unpacked > MOST_UNPACKED or grows or sum(entry.compress_size for entry in entries) > size:
        raise NotAProject(_("it would become too large unpacked."))
