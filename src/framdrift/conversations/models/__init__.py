"""Rows of the listening wing, one module per subject; Django finds them here."""

from framdrift.conversations.models.commitments import Commitment, CommitmentReport, CommitmentVerdict
from framdrift.conversations.models.exits import EchoWish, ExitReading, Leaver, LeaverView, ProbeUse, TalkShare
from framdrift.conversations.models.guides import Guide, GuideProbe, GuideQuestion, GuideVersion
from framdrift.conversations.models.invitations import Invitation, TalkTime
from framdrift.conversations.models.programmes import (
    N_MIN_DEFAULT,
    N_MIN_FLOOR,
    Programme,
    ProgrammeCheck,
    ProgrammeInterviewer,
    ProgrammeRound,
    ProgrammeText,
    Touchpoint,
)

__all__ = [
    "N_MIN_DEFAULT",
    "N_MIN_FLOOR",
    "Commitment",
    "CommitmentReport",
    "CommitmentVerdict",
    "EchoWish",
    "ExitReading",
    "Guide",
    "GuideProbe",
    "GuideQuestion",
    "GuideVersion",
    "Invitation",
    "Leaver",
    "LeaverView",
    "ProbeUse",
    "Programme",
    "ProgrammeCheck",
    "ProgrammeInterviewer",
    "ProgrammeRound",
    "ProgrammeText",
    "TalkShare",
    "TalkTime",
    "Touchpoint",
]
