"""Somebody who puts line breaks into their own name: nobody's letters stop for it."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from framdrift.foundation.correspondence import compose
from framdrift.foundation.models import Letter
from framdrift.momentum.readers import candidate_reader
from framdrift.organisations.access import Viewer
from framdrift.portals.candidate.progress_words import PAUSED
from framdrift.recruiting import actions
from framdrift.recruiting.models import Assignment, Candidacy, Candidate

HOSTILE = "Eve Ek\r\nBcc:\x01everyone@nordbygg.example"


@pytest.mark.django_db
def test_a_name_with_a_line_break_becomes_one_line(
    assignment: Assignment, ada: Viewer, client: Client, now: datetime
) -> None:
    actions.change_assignment(assignment=assignment, changes={"apply_open": True}, by=ada, at=now)
    answer = client.post(f"/apply/{assignment.apply_key}/", {"name": HOSTILE, "email": "eve@people.example"})
    assert answer.status_code == 302
    assert Candidate.objects.get(email="eve@people.example").name == "Eve Ek Bcc: everyone@nordbygg.example"


def test_a_letter_to_such_a_name_is_written(candidacy: Candidacy, now: datetime) -> None:
    candidate = candidacy.candidate
    candidate.name = HOSTILE
    reader = candidate_reader(candidate)
    letter = compose(kind=PAUSED, key="k", to=reader, values={"assignment": "Platschef"}, at=now)
    assert Letter.objects.get(pk=letter.pk).to_name == "Eve Ek Bcc: everyone@nordbygg.example"
