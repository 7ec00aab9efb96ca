"""Applying: by anybody with the address, once, with errors that keep what was typed."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from framdrift.foundation.models import FreeText
from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.models import Assignment, Candidacy, Upload


@pytest.fixture
def address(assignment: Assignment, ada: Viewer, now: datetime) -> str:
    """The form's address, open."""
    actions.change_assignment(assignment=assignment, changes={"apply_open": True}, by=ada, at=now)
    return f"/apply/{assignment.apply_key}/"


SENT = {"name": "Iris Vik", "email": "iris@people.example", "message": "Ring mig, 850101-1234 är jag."}


def test_an_application_with_a_cv_comes_in_with_its_personnummer_masked(client: Client, address: str) -> None:
    cv = SimpleUploadedFile("Iris.txt", "Född i Örebro".encode())
    answer = client.post(address, {**SENT, "cv": cv})
    assert answer.headers["Location"] == f"{address}thanks/"
    assert Candidacy.objects.get().candidate.name == "Iris Vik"
    assert Upload.objects.get().name == "Iris.txt"
    assert FreeText.objects.get().body == "Ring mig, […] är jag."


def test_a_wrong_file_is_told_at_its_field_and_the_words_stay(client: Client, address: str) -> None:
    cv = SimpleUploadedFile("Iris.pdf", b"<html>")
    answer = client.post(address, {**SENT, "cv": cv}, headers={"accept-language": "sv"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Iris Vik" in page
    assert "Ring mig" in page
    assert not Candidacy.objects.exists()


def test_a_robot_is_thanked_and_nothing_is_kept(client: Client, address: str) -> None:
    answer = client.post(address, {**SENT, "website": "http://spam.example"})
    assert answer.status_code == 302
    assert not Candidacy.objects.exists()


def test_a_closed_form_and_a_wrong_key_look_the_same(client: Client, assignment: Assignment) -> None:
    closed, wrong = client.get(f"/apply/{assignment.apply_key}/"), client.get("/apply/nothing/")
    assert (closed.status_code, wrong.status_code) == (404, 404)
    assert closed.content == wrong.content


def test_the_answer_does_not_tell_whether_an_address_is_known(client: Client, address: str) -> None:
    first, second = client.post(address, SENT), client.post(address, SENT)
    assert (first.status_code, first.headers["Location"]) == (second.status_code, second.headers["Location"])
    assert Candidacy.objects.count() == 1
