"""Files on the desk: taken when they are what they say, given out as attachments only, gone when taken away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from framdrift.recruiting.models import Assignment, Candidacy, Upload
from framdrift.recruiting.papers import path_of
from tests.cast import Cast

Browser = Callable[..., Client]
WORDS = b"Jag heter Lea.\n"


@pytest.fixture(autouse=True)
def own_folder(settings: LazySettings, tmp_path: Path) -> None:
    """Files of a test lie in its own folder."""
    settings.MEDIA_ROOT = tmp_path


def _add(browser: Client, candidacy: Candidacy, name: str, data: bytes = WORDS) -> int:
    address = f"/candidates/{candidacy.candidate_id}/files/new/"
    return browser.post(address, {"file": SimpleUploadedFile(name, data), "kind": "cv"}).status_code


@pytest.mark.parametrize(
    "name",
    [
        "cv.txt",
        "Åsas meriter (ny).txt",
        'a"; filename="evil.html.txt',
        "<script>alert(1)</script>.txt",
        "../../etc/passwd.txt",
        "\u202etxt.exe.txt",
    ],
)
def test_a_file_comes_back_as_an_attachment_whatever_its_name(
    as_account: Browser, cast: Cast, candidacy: Candidacy, name: str
) -> None:
    ada = as_account(cast.owner)
    assert _add(ada, candidacy, name) == 302
    [upload] = Upload.objects.all()
    answer = ada.get(f"/candidates/{candidacy.candidate_id}/files/{upload.pk}/")
    assert b"".join(answer.streaming_content) == WORDS  # type: ignore[arg-type]
    headers = answer.headers
    assert headers["Content-Disposition"].startswith("attachment; filename")
    assert not set(headers["Content-Disposition"]) & set("\r\n\u202e")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Type"] == "text/plain; charset=utf-8"
    page = ada.get(f"/candidates/{candidacy.candidate_id}/").content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("name", "data"),
    [("cv.exe", WORDS), ("cv.pdf", WORDS), ("cv.html", b"<script>"), ("cv.txt", b"\x00\x01"), ("noname", WORDS)],
)
def test_a_file_that_is_not_what_it_says_is_refused_in_words(
    as_account: Browser, cast: Cast, candidacy: Candidacy, name: str, data: bytes
) -> None:
    assert _add(as_account(cast.owner), candidacy, name, data) == 422
    assert not Upload.objects.exists()


def test_a_file_added_at_a_candidacy_is_the_candidates(as_account: Browser, cast: Cast, candidacy: Candidacy) -> None:
    ada = as_account(cast.owner)
    sent = {"file": SimpleUploadedFile("brev.txt", WORDS), "kind": "letter"}
    assert ada.post(f"/candidacies/{candidacy.pk}/files/new/", sent).status_code == 302
    upload = Upload.objects.get()
    assert (upload.candidate_id, upload.kind) == (candidacy.candidate_id, "letter")
    assert f"/files/{upload.pk}/" in ada.get(f"/candidacies/{candidacy.pk}/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_file_taken_away_is_gone_from_the_disk(as_account: Browser, cast: Cast, candidacy: Candidacy) -> None:
    ada = as_account(cast.owner)
    _add(ada, candidacy, "cv.txt")
    upload = Upload.objects.get()
    path, address = path_of(upload.stored_as), f"/candidates/{candidacy.candidate_id}/files/{upload.pk}/"
    assert path.exists()
    assert ada.get(f"{address}remove/").status_code == 200
    assert path.exists()
    ada.post(f"{address}remove/")
    assert not path.exists()
    assert ada.get(address).status_code == 404


def test_files_are_hidden_with_their_candidate(
    as_account: Browser, cast: Cast, candidacy: Candidacy, assignment: Assignment
) -> None:
    _add(as_account(cast.owner), candidacy, "cv.txt")
    address = f"/candidates/{candidacy.candidate_id}/files/{Upload.objects.get().pk}/"
    assert as_account(cast.interviewer).get(address).status_code == 404
    assert as_account(cast.north.hr).get(address).status_code == 404
    assignment.deputies.all().delete()
    Assignment.objects.update(confidential=True)
    assert as_account(cast.teammate).get(address).status_code == 404
    assert as_account(cast.lead).get(address).status_code == 200
