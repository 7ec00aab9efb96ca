"""A forgotten person is nowhere: not in a row, a file, the log, the search; and stays so after a restore."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from django.apps import apps
from django.db import connection

from framdrift.foundation import erasures
from framdrift.foundation.events import everything, first_broken
from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.erasure import forget_candidate
from framdrift.recruiting.kinds import StepType
from framdrift.recruiting.models import Candidacy, Candidate, Criterion, ImportedKey
from framdrift.recruiting.papers import examine
from framdrift.recruiting.retention import run_out
from tests.cast import Cast
from tests.recruitment import column

CANARY = "Zinkgruva"


def everything_stored() -> str:
    """Every value of every row of the product's own tables."""
    found = []
    for model in apps.get_models():
        if model.__module__.startswith("framdrift"):
            found += [json.dumps(list(row), default=str, ensure_ascii=False) for row in model.objects.values_list()]
    return "\n".join(found)


def tell_much(candidacy: Candidacy, cast: Cast, ada: Viewer, now: datetime) -> None:
    """Leave the person's trace wherever words can be left."""
    person = candidacy.candidate
    actions.change_candidate(
        candidate=person, changes={"name": CANARY, "employer": CANARY, "about": CANARY, "city": CANARY}, by=ada, at=now
    )
    actions.write_note(assignment=candidacy.assignment, candidacy=candidacy, text=CANARY, by=ada, at=now)
    actions.give_news(candidacy=candidacy, channel="mail", text=CANARY, by=ada, at=now)
    interview = column(candidacy.assignment, StepType.INTERVIEW)
    card = actions.ask_scorecard(candidacy=candidacy, plan_step=interview, author=cast.owner, by=ada, at=now)
    scores = dict.fromkeys(Criterion.objects.values_list("id", flat=True), (4, CANARY))
    actions.submit_scorecard(scorecard=card, scores=scores, note=CANARY, by=ada, at=now)
    reference = actions.ask_reference(candidacy=candidacy, plan_step=interview, name=CANARY, by=ada, at=now)
    actions.receive_reference(reference=reference, body=CANARY, by=ada, at=now)
    actions.receive_test(candidacy=candidacy, plan_step=interview, name=CANARY, body=CANARY, by=ada, at=now)
    paper = examine(f"{CANARY}.txt", CANARY.encode(), megabytes=1)
    actions.add_upload(candidate=person, paper=paper, by=ada, at=now)
    actions.end_candidacy(
        candidacy=candidacy, status="withdrew", told_reason="pay", told_by_side="candidate", told=CANARY, by=ada, at=now
    )


def test_nothing_that_tells_of_the_person_is_left(candidacy: Candidacy, cast: Cast, ada: Viewer, now: datetime) -> None:
    tell_much(candidacy, cast, ada, now)
    pseudonym = candidacy.candidate.pseudonym
    assert CANARY in everything_stored()
    actions.erase_candidate(candidate=candidacy.candidate, by=ada, at=now)
    left = everything_stored()
    assert CANARY not in left
    assert CANARY.lower() not in left
    assert not Candidate.objects.filter(pseudonym=pseudonym).exists()
    assert first_broken(everything()) is None
    assert erasures.noted() == {pseudonym}
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM recruiting_candidate_words WHERE recruiting_candidate_words MATCH 'zinkgruva'"
            )
            assert cursor.fetchone() == (0,)


def test_forgetting_twice_is_nothing_more(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    pseudonym = candidacy.candidate.pseudonym
    actions.erase_candidate(candidate=candidacy.candidate, by=ada, at=now)
    assert forget_candidate(pseudonym, now) == 0


def test_time_runs_out_without_consent_and_not_with_it(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    actions.end_candidacy(
        candidacy=candidacy, status="rejected", told_reason="other_chosen", told_by_side="client", by=ada, at=now
    )
    later = now + timedelta(days=731)
    assert not run_out(before=now, on=later.date()).exists()
    assert list(run_out(before=now + timedelta(days=1), on=later.date())) == [candidacy.candidate]
    actions.give_consent(candidate=candidacy.candidate, until_on=(later + timedelta(days=30)).date(), by=ada, at=now)
    assert not run_out(before=now + timedelta(days=1), on=later.date()).exists()


def test_what_an_import_called_the_person_is_forgotten(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    for kind, row in (("candidate", candidacy.candidate_id), ("candidacy", candidacy.pk), ("transition", candidacy.pk)):
        ImportedKey.objects.create(
            source="table", kind=kind, external_id=f"{CANARY}|{kind}", row_id=row, raw={"stage": CANARY}
        )
    actions.erase_candidate(candidate=candidacy.candidate, by=ada, at=now)
    assert CANARY not in everything_stored()
    assert ImportedKey.objects.count() == 2
