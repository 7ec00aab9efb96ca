"""Hires arrive on the client's roster once, with what was promised; erasing the candidate leaves no way back."""

from __future__ import annotations

from datetime import datetime, timedelta

from framdrift.config.wiring import WIRING
from framdrift.foundation.dispatch import deliver_pending
from framdrift.organisations.access import SYSTEM, Viewer
from framdrift.organisations.models import Employment
from framdrift.organisations.roster.queries import promised_to
from framdrift.recruiting import actions
from framdrift.recruiting.actions.forgetting import erase_candidate
from framdrift.recruiting.models import Assignment, Candidacy, ImportedKey

HOUR = timedelta(hours=1)


def hired(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    actions.end_candidacy(
        candidacy=candidacy, status="hired", told_reason="accepted", told_by_side="candidate", by=ada, at=now
    )
    deliver_pending(WIRING, at=now)


def test_a_hire_arrives_once_with_what_was_promised(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    Assignment.objects.filter(pk=assignment.pk).update(purpose="Leda ekonomin", location="Umeå")
    hired(candidacy, ada, now)
    row = Employment.objects.get()
    assert (row.name, row.private_email, row.origin) == ("Lea Berg", "lea@people.example", "hired")
    purpose, place, pay = promised_to(SYSTEM, row.pk)
    assert (purpose, "Umeå" in place, "52000" in pay) == ("Leda ekonomin", True, True)
    assert row.placements.get().title == "Ekonomichef"


def test_an_erased_candidate_leaves_the_employment_and_no_way_back(
    candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    hired(candidacy, ada, now)
    assert Employment.objects.get().arrival_key == f"candidacy:{candidacy.pk}"
    erase_candidate(candidate=candidacy.candidate, by=ada, at=now + HOUR)
    row = Employment.objects.get()
    assert (row.name, row.arrival_key) == ("Lea Berg", None)
    deliver_pending(WIRING, at=now + HOUR)
    assert Employment.objects.count() == 1


def test_a_hire_taken_back_is_gone_unless_used(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    hired(candidacy, ada, now)
    actions.undo_end(candidacy=candidacy, by=ada, at=now + HOUR)
    deliver_pending(WIRING, at=now + HOUR)
    assert not Employment.objects.exists()
    candidacy.refresh_from_db()
    hired(candidacy, ada, now + 2 * HOUR)
    Employment.objects.update(external_id="17")
    actions.undo_end(candidacy=candidacy, by=ada, at=now + 3 * HOUR)
    deliver_pending(WIRING, at=now + 3 * HOUR)
    row = Employment.objects.get()
    assert (row.arrival_key, promised_to(SYSTEM, row.pk)) == (None, [])


def test_what_another_system_tells_of_old_hires_stays_history(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    ImportedKey.objects.create(source="table", kind="candidacy", external_id="x", row_id=candidacy.pk)
    hired(candidacy, ada, now)
    assert not Employment.objects.exists()
