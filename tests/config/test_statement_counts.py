"""Counting statements works on the database at hand, and a look-up for every row is caught."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction

from framdrift.organisations.models import Account, Company, Role
from tests.cast import Cast
from tests.statements import count


@pytest.mark.django_db
def test_opening_and_closing_transactions_is_not_counted() -> None:
    def ask() -> None:
        with transaction.atomic():
            Company.objects.count()

    assert len(count(ask)) == 1


def test_a_lookup_for_every_row_is_caught(statements: Callable[..., None], cast: Cast) -> None:
    def lazily() -> list[str]:
        return [role.account.name for role in Role.objects.all()]

    def grow() -> None:
        Role.objects.create(account=cast.stranger, kind=Role.Kind.CONSULTANT, since=cast.north.company.created_at)

    with pytest.raises(pytest.fail.Exception, match="when the lists grew"):
        statements("planted", ask=lazily, grow=grow)


def test_a_page_without_a_line_is_told_what_to_write(statements: Callable[..., None], cast: Cast) -> None:
    with pytest.raises(pytest.fail.Exception, match="write the line `planted: 1`"):
        statements("planted", ask=lambda: list(Account.objects.all()), grow=lambda: cast.stranger.delete())
