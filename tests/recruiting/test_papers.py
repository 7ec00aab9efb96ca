"""Files are taken by what they are, not by what they are called."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from datetime import datetime

import pypdf
import pytest
from PIL import Image
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from framdrift.foundation.checks import Verdict
from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.checks import uploads
from framdrift.recruiting.models import Candidacy, Upload
from framdrift.recruiting.papers import PaperRefused, examine, path_of

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def pdf(change: str = "") -> bytes:
    """A one-page PDF, with a script or an embedded file where asked."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(width=200, height=200)
    if change == "script":
        script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    if change == "file":
        writer.add_attachment("a.exe", b"MZ")
    if change == "locked":
        writer.encrypt("hemligt")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def docx(kind: str = MAIN, extra: dict[str, bytes] | None = None) -> bytes:
    """A small Word document."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml", f'<Types><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
        )
        archive.writestr("word/document.xml", "<document/>")
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return out.getvalue()


def odt(extra: dict[str, bytes] | None = None) -> bytes:
    """A small OpenDocument text."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<content/>")
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return out.getvalue()


def picture(kind: str) -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", (20, 20)).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("Lea.pdf", pdf()),
        ("Lea.DOCX", docx()),
        ("Lea.odt", odt()),
        ("Lea.txt", "Född i Örebro".encode()),
        ("Lea.jpg", picture("JPEG")),
        ("Lea.png", picture("PNG")),
    ],
)
def test_what_is_what_it_says_is_taken(name: str, data: bytes) -> None:
    paper = examine(f"C:\\Users\\lea\\{name}", data, megabytes=1)
    assert (paper.name, paper.data) == (name, data)
    assert name not in paper.stored_as


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("cv.exe", b"MZ", "kind"),
        ("cv.pdf.html", b"<script>", "kind"),
        ("cv.pdf", b"<html>", "content"),
        ("cv.pdf", pdf()[:60], "content"),
        ("cv.pdf", pdf("script"), "active"),
        ("cv.pdf", pdf("file"), "active"),
        ("cv.pdf", pdf("locked"), "locked"),
        ("cv.docx", odt(), "content"),
        ("cv.docx", docx("application/vnd.ms-word.document.macroEnabled.main+xml"), "active"),
        ("cv.docx", docx(extra={"word/vbaProject.bin": b"x"}), "active"),
        ("cv.docx", docx(extra={"../../x": b"x"}), "content"),
        ("cv.docx", docx(extra={"word/bomb": b"\0" * 120_000_000}), "unpacked"),
        ("cv.odt", odt({"Basic/Standard/Module1.xml": b"x"}), "active"),
        ("cv.txt", b"a\x00b", "content"),
        ("cv.txt", "Född".encode("latin-1"), "content"),
        ("cv.png", picture("JPEG"), "content"),
        ("cv.jpg", picture("JPEG")[:40], "content"),
        ("cv.txt", b"", "empty"),
        ("cv.txt", b"a" * 1_000_001, "size"),
    ],
)
def test_what_is_not_what_it_says_or_could_act_is_refused_in_words(name: str, data: bytes, why: str) -> None:
    with pytest.raises(PaperRefused) as refusal:
        examine(name, data, megabytes=1)
    assert refusal.value.why == why
    assert refusal.value.sentence().endswith(".")


def test_a_file_lies_under_a_random_name_and_goes_with_its_row(
    candidacy: Candidacy, ada: Viewer, now: datetime, django_capture_on_commit_callbacks: object
) -> None:
    paper = examine("Lea.pdf", pdf(), megabytes=1)
    upload = actions.add_upload(candidate=candidacy.candidate, paper=paper, by=ada, at=now)
    path = path_of(upload.stored_as)
    assert path.read_bytes() == paper.data
    assert path.stat().st_mode & 0o077 == 0
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        actions.remove_upload(upload=upload, by=ada, at=now)
    assert not path.exists()
    assert not Upload.objects.exists()


def test_a_failed_row_leaves_no_file(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    paper = examine("Lea.pdf", pdf(), megabytes=1)
    with pytest.raises(Exception, match="at"):
        actions.add_upload(candidate=candidacy.candidate, paper=paper, by=ada, at=None)  # type: ignore[arg-type]
    assert not path_of(paper.stored_as).exists()


def test_a_server_that_takes_no_file_loads_no_file_libraries() -> None:
    program = (
        "import sys, django; django.setup(); import framdrift.config.urls; "
        "sys.exit(', '.join({'pypdf', 'PIL'} & set(sys.modules)) or 0)"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "framdrift.config.settings"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_check_misses_a_file_that_a_row_names(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    paper = examine("cv.pdf", pdf(), megabytes=1)
    actions.add_upload(candidate=candidacy.candidate, paper=paper, by=ada, at=now)
    assert uploads(now).verdict == Verdict.GOOD
    path_of(paper.stored_as).unlink()
    assert uploads(now).verdict == Verdict.FAULT
