"""What a client was told and asked about a person is that person's data too, and stands in the export."""

from __future__ import annotations

import json

from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.actions.advice import give_advice
from framdrift.recruiting.models import Candidacy
from tests.portals.outside import Clock, Outsider


def test_advice_to_the_client_is_shown_when_it_is_over(
    lea: Outsider, at_interview: Candidacy, ada: Viewer, clock: Clock
) -> None:
    give_advice(candidacy=at_interview, text="Anställ henne.", by=ada, at=clock.now)
    seen = []
    for is_over in (False, True):
        if is_over:
            actions.end_candidacy(
                candidacy=at_interview, status="withdrew", told_reason="pay", told_by_side="candidate",
                by=ada, at=clock.now,
            )  # fmt: skip
        clock.ahead(minutes=2)
        lea.post("data/", sure="on")
        lea.confirm("data")
        seen.append("Anställ henne." in lea.get("data/"))
    assert seen == [False, True]
    assert json.loads(lea.get("data/file/"))["recruitments"][0]["told_to_the_client"] == ["Anställ henne."]
