"""Rows of momentum, one module per subject; Django finds them here."""

from framdrift.momentum.models.forecasts import Forecast
from framdrift.momentum.models.letter_rules import LetterRule, WeeklyOptOut
from framdrift.momentum.models.risk import RiskFit
from framdrift.momentum.models.suggestions import Suggestion

__all__ = ["Forecast", "LetterRule", "RiskFit", "Suggestion", "WeeklyOptOut"]
