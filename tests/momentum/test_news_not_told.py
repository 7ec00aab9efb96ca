"""News counts as told while its letter goes: not when the letter was stopped or came back, and again when let go."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from framdrift.config.wiring import WIRING
from framdrift.foundation import dispatch, letter_decisions
from framdrift.foundation.models import Letter
from framdrift.momentum.actions import send_news
from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.models import Candidacy, Promise
from framdrift.recruiting.queries.public import candidate_page

pytestmark = pytest.mark.django_db
BEFORE, AFTER, LAST = date(2026, 12, 1), date(2026, 12, 8), date(2026, 12, 11)


def _send(candidacy: Candidacy, day: date, ada: Viewer, at: datetime) -> Letter:
    return send_news(candidacy=candidacy, subject="Läget", body=f"Hej {day}", next_news_on=day, by=ada, at=at)


def _hear(at: datetime) -> None:
    dispatch.deliver_all(WIRING, at=at)
    assert [missed.error for missed in dispatch.failures()] == []


def _open_news() -> list[date]:
    rows = Promise.objects.filter(kind="news", kept_at=None, withdrawn_at=None).order_by("due_at")
    return [row.due_at.date() for row in rows]


def _times_heard(candidacy: Candidacy, at: datetime) -> int:
    history = candidate_page(candidacy, language="en", as_of=at).history
    return sum(one.code == "news-given" for one in history)


def test_news_of_a_letter_that_was_stopped_was_never_told(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    _send(candidacy, BEFORE, ada, now)
    letter = _send(candidacy, AFTER, ada, now + timedelta(hours=1))
    candidacy.refresh_from_db()
    assert (candidacy.last_news_at, candidacy.next_news_on) == (now + timedelta(hours=1), AFTER)
    letter_decisions.cancel(letter.pk, by=ada.pseudonym, at=now + timedelta(hours=2))
    for _twice in range(2):
        _hear(now + timedelta(hours=2))
        candidacy.refresh_from_db()
        assert (candidacy.last_news_at, candidacy.next_news_on) == (now, BEFORE)
        assert _open_news() == [BEFORE]
    assert _times_heard(candidacy, now) == 1


def test_news_that_came_later_stands_and_keeps_what_the_stopped_letter_had_kept(
    candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    _send(candidacy, BEFORE, ada, now)
    stopped = _send(candidacy, AFTER, ada, now + timedelta(hours=1))
    _send(candidacy, LAST, ada, now + timedelta(hours=2))
    letter_decisions.cancel(stopped.pk, by=ada.pseudonym, at=now + timedelta(hours=3))
    _hear(now + timedelta(hours=3))
    candidacy.refresh_from_db()
    assert (candidacy.last_news_at, candidacy.next_news_on) == (now + timedelta(hours=2), LAST)
    assert _open_news() == [LAST]
    told = {row.due_at.date(): (row.kept_at, row.withdrawn_at) for row in Promise.objects.filter(kind="news")}
    assert told[BEFORE] == (now + timedelta(hours=2), None)
    assert told[AFTER] == (None, now + timedelta(hours=1))


def test_a_letter_that_came_back_told_nothing_until_it_is_sent_again(
    candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    letter = _send(candidacy, BEFORE, ada, now)
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.SENT, sent_at=now)
    letter_decisions.came_back(letter.pk, reason="550 no such user", by="system", at=now + timedelta(hours=1))
    _hear(now + timedelta(hours=1))
    assert _open_news() == []
    assert _times_heard(candidacy, now) == 0
    letter_decisions.send_again(letter.pk, by=ada.pseudonym, at=now + timedelta(hours=2))
    _hear(now + timedelta(hours=2))
    assert _open_news() == [BEFORE]
    assert _times_heard(candidacy, now) == 1


def test_a_letter_that_the_machine_drops_told_nothing(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    letter = _send(candidacy, BEFORE, ada, now)
    Letter.objects.filter(pk=letter.pk).update(reason=f"active:{candidacy.pk}")
    actions.end_candidacy(
        candidacy=candidacy, status="withdrew", told_reason="pay", told_by_side="candidate", by=ada,
        at=now + timedelta(hours=1),
    )  # fmt: skip
    _hear(now + timedelta(hours=1))
    candidacy.refresh_from_db()
    assert Letter.objects.get(pk=letter.pk).state == Letter.State.CANCELLED
    assert candidacy.last_news_at == candidacy.entered_at
    before = actions.undo_end(candidacy=candidacy, by=ada, at=now + timedelta(hours=2)).next_news_on
    assert before != BEFORE
    assert BEFORE not in _open_news()
