"""The shipped guides, read from the question bank that lies beside this file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from django.db import transaction

from framdrift.conversations.kinds import TalkKind
from framdrift.conversations.models import Guide, GuideProbe, GuideQuestion, GuideVersion

_FILE: Final = Path(__file__).with_name("question-bank.yaml")
_EXIT_CORE: Final = ("E1", "E3", "E5", "E6", "E12", "E14")
_ECHO: Final = ("E15", "E3", "E7", "E8", "E12", "E13")
_ECHO_CORE: Final = ("E15", "E3")
_NOT_BY_MANAGER: Final = ("E10",)
"""Beside those that the bank marks: a question about the leadership close by."""
_MOMENTS: Final[Mapping[str, str]] = {"Day 0": "0", "30": "30", "60": "60", "90": "90", "~150": "150"}


@dataclass(frozen=True)
class Shipped:
    """One shipped guide."""

    code: str
    kind: TalkKind
    name_sv: str
    name_en: str
    questions: tuple[Mapping[str, Any], ...]


def shipped_guides() -> tuple[Shipped, ...]:
    """The stay, exit, onboarding and echo guides."""
    bank = _bank()
    leaving = {one["id"]: one for one in bank["exit"]}
    return (
        Shipped(
            "stay",
            TalkKind.STAY,
            "Stannasamtal",
            "Stay interview",
            tuple(_question(one, core=True) for one in bank["stay_core"]) + tuple(map(_question, bank["stay"])),
        ),
        Shipped(
            "exit",
            TalkKind.EXIT,
            "Avslutningssamtal",
            "Exit interview",
            tuple(_question(one, core=code in _EXIT_CORE) for code, one in leaving.items() if code != "E15"),
        ),
        Shipped(
            "onboarding",
            TalkKind.ONBOARDING,
            "Introduktionssamtal",
            "Onboarding talk",
            tuple(_onboarding(number, one) for number, one in enumerate(bank["onboarding"], start=1)),
        ),
        Shipped(
            "echo",
            TalkKind.ECHO,
            "Efterklang",
            "Echo call",
            tuple(_question(leaving[code], core=code in _ECHO_CORE) for code in _ECHO),
        ),
    )


@transaction.atomic
def ensure_default_guides(*, at: datetime) -> list[Guide]:
    """The shipped guides as rows, made where they are missing; one that is there stays as it is."""
    there = set(Guide.objects.exclude(shipped_as="").values_list("shipped_as", flat=True))
    for shipped in shipped_guides():
        if shipped.code not in there:
            _make(shipped, at=at)
    return list(Guide.objects.exclude(shipped_as="").order_by("pk"))


def probes() -> list[Mapping[str, str]]:
    """The follow-ups that suit any question, `sv` and `en`."""
    return list(_bank()["probes"])


@cache
def _bank() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return found


def _make(shipped: Shipped, *, at: datetime) -> None:
    guide = Guide.objects.create(
        kind=shipped.kind, name_sv=shipped.name_sv, name_en=shipped.name_en, shipped_as=shipped.code
    )
    version = GuideVersion.objects.create(guide=guide, number=1, made_at=at)
    GuideQuestion.objects.bulk_create(
        GuideQuestion(version=version, position=position, **facts)
        for position, facts in enumerate(shipped.questions, start=1)
    )
    GuideProbe.objects.bulk_create(
        GuideProbe(version=version, position=position, text_sv=probe["sv"], text_en=probe["en"])
        for position, probe in enumerate(probes(), start=1)
    )


def _question(one: Mapping[str, Any], *, core: bool = False) -> Mapping[str, Any]:
    return {
        "code": one["id"],
        "text_sv": one["sv"],
        "text_en": one["en"],
        "is_core": core,
        "asked_by_manager_ok": "note" not in one and one["id"] not in _NOT_BY_MANAGER,
        "themes": list(one.get("themes", ())),
    }


def _onboarding(number: int, one: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**_question({**one, "id": f"O{number}"}, core=True), "moment": _MOMENTS[one["when"]]}
