"""What is foretold, in words."""

from __future__ import annotations

from types import MappingProxyType

from django.utils.translation import gettext_lazy

from framdrift.momentum.forecasts.rules import ACCEPTANCE, DECISION, START
from framdrift.recruiting.step_words import Words

FORETOLD: Words = MappingProxyType(
    {
        DECISION: gettext_lazy("The decision"),
        ACCEPTANCE: gettext_lazy("The candidate's yes"),
        START: gettext_lazy("The first day at work"),
    }
)
