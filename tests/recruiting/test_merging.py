"""Two records of one person become one: whatever is active goes on as it was, with its clocks, ball and promises."""

from __future__ import annotations

from datetime import datetime, timedelta

from framdrift.foundation.models import Event
from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import CandidacyStatus, StepType
from framdrift.recruiting.models import Assignment, Ball, Candidacy, Candidate, Step
from framdrift.recruiting.queries.ledger import ledger_faults
from tests.cast import Cast
from tests.recruitment import candidate, column

HOUR = timedelta(hours=1)


def _end(row: Candidacy, by: Viewer, at: datetime) -> None:
    actions.end_candidacy(candidacy=row, status="withdrew", told_reason="pay", told_by_side="candidate", by=by, at=at)


def _double(assignment: Assignment, by: Viewer, at: datetime) -> Candidacy:
    twin = candidate("Lea Berg", by, at)
    return actions.enter_candidacy(assignment=assignment, candidate=twin, source="sourced", by=by, at=at)


def test_the_active_candidacy_goes_on_where_the_kept_one_had_ended(
    cast: Cast, assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    kept = candidacy.candidate
    _end(candidacy, ada, now - 9 * HOUR)
    twin = _double(assignment, ada, now - 8 * HOUR)
    interview = column(assignment, StepType.INTERVIEW)
    actions.move_candidacy(candidacy=twin, to=interview, by=ada, at=now - 7 * HOUR)
    promise = actions.make_promise(
        kind="news", to_side="candidate", due_at=now + HOUR, made_by=cast.owner, candidacy=twin, by=ada, at=now - HOUR
    )
    ball = Ball.objects.get(candidacy=twin, ended_at=None)
    before = Candidacy.objects.values("status", "stepped_at", "next_step_on", "next_news_on").get(pk=twin.pk)
    happened = list(Event.objects.filter(subject=f"candidacy:{twin.pk}").values_list("seq", flat=True))

    duplicate = twin.candidate
    actions.merge_candidates(keep=kept, duplicate=duplicate, by=ada, at=now)

    assert Candidacy.objects.values("status", "stepped_at", "next_step_on", "next_news_on").get(pk=twin.pk) == before
    assert Candidacy.objects.get(candidate=kept, assignment=assignment).pk == twin.pk
    assert Candidacy.objects.get(pk=candidacy.pk).candidate_id == duplicate.pk
    assert Ball.objects.get(candidacy=twin, ended_at=None).pk == ball.pk
    assert Step.objects.get(candidacy=twin, closed_at=None).opened_at == now - 7 * HOUR
    promise.refresh_from_db()
    assert (promise.candidate_id, promise.withdrawn_at) == (kept.pk, None)
    assert list(Event.objects.filter(subject=f"candidacy:{twin.pk}").values_list("seq", flat=True)) == happened
    assert Event.objects.latest("seq").data["moved"] == [twin.pk]
    assert set(Candidate.objects.values_list("pk", flat=True)) >= {kept.pk, duplicate.pk}
    assert not Candidate.objects.exclude(pk__in=[kept.pk, duplicate.pk]).filter(name=kept.name).exists()
    assert ledger_faults(now) == ()


def test_of_two_active_ones_the_kept_records_goes_on(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    twin = _double(assignment, ada, now - HOUR)
    actions.merge_candidates(keep=candidacy.candidate, duplicate=twin.candidate, by=ada, at=now)
    twin.refresh_from_db()
    candidacy.refresh_from_db()
    assert (candidacy.status, twin.status) == (CandidacyStatus.ACTIVE, CandidacyStatus.EXPIRED)
    assert ledger_faults(now) == ()


def test_an_ended_double_stays_on_the_merged_record(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    twin = _double(assignment, ada, now - 2 * HOUR)
    _end(twin, ada, now - HOUR)
    ball = Ball.objects.get(candidacy=candidacy, ended_at=None)
    actions.merge_candidates(keep=candidacy.candidate, duplicate=twin.candidate, by=ada, at=now)
    assert Candidacy.objects.get(candidate=candidacy.candidate).pk == candidacy.pk
    assert Ball.objects.get(candidacy=candidacy, ended_at=None).pk == ball.pk
    assert ledger_faults(now) == ()
