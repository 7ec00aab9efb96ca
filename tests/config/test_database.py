"""The database settings that nothing may lose: asserted on the connections that threads really open."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from framdrift.organisations.models import Company
from tests import machine

SAFE_SQLITE = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 20000}
SAFE_POSTGRES = {"full_page_writes": "on", "synchronous_commit": "on"}


def _seen_here() -> dict[str, object]:
    wanted = SAFE_POSTGRES if machine.on_postgres() else SAFE_SQLITE
    ask = "SHOW" if machine.on_postgres() else "PRAGMA"
    found: dict[str, object] = {}
    with connection.cursor() as cursor:
        for name in wanted:
            cursor.execute(f"{ask} {name}")
            found[name] = cursor.fetchone()[0]
    return found


@pytest.mark.django_db(transaction=True)
def test_every_new_connection_is_safe() -> None:
    seen = [_seen_here()]

    def look() -> None:
        seen.append(_seen_here())
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    wanted = SAFE_POSTGRES if machine.on_postgres() else SAFE_SQLITE
    assert seen == [wanted, wanted]


@pytest.mark.django_db
def test_the_database_asked_for_is_the_one_used() -> None:
    assert connection.vendor == ("postgresql" if machine.on_postgres() else "sqlite")


@pytest.mark.django_db
def test_a_row_and_its_swedish_letters_survive(now: object) -> None:
    made = Company.objects.create(name="Åsögatans Ålfiske", created_at=now)
    made.refresh_from_db()
    assert made.name == "Åsögatans Ålfiske"
