"""The closed lists of the wing: kinds of talks, levels, channels, who holds the talk, states. Pure."""

from __future__ import annotations

from enum import StrEnum


class TalkKind(StrEnum):
    """What a talk is about. `echo` is held three to six months after somebody has left."""

    STAY = "stay"
    EXIT = "exit"
    ONBOARDING = "onboarding"
    ECHO = "echo"


class Level(StrEnum):
    """Who reads the record, from open to anonymous: `levels.py` has the words."""

    OPEN = "A"
    HR = "B"
    THIRD_PARTY = "C"
    ANONYMOUS = "D"


class Channel(StrEnum):
    """How the talk is held."""

    MEETING = "meeting"
    PHONE = "phone"
    VIDEO = "video"
    WRITTEN = "written"


class Holder(StrEnum):
    """Who holds the talk."""

    NEAREST_MANAGER = "nearest_manager"
    OTHER_MANAGER = "other_manager"
    HR = "hr"
    AGENCY = "agency"


class ProgrammeState(StrEnum):
    """Draft: nobody is asked yet. Launched: runs. Paused: nobody new is asked. Closed: over."""

    DRAFT = "draft"
    LAUNCHED = "launched"
    PAUSED = "paused"
    CLOSED = "closed"


class InvitationState(StrEnum):
    """How far one person's talk has come. At level D only `planned` and `invited` exist."""

    PLANNED = "planned"
    INVITED = "invited"
    BOOKED = "booked"
    STARTED = "started"
    DONE = "done"
    DECLINED = "declined"
    EXPIRED = "expired"


ENDED = frozenset({InvitationState.DONE, InvitationState.DECLINED, InvitationState.EXPIRED})
"""Nothing more is asked of the person in this round."""


class Anchor(StrEnum):
    """The day that a touchpoint is counted from."""

    ROUND = "round"
    START = "start"
    ANNIVERSARY = "anniversary"
    NEW_MANAGER = "new_manager"
    NEW_ROLE = "new_role"
    NO_NEW_ROLE = "no_new_role"
    LAST_DAY = "last_day"
    BY_HAND = "by_hand"


class ByHandReason(StrEnum):
    """What no roster tells: somebody is added to a round by hand, for one of these reasons."""

    BACK_FROM_LEAVE = "back_from_leave"
    REORGANISATION = "reorganisation"
    LONG_PROJECT_ENDED = "long_project_ended"
    COLLEAGUE_LEFT = "colleague_left"
    OWN_WISH = "own_wish"


class Audience(StrEnum):
    """Which of the employees in the chosen units are asked."""

    EVERYBODY = "everybody"
    MANAGERS = "managers"
    NOT_MANAGERS = "not_managers"


class CommitmentState(StrEnum):
    """How far what was promised has come. Dropped: it will not be done, and why was said."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class ReportKind(StrEnum):
    """What the owner of a commitment says of it. Moved: a new day; it stays open."""

    DONE = "done"
    MOVED = "moved"
    DROPPED = "dropped"


class Clearance(StrEnum):
    """Why the company may read the words of a commitment: nobody has said so yet, the person approved the record or the
    words themselves, or an interviewer has made them so general that they point out nobody."""

    NONE = ""
    RECORD = "record"
    PERSON = "person"
    GENERAL = "general"


class Helped(StrEnum):
    """Whether what was done made a difference, to one who is asked afterwards."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_NOTICED = "not_noticed"
