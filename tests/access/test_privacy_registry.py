"""Every column has its row in the register, and the page in docs/ says the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from framdrift.config import privacy_registry
from framdrift.config.privacy_kinds import NONE, SECRET, entry
from framdrift.config.privacy_registry import as_text, gaps

PAGE = Path(__file__).parents[2] / "docs" / "privacy.md"


def test_every_column_has_a_row() -> None:
    assert gaps() == []


def test_a_missing_row_and_a_missing_column_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted: a model without a row, a text column without a class, a column that does not exist."""
    planted = dict(privacy_registry.REGISTRY)
    del planted["recruiting.Candidate"]
    planted["organisations.Unit"] = entry(NONE, "", "", "", none="nickname")
    monkeypatch.setattr(privacy_registry, "REGISTRY", planted)
    assert gaps() == [
        "organisations.Unit.name: no class",
        "organisations.Unit.nickname: no such column",
        "recruiting.Candidate: no row",
    ]


def test_the_page_says_what_the_register_says() -> None:
    assert as_text() in PAGE.read_text()


def test_passwords_and_tokens_are_secret() -> None:
    for label, column in [
        ("organisations.Account", "password"),
        ("foundation.Link", "digest"),
        ("mfa.Authenticator", "data"),
    ]:
        assert privacy_registry.REGISTRY[label].of(column) is SECRET


def test_every_model_stands_in_one_table_only() -> None:
    tables = [module.REGISTRY for module in vars(privacy_registry).values() if hasattr(module, "REGISTRY")]
    assert len(tables) > 2
    assert sum(map(len, tables)) == len(privacy_registry.REGISTRY)
