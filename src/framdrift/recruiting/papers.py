"""Which files are taken: PDF, DOCX, ODT, TXT, JPG and PNG, known by extension, magic and structure.

Limits: `size` bytes as sent, UNPACKED bytes and ENTRIES inside an archive, PIXELS in a picture. Files with macros,
scripts, launch actions or embedded files are refused (OWASP File Upload Cheat Sheet). The libraries that read PDF and
pictures are loaded with the first such file: a server that takes none is spared their memory.
"""

from __future__ import annotations

import hashlib
import io
import secrets
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, cast

from defusedxml import ElementTree
from django.conf import settings
from django.utils.translation import gettext as _

from framdrift.recruiting.refusals import Refusal

if TYPE_CHECKING:
    from pypdf.generic import DictionaryObject

UNPACKED, ENTRIES, PIXELS, PAGES = 100_000_000, 2_000, 60_000_000, 500
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ODT = "application/vnd.oasis.opendocument.text"


class PaperRefused(Refusal):
    """The file cannot be taken; `why` is a code."""

    def __init__(self, why: str, limit: int = 0) -> None:
        super().__init__(why)
        self.why = why
        self.limit = limit

    def sentence(self) -> str:
        """See Refusal."""
        return {
            "kind": _("This kind of file is not taken. Send PDF, DOCX, ODT, TXT, JPG or PNG."),
            "content": _("The file's content does not match its name, or it is damaged. Save it anew as PDF."),
            "size": _("The file is larger than %(limit)s MB. Make it smaller.") % {"limit": self.limit},
            "unpacked": _("The file unpacks to more than is allowed. Save it anew as PDF."),
            "active": _("The file contains macros, scripts or other files. Save it anew as a plain PDF."),
            "locked": _("The file is locked with a password. Save it without one."),
            "empty": _("The file is empty. Choose it again."),
        }[self.why]


@dataclass(frozen=True)
class Paper:
    """A file that may be taken, with the random name it gets on disk."""

    name: str
    stored_as: str
    media_type: str
    data: bytes
    digest: str


def examine(name: str, data: bytes, *, megabytes: int) -> Paper:
    """The file as it may be stored, or PaperRefused."""
    if not data:
        raise PaperRefused("empty")
    if len(data) > megabytes * 1_000_000:
        raise PaperRefused("size", megabytes)
    shown = PurePosixPath(name.replace("\\", "/")).name[-150:]
    kind = _KINDS.get(PurePosixPath(shown.lower()).suffix)
    if kind is None:
        raise PaperRefused("kind")
    media_type, structure = kind
    try:
        structure(data)
    except PaperRefused:
        raise
    except Exception as error:  # a hostile file may break any parser in any way; each way means the same
        raise PaperRefused("content") from error
    clean = "".join(letter for letter in shown if letter.isprintable())
    return Paper(clean, secrets.token_hex(24), media_type, data, hashlib.sha256(data).hexdigest())


def papers_folder() -> Path:
    """Where all files about people lie."""
    return Path(settings.MEDIA_ROOT) / "papers"


def path_of(stored_as: str) -> Path:
    """Where a stored file lies; never under the name it came with."""
    return papers_folder() / stored_as[:2] / stored_as


def _pdf(data: bytes) -> None:
    import pypdf

    _require(data.startswith(b"%PDF-"))
    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        raise PaperRefused("locked")
    _require(0 < len(reader.pages) <= PAGES)
    root = cast("DictionaryObject", reader.trailer["/Root"])
    names = _dictionary(root.get("/Names"))
    if _runs_by_itself(root) or {"/JavaScript", "/EmbeddedFiles"} & set(names):
        raise PaperRefused("active")


def _runs_by_itself(root: DictionaryObject) -> bool:
    """Whether the document does something when opened; going to a page is not that."""
    kind = _dictionary(root.get("/OpenAction")).get("/S")
    return kind in {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData"} or "/AA" in root


def _dictionary(found: object) -> DictionaryObject:
    """A dictionary, followed through its reference; anything else is an empty one."""
    from pypdf.generic import DictionaryObject, PdfObject

    value = found.get_object() if isinstance(found, PdfObject) else found
    return value if isinstance(value, DictionaryObject) else DictionaryObject()


def _docx(data: bytes) -> None:
    archive = _archive(data)
    types = ElementTree.fromstring(archive.read("[Content_Types].xml"))
    kinds = {element.get("ContentType", "") for element in types.iter()}
    if any("macroEnabled" in kind or "vbaProject" in kind for kind in kinds) or _has(archive, "vbaproject.bin"):
        raise PaperRefused("active")
    _require(f"{_WORD}.main+xml" in kinds)
    ElementTree.fromstring(archive.read("word/document.xml"))


def _odt(data: bytes) -> None:
    archive = _archive(data)
    _require(archive.read("mimetype").decode("ascii").strip() == _ODT)
    if any(name.lower().startswith(("basic/", "scripts/")) for name in archive.namelist()):
        raise PaperRefused("active")
    ElementTree.fromstring(archive.read("content.xml"))


def _archive(data: bytes) -> zipfile.ZipFile:
    _require(data.startswith(b"PK\x03\x04"))
    archive = zipfile.ZipFile(io.BytesIO(data))
    entries = archive.infolist()
    if len(entries) > ENTRIES or sum(entry.file_size for entry in entries) > UNPACKED:
        raise PaperRefused("unpacked")
    if any(entry.flag_bits & 1 for entry in entries):
        raise PaperRefused("locked")
    _require(all(not name.startswith("/") and ".." not in PurePosixPath(name).parts for name in archive.namelist()))
    return archive


def _has(archive: zipfile.ZipFile, ending: str) -> bool:
    return any(name.lower().endswith(ending) for name in archive.namelist())


def _txt(data: bytes) -> None:
    _require(b"\x00" not in data)
    data.decode("utf-8-sig")


def _picture(magic: bytes) -> Callable[[bytes], None]:
    def examine_picture(data: bytes) -> None:
        from PIL import Image

        _require(data.startswith(magic))
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as picture:
                if picture.width * picture.height > PIXELS:
                    raise PaperRefused("unpacked")
                picture.verify()

    return examine_picture


def _require(condition: bool) -> None:
    if not condition:
        raise PaperRefused("content")


_JPG = ("image/jpeg", _picture(b"\xff\xd8\xff"))
_KINDS: dict[str, tuple[str, Callable[[bytes], None]]] = {
    ".pdf": ("application/pdf", _pdf),
    ".docx": (_WORD, _docx),
    ".odt": (_ODT, _odt),
    ".txt": ("text/plain; charset=utf-8", _txt),
    ".jpg": _JPG,
    ".jpeg": _JPG,
    ".png": ("image/png", _picture(b"\x89PNG\r\n\x1a\n")),
}
