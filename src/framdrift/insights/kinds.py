"""The closed lists of coding: states, who coded, which way, how much, where the cause lies, what happened. Pure."""

from __future__ import annotations

from enum import StrEnum


class PassageState(StrEnum):
    """Waiting: nobody has coded it. Coded: it has a theme. Nothing: a person found none. Again: to be read anew."""

    WAITING = "waiting"
    CODED = "coded"
    NOTHING = "nothing"
    AGAIN = "again"


class Part(StrEnum):
    """Whose code it is. The second coder's serve the agreement alone and are in no figure."""

    FIRST = "first"
    SECOND = "second"


class Direction(StrEnum):
    """Whether it keeps the person, draws them away, or both."""

    HOLDS = "holds"
    PULLS = "pulls"
    MIXED = "mixed"


class Weight(StrEnum):
    """How much it counted for the person, in their own words."""

    DECISIVE = "decisive"
    CONTRIBUTING = "contributing"
    MENTIONED = "mentioned"


class Locus(StrEnum):
    """Where the cause lies."""

    TASK = "task"
    MANAGER = "manager"
    TEAM = "team"
    COMPANY = "company"
    OUTSIDE = "outside"


class Influence(StrEnum):
    """Whether the employer can do something about it."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Agreed(StrEnum):
    """How far two coders agree, by Krippendorff's own limits: `good` from 0.8, `careful` from 0.667, `weak` below."""

    GOOD = "good"
    CAREFUL = "careful"
    WEAK = "weak"


class WhyEnded(StrEnum):
    """Why a code counts no more: its coder took it back, or the codebook changed under it."""

    UNDONE = "undone"
    RECODED = "recoded"


class CodebookChange(StrEnum):
    """What made a version of the codebook. All but wording change what a code stands for."""

    SHIPPED = "shipped"
    ADDED = "added"
    WORDING = "wording"
    MEANING = "meaning"
    RETIRED = "retired"
    RESTORED = "restored"
    MERGED = "merged"
    SPLIT = "split"
