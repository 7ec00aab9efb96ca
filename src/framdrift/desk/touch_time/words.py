"""Names of sorts of work, by the code of the event that tells of them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WHAT: Mapping[str, str | Promise] = {
    "assignment-opened": _("Opening the assignment"),
    "profile-changed": _("Requirement profile"),
    "candidacy-entered": _("Taking a candidate in"),
    "candidacy-moved": _("Moving a candidate on"),
    "candidacy-ended": _("Ending a candidacy"),
    "ball-passed": _("Passing the ball"),
    "step-booked": _("Booking a time"),
    "step-held": _("Meeting"),
    "news-given": _("News to a candidate"),
    "note-written": _("Notes"),
    "scorecard-submitted": _("Scorecard"),
    "reference-asked": _("Asking for a reference"),
    "reference-received": _("Taking a reference"),
    "test-received": _("Test result"),
    "decision-taken": _("Decision"),
    "offer-sent": _("Offer"),
    "presentation-shared": _("Presentation for the client"),
}
