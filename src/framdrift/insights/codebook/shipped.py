"""The codebook as it is shipped: version 1 of every installation."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from framdrift.insights.codebook.rules import ThemeWords
from framdrift.science.themes.codebook import SERIOUS
from framdrift.science.themes.codebook import themes as shipped_themes

_RULES_SV = Path(__file__).resolve().parent / "rules_sv.yaml"
_SERIOUS_EN = "degrading treatment, harassment, discrimination, violence, threats, illegality, danger"
"""The shipped file has this rule in Swedish, after the terms of Swedish law."""


@cache
def shipped() -> Mapping[str, ThemeWords]:
    """Every shipped theme by its code, in the codebook's order, in both languages."""
    rules: Mapping[str, Mapping[str, str]] = yaml.safe_load(_RULES_SV.read_text(encoding="utf-8"))
    found = {}
    for code, theme in shipped_themes().items():
        sv, en = (_two(theme.anchors[language]) for language in ("sv", "en"))
        found[code] = ThemeWords(
            name_sv=theme.names["sv"],
            name_en=theme.names["en"],
            include_sv=rules[code]["include"],
            include_en=_SERIOUS_EN if code == SERIOUS else _plain(theme.include),
            exclude_sv=rules[code]["exclude"],
            exclude_en=_plain(theme.exclude),
            holds_sv=sv[0],
            holds_en=en[0],
            pulls_sv=sv[1],
            pulls_en=en[1],
        )
    return found


def _plain(rule: str) -> str:
    """Without the marks of emphasis that the content's authors wrote."""
    return rule.replace("*", "")


def _two(anchors: tuple[str, ...]) -> tuple[str, str]:
    """(holds, pulls); a theme without direction has neither."""
    return (anchors[0], anchors[1]) if len(anchors) == 2 else ("", "")
