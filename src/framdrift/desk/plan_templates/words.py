"""Names of the sorts of steps."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from framdrift.recruiting.kinds import StepType

STEP_TYPES: Mapping[str, str | Promise] = {
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
