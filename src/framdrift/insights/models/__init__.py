"""Rows of what was made of talks, one module per subject; Django finds them here."""

from framdrift.insights.models.codebook import CodebookVersion, Theme
from framdrift.insights.models.coding import Code, Passage, Suggestion
from framdrift.insights.models.learning import LearntThemes
from framdrift.insights.models.releases import Quote, Release, ReleasedRound
from framdrift.insights.models.surveys import OldSurvey

__all__ = [
    "Code",
    "CodebookVersion",
    "LearntThemes",
    "OldSurvey",
    "Passage",
    "Quote",
    "Release",
    "ReleasedRound",
    "Suggestion",
    "Theme",
]
