"""How long a piece of work takes where nobody measured it. Pure; every number is an estimate and is labelled so.

Minutes by code of the event that tells of the work, for a consultant who does it without hurry. They are the agency's
to correct: each row of work can be set right by the one who did it. A held meeting counts its booked length instead.
"""

from __future__ import annotations

from collections.abc import Mapping

MINUTES: Mapping[str, int] = {
    "assignment-opened": 60,
    "profile-changed": 20,
    "candidacy-entered": 10,
    "candidacy-moved": 5,
    "candidacy-ended": 5,
    "ball-passed": 3,
    "step-booked": 5,
    "news-given": 5,
    "note-written": 5,
    "scorecard-submitted": 15,
    "reference-asked": 5,
    "reference-received": 20,
    "test-received": 5,
    "decision-taken": 15,
    "offer-sent": 15,
    "presentation-shared": 45,
}
HELD = "step-held"
"""A meeting that was held: its booked minutes, else those of the plan's step."""
