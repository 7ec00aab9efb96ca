"""What is exported: one company, person or programme, with the condition for its rows in each table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import CharField, F, Model, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from framdrift.config.privacy_registry import REGISTRY
from framdrift.foundation.models import FreeText

SEALED_APP = "answers"
"""What people said in talks, and who asked for it: never in an export; two people open it with `framdrift rights`."""
TEXTS, EVENTS = "foundation.FreeText", "foundation.Event"

OwnCopy = Callable[[str, datetime], Mapping[str, Any]]
"""What the person themselves may see, in a language, as of an instant."""


@dataclass(frozen=True, slots=True)
class Subject:
    """`rows`: label of a table -> the condition for its rows. `withheld`: columns left out beside the secret ones."""

    kind: str
    pk: int
    name: str
    rows: Mapping[str, Q]
    withheld: Mapping[str, frozenset[str]] = field(default_factory=dict)
    own_copy: OwnCopy | None = None


def tables() -> dict[str, type[Model]]:
    """Every table of the register by label, in order, but for what is sealed."""
    found = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}
    return {label: found[label] for label in sorted(REGISTRY) if found[label]._meta.app_label != SEALED_APP}


def chosen(model: type[Model], condition: Q) -> QuerySet[Any]:
    """The rows that meet it, each once, by primary key."""
    meeting = model._base_manager.filter(condition).order_by()
    return model._base_manager.filter(pk__in=meeting.values("pk")).order_by("pk")


def at_any(value: object, *paths: str) -> Q:
    """The condition that any of these lookups gives `value`."""
    condition = Q()
    for path in paths:
        condition |= Q(**{path: value})
    return condition


def keys_of(sort: str, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    """Such as `candidacy:12` for each row, to be compared within the database."""
    return rows.order_by().values_list(Concat(Value(f"{sort}:"), Cast(F("pk"), CharField())), flat=True)


def with_texts(rows: Mapping[str, Q], more: Q | None = None) -> dict[str, Q]:
    """The same with the free texts that these rows speak of, and those that meet `more`."""
    known, texts = tables(), Q() if more is None else more
    for label, condition in rows.items():
        for column in known[label]._meta.concrete_fields:
            if column.related_model is FreeText:
                spoken_of = known[label]._base_manager.filter(condition).order_by().values(column.attname)
                texts |= Q(pk__in=spoken_of)
    return {**rows, TEXTS: texts} if texts else dict(rows)
