"""Exports of applicant tracking systems as event logs. Documented, not captured: written from the vendors'
published descriptions, save Greenhouse's own samples (Apache-2.0) where the data folder is at hand."""

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from framdrift.integrations.ashby import log as ashby
from framdrift.integrations.greenhouse import log as greenhouse
from framdrift.integrations.lever import log as lever
from framdrift.integrations.teamtailor import log as teamtailor
from framdrift.science.eventlog.instants import iso_utc
from framdrift.science.eventlog.refusals import LogRefused

SAMPLES = Path(__file__).resolve().parents[4] / "shared/data/ats-greenhouse-samples"
UTC = ZoneInfo("UTC")


def told(system, *contents):
    assert system.recognises(list(contents))
    log = system.read_documents([(f"{i}.json", content) for i, content in enumerate(contents)], zone=UTC)
    columns = zip(log.cases.tolist(), log.activities.tolist(), log.instants.tolist(), strict=True)
    return log, [(case, log.activity_names[code], iso_utc(tick)[:16]) for case, code, tick in columns]


def test_ashby_tells_every_stage_entered():
    entries = [
        {"id": "h1", "stageId": "s1", "title": "Review", "enteredStageAt": "2026-01-01T10:00:00.000Z", "actorId": "u"},
        {
            "id": "h2",
            "stageId": "s2",
            "title": "Offer",
            "enteredStageAt": "2026-01-05T10:00:00.000Z",
            "leftStageAt": None,
        },
    ]
    expected = [(0, "Review", "2026-01-01T10:00"), (0, "Offer", "2026-01-05T10:00")]
    for content in (
        {"applicationId": "a", "results": entries},
        {"a": entries},
        [{**e, "applicationId": "a"} for e in entries],
    ):
        assert told(ashby, content)[1] == expected
    with pytest.raises(LogRefused, match="id"):
        ashby.read_documents([("x", {"results": entries})], zone=UTC)


def test_lever_counts_in_milliseconds_and_ends_by_archiving():
    opportunity = {
        "id": "o",
        "stageChanges": [{"toStageId": "s1", "updatedAt": 1767261600000, "userId": "u"}],
        "archived": {"archivedAt": 1767348000000, "reason": "r1"},
    }
    _, events = told(
        lever, {"data": [opportunity]}, {"data": [{"id": "s1", "text": "Screen"}, {"id": "r1", "text": "Hired"}]}
    )
    assert events == [(0, "Screen", "2026-01-01T10:00"), (0, "archived: Hired", "2026-01-02T10:00")]
    opportunity["stageChanges"][0]["updatedAt"] = "yesterday"
    with pytest.raises(LogRefused, match="opportunity o"):
        lever.read_documents([("x", opportunity)], zone=UTC)


def test_teamtailor_knows_the_current_stage_and_says_so():
    application = {
        "id": "7",
        "type": "job-applications",
        "attributes": {
            "created-at": "2026-01-01T10:00:00+01:00",
            "changed-stage-at": "2026-01-03T10:00:00+01:00",
            "rejected-at": "2026-01-04T10:00:00+01:00",
        },
        "relationships": {"stage": {"data": {"type": "stages", "id": "3"}}},
    }
    stage = {"id": "3", "type": "stages", "attributes": {"name": "Intervju"}}
    log, events = told(teamtailor, {"data": [application], "included": [stage]})
    assert events == [
        (0, "created", "2026-01-01T09:00"),
        (0, "Intervju", "2026-01-03T09:00"),
        (0, "rejected", "2026-01-04T09:00"),
    ]
    assert "current stage only: 1" in str(log.remarks[0])
    moved = {
        "id": "9",
        "type": "activities",
        "attributes": {
            "code": "moved",
            "created-at": "2026-01-02T10:00:00+01:00",
            "data": json.dumps({"job_application_id": 7, "to_stage_id": 3}),
        },
    }
    log, events = told(teamtailor, {"data": [application], "included": [stage, moved]})
    assert log.remarks == ()
    assert sorted(event[2] for event in events) == ["2026-01-01T09:00", "2026-01-02T09:00", "2026-01-04T09:00"]


def test_greenhouse_tells_dated_facts_once():
    application = {"id": 1, "candidate_id": 2, "applied_at": "2026-01-01T10:00:00Z", "rejected_at": None}
    offer = {
        "id": 3,
        "application_id": 1,
        "sent_at": "2026-01-05",
        "resolved_at": "2026-01-06T10:00:00Z",
        "status": "accepted",
    }
    change = {
        "action": "candidate_stage_change",
        "received_at": "2026-01-02T10:00:00Z",
        "payload": {"application": {**application, "current_stage": {"id": 4, "name": "Phone"}}},
    }
    log, events = told(greenhouse, [application, application], [offer], change)
    assert events == [
        (0, "Applied", "2026-01-01T10:00"),
        (0, "Offer sent", "2026-01-05T00:00"),
        (0, "Offer accepted", "2026-01-06T10:00"),
        (0, "Phone", "2026-01-02T10:00"),
    ]
    assert any("without a time of their own: 1" in str(remark) for remark in log.remarks)


@pytest.mark.skipif(not SAMPLES.exists(), reason="the data folder ../shared/data/ats-greenhouse-samples is not at hand")
def test_greenhouses_own_samples():
    contents = [json.loads(file.read_text()) for file in sorted(SAMPLES.glob("*.json"))]
    log, events = told(greenhouse, *contents)
    assert {"Applied", "Rejected", "Hired", "Offer sent", "Assessment"} <= set(log.activity_names)
    assert len(events) == len(set(events))
