"""The closed lists of leaving. Pure."""

from __future__ import annotations

from enum import StrEnum


class Side(StrEnum):
    """Who is asked about a leaver."""

    MANAGER = "manager"
    HR = "hr"


class Regretted(StrEnum):
    """Would the company have wanted the person to stay?"""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Avoidable(StrEnum):
    """Could the company have done something about it?"""

    YES = "yes"
    PERHAPS = "perhaps"
    NO = "no"


class Shock(StrEnum):
    """An event that set the thought of leaving going."""

    OFFER = "offer"
    NEW_MANAGER = "new_manager"
    REORGANISATION = "reorganisation"
    MISSED_PROMOTION = "missed_promotion"
    PAY_REVIEW = "pay_review"
    CONFLICT = "conflict"
    BROKEN_PROMISE = "broken_promise"
    COLLEAGUE_LEFT = "colleague_left"
    PROJECT_ENDED = "project_ended"
    LIFE_EVENT = "life_event"


class Path(StrEnum):
    """The way from the first thought to the decision, after Lee and Mitchell (1994), "An alternative approach: the
    unfolding model of voluntary employee turnover", Academy of Management Review 19:51-89."""

    PLAN = "plan"
    PUSHED = "pushed"
    PULLED = "pulled"
    SLOWLY = "slowly"
    SLOWLY_TO_OFFER = "slowly_to_offer"
    UNCLEAR = "unclear"
