"""As long as the letter about a decline waits for a person, no page says that it is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from framdrift.foundation.models import Letter
from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.models import Candidacy
from tests.portals.outside import Clock, Outsider


def test_stepping_out_does_not_tell_of_a_decline_before_its_letter(
    lea: Outsider, at_interview: Candidacy, ada: Viewer, clock: Clock, dispatched: Callable[[datetime], None]
) -> None:
    actions.end_candidacy(
        candidacy=at_interview,
        status="rejected",
        told_reason="other_chosen",
        told_by_side="client",
        by=ada,
        at=clock.now,
    )
    dispatched(clock.now)
    letter = Letter.objects.get(kind="candidate_declined")
    assert letter.state == Letter.State.HELD
    assert "told=" not in lea.browser.get(f"{lea.address}withdraw/").headers["Location"]
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.SENT, sent_at=clock.now)
    assert "told=ended" in lea.browser.get(f"{lea.address}withdraw/").headers["Location"]
