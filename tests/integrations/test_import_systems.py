"""Ashby, Greenhouse, Lever, Teamtailor and XES as candidacies with their clocks."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from framdrift.foundation.models import Event
from framdrift.recruiting.models import Candidacy, Candidate, Outcome
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


@pytest.mark.parametrize("kind", ["ashby", "greenhouse", "lever", "teamtailor"])
@pytest.mark.parametrize(("content", "says"), [("", "empty"), ("{", "line 1"), ("[]", "found")])
def test_a_broken_document_is_refused_in_words(tmp_path: Path, kind: str, content: str, says: str) -> None:
    path = tmp_path / "export.json"
    path.write_text(content)
    with pytest.raises(Unreadable, match=says):
        bring_in(path, kind)
    assert not Candidate.objects.exists()
