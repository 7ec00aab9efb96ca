"""Ashby, Greenhouse, Lever, Teamtailor and XES as candidacies with their clocks."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from framdrift.foundation.models import Event
from framdrift.recruiting.models import Candidacy, Candidate, Outcome, RefusedRow
from framdrift.recruiting.transitions.told import Unreadable
from tests.integrations.importing import FIXTURES, bring_in, way

pytestmark = pytest.mark.django_db
WEBHOOK = {
    "action": "candidate_stage_change",
    "received_at": "2026-03-05T10:00:00Z",
    "payload": {
        "application": {
            "id": 5,
            "applied_at": "2026-03-02T08:00:00Z",
            "current_stage": {"id": 9, "name": "Phone Interview"},
            "candidate": {"id": 4, "first_name": "Ada", "last_name": "Ek"},
            "jobs": [{"id": 3, "name": "Controller"}],
        }
    },
}


def test_ashby_replaces_the_history_of_an_application(tmp_path: Path) -> None:
    bring_in(FIXTURES / "ashby.json", "ashby")
    candidacy = Candidacy.objects.get()
    assert [name for name, _left in way(candidacy)] == ["Application Review", "Phone Interview"]
    assert Outcome.objects.get().told_reason == "other_offer_first"
    assert candidacy.status == "withdrew"
    export = json.loads((FIXTURES / "ashby.json").read_text())
    del export["histories"][0]["results"][0]
    path = tmp_path / "ashby.json"
    path.write_text(json.dumps(export))
    assert bring_in(path, "ashby").changed == 1
    assert [name for name, _left in way(candidacy)] == ["Phone Interview"]
    assert Event.objects.filter(code="history-corrected").count() == 1


def test_lever_in_milliseconds_hired_by_its_reason() -> None:
    bring_in(FIXTURES / "lever.json", "lever")
    candidacy = Candidacy.objects.get()
    assert way(candidacy) == [
        ("New applicant", "2026-03-04T08:00:00+00:00"),
        ("Phone interview", "2026-03-12T08:00:00+00:00"),
    ]
    assert candidacy.status == "hired"
    assert Candidate.objects.get().email == "bo@person.example"


def test_teamtailor_keeps_how_well_a_stage_is_known() -> None:
    bring_in(FIXTURES / "teamtailor.json", "teamtailor")
    cia, dan = (Candidacy.objects.get(candidate__name=name) for name in ("Cia Al", "Dan Bo"))
    assert (cia.status, cia.precision) == ("active", "current_only")
    assert (dan.status, dan.precision) == ("rejected", "exact")


def test_greenhouse_webhooks_follow_each_other_by_application(tmp_path: Path) -> None:
    path = tmp_path / "webhooks.jsonl"
    later = json.loads(json.dumps(WEBHOOK))
    later["received_at"] = "2026-03-09T10:00:00Z"
    later["payload"]["application"]["current_stage"] = {"id": 10, "name": "Offer"}
    path.write_text("\n".join(json.dumps(one) for one in (later, WEBHOOK)))
    bring_in(path, "greenhouse")
    candidacy = Candidacy.objects.get()
    assert [name for name, _left in way(candidacy)] == ["Applied", "Phone Interview", "Offer"]
    assert candidacy.precision == "arrival"


def test_xes_cases_become_candidacies(tmp_path: Path) -> None:
    named, timed = (
        '<string key="concept:name" value="{}"/>',
        '<date key="time:timestamp" value="2026-03-0{}T09:00:00Z"/>',
    )
    event = f"<event>{named}{timed}</event>"
    trace = f"<trace>{named.format('c1')}{event.format('Screening', 2)}{event.format('Rejected', 4)}</trace>"
    path = tmp_path / "log.xes.gz"
    path.write_bytes(gzip.compress(f'<log xmlns="http://www.xes-standard.org/">{trace}</log>'.encode()))
    bring_in(path, "xes", assignment="Loggen")
    assert Candidacy.objects.get().status == "rejected"
    path.write_bytes(path.read_bytes()[:-12])
    with pytest.raises(Unreadable, match="cut off"):
        bring_in(path, "xes", assignment="Loggen")


def test_a_recruiter_of_the_same_number_lends_a_candidate_no_name(tmp_path: Path) -> None:
    recruiter = {"id": 4, "first_name": "Rut", "last_name": "Rekry", "name": "Rut Rekry", "employee_id": None}
    application = WEBHOOK["payload"]["application"]  # type: ignore[index]
    (tmp_path / "a_users.json").write_text(json.dumps([recruiter]))
    (tmp_path / "b_applications.json").write_text(json.dumps([{**application, "recruiter": recruiter}]))
    bring_in(tmp_path, "greenhouse")
    assert Candidate.objects.get().name == "Ada Ek"


def test_files_that_are_not_needed_are_named_with_why_and_never_a_fault(tmp_path: Path) -> None:
    (tmp_path / "applications.json").write_text(json.dumps([WEBHOOK["payload"]["application"]]))  # type: ignore[index]
    (tmp_path / "scorecards.json").write_text(json.dumps([{"id": 1, "overall_recommendation": "yes"}]))
    (tmp_path / "harvest_users_2.json").write_text("this is cut off")
    (tmp_path / "holiday.json").write_text("[]")
    (tmp_path / "notes.txt").write_text("mine")
    report = bring_in(tmp_path, "greenhouse")
    assert (report.added, report.refused) == (2, [])
    assert sorted(name for name, why in report.left_out.items() if why) == ["harvest_users_2.json", "scorecards.json"]
    assert sorted(name for name, why in report.left_out.items() if not why) == ["holiday.json", "notes.txt"]
    (tmp_path / "holiday.json").write_text("this is cut off")
    with pytest.raises(Unreadable, match=r"holiday\.json"):
        bring_in(tmp_path, "greenhouse")


STRAY: dict[str, list[dict[str, Any]]] = {
    "greenhouse": [{"id": "g0"}, {"id": "g1", "applied_at": "2026-03-02T08:00:00Z"}],
    "ashby": [{"id": "a0"}, {"id": "g1", "candidate": {"id": "c1"}, "currentInterviewStage": {"id": "s1"}}],
    "lever": [{"id": "l0"}, {"id": "g1", "stageChanges": []}],
    "teamtailor": [{"id": "t0"}, {"id": "g1", "type": "job-applications", "attributes": {}}],
}


@pytest.mark.parametrize("kind", STRAY)
@pytest.mark.parametrize(("shape", "where"), [("list", ""), ("lines", ""), ("page", "data, ")])
def test_what_is_refused_is_told_by_file_entry_and_id(tmp_path: Path, kind: str, shape: str, where: str) -> None:
    """The first file holds entries too: each is counted from its own file's beginning."""
    whole = {"list": json.dumps, "lines": lambda one: "\n".join(map(json.dumps, one))}
    (tmp_path / "a.json").write_text("[{}, {}, {}]")
    write = whole.get(shape, lambda one: json.dumps({"data": one}))
    (tmp_path / "candidates.json").write_text(write(STRAY[kind]))
    refused = bring_in(tmp_path, kind).refused
    with translation.override("en"):
        assert [one.where() for one in refused] == [f"candidates.json, {where}entry 2 (id g1)"]
    with translation.override("sv"):
        assert [one.where() for one in refused] == [f"candidates.json, {where}post 2 (id g1)"]
    assert RefusedRow.objects.get().place.startswith("candidates.json")


HOSTILE: dict[str, list[Any]] = {
    "greenhouse": [
        {"id": 1, "applied_at": "2026-03-02T08:00:00Z", "jobs": [], "candidate": {"email_addresses": 3}},
        {
            "id": 2,
            "applied_at": "2026-03-02T08:00:00Z",
            "jobs": [{"id": 1, "name": "J\0ob \ud800" + "x" * 500}],
            "candidate": {
                "id": 1,
                "first_name": "N\0" + "x" * 500,
                "email_addresses": [3],
                "phone_numbers": {"a": "b"},
            },
        },
    ],
    "lever": [
        {
            "id": "o\ud800\0",
            "name": "\ud800",
            "emails": 3,
            "phones": {},
            "sources": [[]],
            "posting": "p" * 500,
            "stageChanges": [{"toStageId": "s\0", "updatedAt": 1772438400000}, {"updatedAt": 10**30}, None, 3],
        }
    ],
    "teamtailor": [
        {"type": "activities", "id": [], "attributes": {"code": []}},
        {"type": "activities", "id": 2, "attributes": {"code": "moved", "data": "[1]"}},
        {"type": "job-applications", "id": "1", "attributes": {"created-at": {}}, "relationships": []},
    ],
    "ashby": [
        {"id": "a", "enteredStageAt": "x", "title": []},
        {"id": {}, "enteredStageAt": "2026-03-02T08:00:00Z", "title": "T\0", "applicationId": "ap"},
    ],
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_no_export_holds_is_refused_or_marked_and_never_a_fault(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "export.json"
    path.write_text(json.dumps(HOSTILE[kind]))
    report = bring_in(path, kind, assignment="Controller")
    assert report.rows == report.added + len(report.refused)
    assert all("\0" not in one.name for one in Candidate.objects.all())


@pytest.mark.parametrize("kind", ["ashby", "greenhouse", "lever", "teamtailor"])
@pytest.mark.parametrize(("content", "says"), [("", "empty"), ("{", "line 1"), ("[]", "found")])
def test_a_broken_document_is_refused_in_words(tmp_path: Path, kind: str, content: str, says: str) -> None:
    path = tmp_path / "export.json"
    path.write_text(content)
    with pytest.raises(Unreadable, match=says):
        bring_in(path, kind)
    assert not Candidate.objects.exists()
