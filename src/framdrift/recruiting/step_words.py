"""Sides and sorts of steps in the reader's words, for reports and for every screen."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from framdrift.recruiting.kinds import Side, StepType

Words = Mapping[str, str | Promise]

SIDES: Words = {
    Side.AGENCY: pgettext_lazy("side", "the agency"),
    Side.CLIENT: pgettext_lazy("side", "the client"),
    Side.CANDIDATE: pgettext_lazy("side", "the candidate"),
    Side.OUTSIDE: pgettext_lazy("side", "someone outside"),
}
STEP_TYPES: Words = {
    StepType.INTAKE: gettext_lazy("Requirement profile"),
    StepType.SEARCH: gettext_lazy("Search"),
    StepType.SCREENING: gettext_lazy("Screening"),
    StepType.INTERVIEW: gettext_lazy("Interview"),
    StepType.CLIENT_PRESENTATION: gettext_lazy("Presentation for the client"),
    StepType.CLIENT_INTERVIEW: gettext_lazy("Interview with the client"),
    StepType.TEST: gettext_lazy("Test"),
    StepType.REFERENCES: gettext_lazy("References"),
    StepType.DECISION: gettext_lazy("Decision"),
    StepType.OFFER: gettext_lazy("Offer"),
    StepType.SIGNING: gettext_lazy("Signing"),
}
