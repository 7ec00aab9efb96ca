"""The words of the wing's closed lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from framdrift.conversations.kinds import (
    Anchor,
    Audience,
    ByHandReason,
    Channel,
    Holder,
    InvitationState,
    ProgrammeState,
    TalkKind,
)
from framdrift.conversations.programmes.asking import WhyNot

Words = Mapping[str, str | Promise]

KINDS: Final[Words] = {
    TalkKind.STAY: _("stay interviews"),
    TalkKind.EXIT: _("exit interviews"),
    TalkKind.ONBOARDING: _("onboarding talks"),
    TalkKind.ECHO: _("echo calls"),
}
CHANNELS: Final[Words] = {
    Channel.MEETING: _("a meeting"),
    Channel.PHONE: _("by telephone"),
    Channel.VIDEO: _("by video"),
    Channel.WRITTEN: _("in writing, on a personal link"),
}
HOLDERS: Final[Words] = {
    Holder.AGENCY: _("the agency's interviewers"),
    Holder.HR: _("the company's HR"),
    Holder.OTHER_MANAGER: _("a manager who is not the person's own"),
    Holder.NEAREST_MANAGER: _("the nearest manager"),
}
AUDIENCES: Final[Words] = {
    Audience.EVERYBODY: _("everybody"),
    Audience.NOT_MANAGERS: _("everybody but managers"),
    Audience.MANAGERS: _("managers alone"),
}
PROGRAMME_STATES: Final[Words] = {
    ProgrammeState.DRAFT: pgettext_lazy("programme", "draft"),
    ProgrammeState.LAUNCHED: pgettext_lazy("programme", "running"),
    ProgrammeState.PAUSED: pgettext_lazy("programme", "paused"),
    ProgrammeState.CLOSED: pgettext_lazy("programme", "closed"),
}
BADGES: Final = {
    ProgrammeState.DRAFT: "draft",
    ProgrammeState.LAUNCHED: "on_track",
    ProgrammeState.PAUSED: "paused",
    ProgrammeState.CLOSED: "closed",
}
TALK_STATES: Final[Words] = {
    InvitationState.PLANNED: pgettext_lazy("talk", "planned"),
    InvitationState.INVITED: pgettext_lazy("talk", "invited"),
    InvitationState.BOOKED: pgettext_lazy("talk", "booked"),
    InvitationState.STARTED: pgettext_lazy("talk", "under way"),
    InvitationState.DONE: pgettext_lazy("talk", "held"),
    InvitationState.DECLINED: pgettext_lazy("talk", "declined"),
    InvitationState.EXPIRED: pgettext_lazy("talk", "not reached"),
}
TALK_BADGES: Final = {
    InvitationState.PLANNED: "planned",
    InvitationState.INVITED: "waiting",
    InvitationState.BOOKED: "now",
    InvitationState.STARTED: "now",
    InvitationState.DONE: "done",
    InvitationState.DECLINED: "closed",
    InvitationState.EXPIRED: "closed",
}
ANCHORS: Final[Words] = {
    Anchor.ROUND: _("everybody, round by round"),
    Anchor.START: _("after the first day"),
    Anchor.ANNIVERSARY: _("around the day of employment, every year"),
    Anchor.NEW_MANAGER: _("after a change of manager"),
    Anchor.NEW_ROLE: _("after a change of role"),
    Anchor.NO_NEW_ROLE: _("after as long in the same role"),
    Anchor.LAST_DAY: _("counted from the last day"),
}
STAGES: Final[Words] = {
    "everybody": _("everybody"),
    "first": _("first talk, month 9 to 12"),
    "yearly": _("yearly"),
    "new_manager": _("new manager"),
    "no_new_role": _("no change of role for 24 months"),
    "day_30": _("day 30"),
    "day_60": _("day 60"),
    "day_90": _("day 90"),
    "month_5": _("month 5"),
    "notice": _("during the notice period"),
    "echo": _("3 to 6 months after the last day"),
    ByHandReason.BACK_FROM_LEAVE: _("back from leave"),
    ByHandReason.REORGANISATION: _("reorganisation"),
    ByHandReason.LONG_PROJECT_ENDED: _("a long project has ended"),
    ByHandReason.COLLEAGUE_LEFT: _("a close colleague has left"),
    ByHandReason.OWN_WISH: _("own wish"),
}
WHY_NOT: Final[Words] = {
    WhyNot.NO_ADDRESS: _("no address to write to"),
    WhyNot.NO_INTERVIEWER: _("nobody who may hold the talk"),
    WhyNot.NO_ROOM: _("no room in any interviewer's weeks"),
    WhyNot.ASKED_LATELY: _("was asked less than 150 days ago, or twice in a year"),
}
MOMENTS: Final[Words] = {
    "": _("every talk of this kind"),
    "0": _("day 0"),
    "30": _("day 30"),
    "60": _("day 60"),
    "90": _("day 90"),
    "150": _("month 5"),
}


def words_for(words: Words, key: str) -> str:
    """The words of one key, in the reader's language; the key itself where the list has none."""
    return str(words.get(key, key))


def choices(words: Words) -> list[tuple[str, str | Promise]]:
    """The list as a form's choices."""
    return list(words.items())
