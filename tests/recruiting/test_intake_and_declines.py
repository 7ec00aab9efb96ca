"""Applications come in once; declines go back whole; a company never learns of its own employee's candidacy."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from framdrift.foundation.models import Event
from framdrift.organisations.access import SYSTEM, Viewer, viewer_of
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import CandidacyStatus, Side
from framdrift.recruiting.models import Assignment, Ball, Candidacy, Candidate, Outcome, Promise
from framdrift.recruiting.off_limits import client_employer, plain_name
from framdrift.recruiting.queries.client_page import client_home
from framdrift.recruiting.refusals import NothingToUndo
from tests.cast import Cast
from tests.recruitment import candidate

IRIS = actions.Application(name="Iris Vik", email="Iris@people.example", phone="070-1", message="Hej, jag söker.")


def test_an_application_makes_one_candidate_and_one_candidacy(assignment: Assignment, now: datetime) -> None:
    first = actions.receive_application(assignment=assignment, application=IRIS, by=SYSTEM, at=now)
    again = actions.Application(name="Någon Annan", email="iris@people.example", message="Ett tillägg.")
    second = actions.receive_application(
        assignment=assignment, application=again, by=SYSTEM, at=now + timedelta(hours=1)
    )
    assert first.pk == second.pk
    [iris] = Candidate.objects.all()
    assert (iris.name, iris.phone, first.source) == ("Iris Vik", "070-1", "applied")
    codes = list(Event.objects.filter(subject=f"candidacy:{first.pk}").order_by("seq").values_list("code", flat=True))
    assert codes == ["candidacy-entered", "application-received", "application-received"]


def test_an_application_after_an_end_is_put_on_the_owners_list(
    candidacy: Candidacy, assignment: Assignment, ada: Viewer, now: datetime
) -> None:
    actions.end_candidacy(
        candidacy=candidacy, status="rejected", told_reason="requirements", told_by_side="agency", by=ada, at=now
    )
    again = actions.Application(name="Lea Berg", email="lea@people.example", message="Jag har läst vidare sedan dess.")
    actions.receive_application(assignment=assignment, application=again, by=SYSTEM, at=now + timedelta(days=1))
    [promise] = Promise.objects.filter(kept_at=None, withdrawn_at=None)
    assert (promise.owner_id, promise.candidacy_id, promise.kind) == (assignment.owner_id, candidacy.pk, "news")


def test_words_of_an_application_are_not_in_the_chain(assignment: Assignment, now: datetime) -> None:
    actions.receive_application(assignment=assignment, application=IRIS, by=SYSTEM, at=now)
    event = Event.objects.get(code="application-received")
    assert set(event.data["text"]) == {"id", "digest"}
    assert "söker" not in str(event.data)


def test_declines_go_back_whole_with_their_clocks(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, cast: Cast, now: datetime
) -> None:
    other = actions.enter_candidacy(
        assignment=assignment, candidate=candidate("Omar Dahl", ada, now), source="applied", by=ada, at=now
    )
    promise = actions.make_promise(
        kind="news",
        to_side=Side.CANDIDATE,
        due_at=now + timedelta(days=3),
        made_by=cast.owner,
        candidacy=candidacy,
        by=ada,
        at=now,
    )
    before = list(Ball.objects.order_by("id").values("id", "since", "ended_at"))
    at = now + timedelta(minutes=5)
    actions.decline_candidacies(
        assignment=assignment, candidacies=[candidacy, other], told_reason="other_chosen", by=ada, at=at
    )
    assert set(Candidacy.objects.values_list("status", flat=True)) == {CandidacyStatus.REJECTED}
    taken_back = actions.undo_declines(assignment=assignment, declined_at=at, by=ada, at=at + timedelta(seconds=9))
    assert taken_back == 2
    assert list(Ball.objects.order_by("id").values("id", "since", "ended_at")) == before
    candidacy.refresh_from_db()
    assert (candidacy.status, candidacy.next_step_on) == ("active", date(2026, 11, 13))
    promise.refresh_from_db()
    assert promise.withdrawn_at is None
    assert not Outcome.objects.filter(undone_at=None).exists()
    with pytest.raises(NothingToUndo):
        actions.undo_end(candidacy=candidacy, by=ada, at=at)


@pytest.mark.parametrize(
    ("name", "plain"),
    [("Nordbygg AB", "nordbygg"), ("AB Nordbygg (publ)", "nordbygg"), ("Åre-Ö Kraft HB", "åre ö kraft")],
)
def test_a_companys_name_is_compared_without_its_form(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_an_employee_of_a_client_is_known_by_employer_or_address(cast: Cast) -> None:
    assert client_employer(employer="Nordbygg", email="") == cast.north.company
    assert client_employer(employer="", email="lea@nordbygg.example") == cast.north.company
    assert client_employer(employer="Annat AB", email="lea@gmail.com") is None


def test_a_company_never_learns_that_its_employee_is_a_candidate(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, cast: Cast, now: datetime
) -> None:
    """Lea works at Nordbygg and is a candidate there: not in the figure, not among what waits."""
    karin = viewer_of(cast.north.manager)
    ball = Ball.objects.get(candidacy=candidacy, ended_at=None)
    actions.pass_ball(ball=ball, side="client", account=cast.north.manager, reason="give_feedback", by=ada, at=now)

    def home() -> tuple[int, int]:
        page = client_home(karin, on=now.date())
        return len(page.tasks), page.assignments[0].active

    assert home() == (1, 1)
    actions.change_candidate(candidate=candidacy.candidate, changes={"employer": "Nordbygg AB"}, by=ada, at=now)
    assert home() == (0, 0)
