"""What can be done with a letter in each state, in words, and what takes it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from framdrift.desk.outbox.lists import Line
from framdrift.desk.outbox.reasons import State
from framdrift.foundation import letter_decisions
from framdrift.foundation.readdressing import followed


@dataclass(frozen=True)
class Deed:
    """One thing that can be done; `undo` names the one that takes it back."""

    act: Callable[..., None]
    label: str | Promise
    told: str | Promise
    undo: str = ""


DEEDS = {
    "release": Deed(letter_decisions.release, _("Send it"), _("It will be sent."), "hold-back"),
    "send-again": Deed(letter_decisions.send_again, _("Send again"), _("It will be sent again."), "hold-back"),
    "found-sent": Deed(letter_decisions.found_sent, _("It arrived"), _("It is marked as arrived."), "doubt"),
    "cancel": Deed(letter_decisions.cancel, _("Do not send"), _("It will not be sent."), "hold-back"),
    "hold-back": Deed(letter_decisions.hold_back, _("Hold"), _("It is held.")),
    "doubt": Deed(letter_decisions.doubt, _("Not known"), _("It stands as unknown again.")),
}
_POSSIBLE: dict[str, Sequence[str]] = {
    State.UNKNOWN: ("found-sent", "send-again"),
    State.FAILED: ("send-again", "cancel"),
    State.BOUNCED: ("send-again",),
    State.HELD: ("release", "cancel"),
    State.WAITING: ("hold-back", "cancel"),
    State.CANCELLED: ("hold-back",),
}


def choices_of(lines: Sequence[Line]) -> list[list[tuple[str, str | Promise]]]:
    """`choices_for` of each; one statement at most."""
    gone_on = followed([line.id for line in lines if line.state == State.BOUNCED])
    return [[] if line.id in gone_on else choices_for(line) for line in lines]


def choices_for(line: Line) -> list[tuple[str, str | Promise]]:
    """What can be done with a letter in its state that has not gone to another address, the likeliest first."""
    possible = ("release",) if line.goes_with_others else _POSSIBLE.get(line.state, ())
    return [(name, DEEDS[name].label) for name in possible]
