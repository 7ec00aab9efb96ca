"""The register of columns: for every column of the database its class, purpose, legal basis and retention.

From it come docs/privacy.md and the canaries of the access crawler; tests fail when a column has no row.

A model has one `Entry` for its purpose, basis and retention. Columns that can hold words (text, JSON, files, bytes) are
each named with a class. The rest (keys, dates, numbers, yes and no) share the model's own class, unless named.

The entries stand in `config/privacy_tables`, one module a part of the house.
"""

from __future__ import annotations

from typing import Any, Final

from django.apps import apps
from django.db import models

from framdrift.config.privacy_kinds import Entry, Kind
from framdrift.config.privacy_tables import (
    answers,
    commitments,
    conversations,
    exits,
    insights,
    machinery,
    organisations,
    planning,
    recruiting,
    releases,
)

REGISTRY: Final[dict[str, Entry]] = {
    **answers.REGISTRY,
    **commitments.REGISTRY,
    **conversations.REGISTRY,
    **insights.REGISTRY,
    **exits.REGISTRY,
    **insights.REGISTRY,
    **machinery.REGISTRY,
    **organisations.REGISTRY,
    **planning.REGISTRY,
    **recruiting.REGISTRY,
    **releases.REGISTRY,
}


_WORDS = (models.CharField, models.TextField, models.JSONField, models.FileField, models.BinaryField)


def holds_words(column: models.Field[Any, Any]) -> bool:
    """Whether a column can hold what somebody wrote, and so must be named."""
    return isinstance(column, _WORDS)


def gaps() -> list[str]:
    """What is wrong between the register and the database's columns; empty where every column has its row."""
    known = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}
    found = [f"{label}: no such model" for label in REGISTRY.keys() - known.keys()]
    for label, model in known.items():
        columns = {column.name: column for column in model._meta.concrete_fields}
        line = REGISTRY.get(label)
        if line is None:
            found.append(f"{label}: no row")
            continue
        found += [f"{label}.{name}: no such column" for name in line.named.keys() - columns.keys()]
        words = {name for name, column in columns.items() if holds_words(column) and not column.is_relation}
        found += [f"{label}.{name}: no class" for name in words - line.named.keys()]
    return sorted(found)


def as_text() -> str:
    """docs/privacy.md's table: one line a model, with its columns by class."""
    lines = ["| table | columns by class | purpose | legal basis | kept |", "|---|---|---|---|---|"]
    for label, line in sorted(REGISTRY.items()):
        by_kind = {kind: sorted(name for name, own in line.named.items() if own is kind) for kind in Kind}
        told = "; ".join(f"**{kind}** {', '.join(names)}" for kind, names in by_kind.items() if names)
        others = f"others **{line.own}**"
        cells = (label, f"{told}; {others}" if told else others, line.purpose, line.basis, line.retention)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"
