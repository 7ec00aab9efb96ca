"""A round released: what may be told, with the audit that it passed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from framdrift.science.disclosure.answers import Limits, Round
from framdrift.science.disclosure.audit import audit
from framdrift.science.disclosure.gate import Cell, Draft, ParentCell, PublishedAtom, draft


class AuditFailed(Exception):
    """What was computed does not withstand its own checks, so nothing of it is shown. `checks` names those failed."""

    def __init__(self, checks: tuple[str, ...]) -> None:
        super().__init__(", ".join(checks))
        self.checks = checks


@dataclass(frozen=True, slots=True)
class Release:
    """All that may be known of a round. `held_back` says only whether there are some in no atom."""

    limits: Limits
    atoms: tuple[PublishedAtom, ...]
    cells: tuple[Cell, ...]
    parents: tuple[ParentCell, ...]
    held_back: bool
    checks: Mapping[str, bool]


def release(round_: Round, limits: Limits) -> Release:
    """Publish a round. The order of the input plays no part. Raises `AuditFailed` and then tells nothing."""
    return published(round_, draft(round_, limits))


def published(round_: Round, made: Draft) -> Release:
    """The draft as a release, if it passes its audit. Raises `AuditFailed`."""
    checks = audit(round_, made)
    if failed := tuple(name for name, passed in checks.items() if not passed):
        raise AuditFailed(failed)
    held_back = bool(made.partition.held_back)
    return Release(made.limits, made.atoms, made.cells, made.parents, held_back, checks)


def document_of(made: Release) -> dict[str, Any]:
    """The release as plain lists and words, in the keys that `framdrift release --json` prints."""
    return {
        "atoms": [asdict(atom) for atom in made.atoms],
        "cells": [asdict(cell) for cell in made.cells],
        "parents": [asdict(cell) for cell in made.parents],
        "held_back": {"respondents": "<n_min" if made.held_back else 0},
        "audit": {"checks": dict(made.checks), "passed": True},
        "limits": {"n_min": made.limits.n_min, "n_themes": made.limits.n_themes},
    }
