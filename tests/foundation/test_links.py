"""Links: one door, one purpose, only the hash kept, and no way to tell why one does not open."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from framdrift.foundation import links
from framdrift.foundation.models import Link

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LATER = AT + timedelta(days=30)

pytestmark = pytest.mark.django_db


def _make() -> str:
    return links.make(
        purpose="candidate", subject_key="candidacy:1", context_key="assignment:2", expires_at=LATER, at=AT
    )


def test_a_link_opens_its_own_door_and_the_token_is_nowhere_kept() -> None:
    token = _make()
    link = links.open_link(token, purpose="candidate", at=AT)
    assert link is not None
    assert (link.subject_key, link.context_key) == ("candidacy:1", "assignment:2")
    assert len(token) >= 43
    kept = Link.objects.values_list(*(field.attname for field in Link._meta.concrete_fields)).get()
    assert not any(token in str(value) for value in kept)


def test_tokens_are_never_the_same() -> None:
    assert len({_make() for _ in range(20)}) == 20


def test_expired_revoked_foreign_and_missing_look_the_same() -> None:
    live, revoked = _make(), _make()
    Link.objects.order_by("pk").last().delete()  # type: ignore[union-attr]
    shapes = {}
    for name, token, purpose, at in (
        ("missing", revoked, "candidate", AT),
        ("other purpose", live, "client", AT),
        ("expired", live, "candidate", LATER),
        ("nonsense", "å" * 5000, "candidate", AT),
    ):
        with CaptureQueriesContext(
            connection,
        ) as statements:
            assert links.open_link(token, purpose=purpose, at=at) is None, name
        shapes[name] = [statement["sql"].split("WHERE")[0] for statement in statements.captured_queries]
    assert len({tuple(shape) for shape in shapes.values()}) == 1
    assert links.revoke(subject_key="candidacy:1", at=AT) == 1
    assert links.open_link(live, purpose="candidate", at=AT) is None


def test_the_last_use_is_noted_at_most_once_an_hour() -> None:
    token = _make()
    links.open_link(token, purpose="candidate", at=AT)
    links.open_link(token, purpose="candidate", at=AT + timedelta(minutes=59))
    assert Link.objects.get().last_used_at == AT
    links.open_link(token, purpose="candidate", at=AT + timedelta(minutes=61))
    assert Link.objects.get().last_used_at == AT + timedelta(minutes=61)


def test_renewing_closes_the_old_door_and_opens_a_new_one() -> None:
    token = _make()
    gone = links.expired(token, purpose="candidate", at=LATER)
    assert gone is not None
    fresh = links.renew(gone, expires_at=LATER + timedelta(days=30), at=LATER)
    assert links.open_link(token, purpose="candidate", at=AT) is None
    opened = links.open_link(fresh, purpose="candidate", at=LATER)
    assert opened is not None
    assert opened.subject_key == "candidacy:1"
    assert links.expired(token, purpose="candidate", at=LATER) is None


def test_prolonging_touches_only_live_links_that_end_sooner() -> None:
    token = _make()
    assert links.prolong(subject_key="candidacy:1", expires_at=AT) == 0
    assert links.prolong(subject_key="candidacy:1", expires_at=LATER + timedelta(days=1)) == 1
    assert links.open_link(token, purpose="candidate", at=LATER) is not None


def test_forgetting_deletes_the_rows() -> None:
    _make()
    assert links.forget(subject_key="candidacy:1") == 1
    assert not Link.objects.exists()


def test_links_of_many_subjects_end_by_an_instant_and_none_is_lengthened() -> None:
    long, short = (
        _make(),
        links.make(purpose="candidate", subject_key="candidacy:2", expires_at=AT + timedelta(days=1), at=AT),
    )
    keys = [f"candidacy:{number}" for number in range(1, 1200)]
    assert links.end_by(keys, latest=AT + timedelta(days=9)) == 1
    assert links.open_link(long, purpose="candidate", at=AT + timedelta(days=8)) is not None
    assert links.open_link(long, purpose="candidate", at=AT + timedelta(days=10)) is None
    assert links.open_link(short, purpose="candidate", at=AT + timedelta(days=2)) is None
