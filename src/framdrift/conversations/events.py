"""What the wing announces. Pure: ids, codes and times, never names or text, and never who was asked or answered.

People's own steps (declined, done) are states of their invitation and no events: the chain of events is kept for good,
and saying no leaves no trace. Only a talk's time is told, at levels A to C, since letters follow it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from framdrift.foundation.announcement import Announcement


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideAnnouncement(Announcement):
    """Something about one guide; `company_id` is set for one adapted for a company."""

    subject: ClassVar[str] = "guide"

    guide_id: int
    company_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideAdded(GuideAnnouncement):
    """A guide was made or copied."""

    code: ClassVar[str] = "guide-added"

    copied_from_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideChanged(GuideAnnouncement):
    """Questions, follow-ups, their order or the name were changed in the version that is not in use."""

    code: ClassVar[str] = "guide-changed"

    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideVersionFrozen(GuideAnnouncement):
    """A version came into use and stays as it is."""

    code: ClassVar[str] = "guide-version-frozen"

    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideArchived(GuideAnnouncement):
    """The guide is proposed no more."""

    code: ClassVar[str] = "guide-archived"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideRestored(GuideAnnouncement):
    """The guide is proposed again."""

    code: ClassVar[str] = "guide-restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeAnnouncement(Announcement):
    """Something about one programme of a company."""

    subject: ClassVar[str] = "programme"

    programme_id: int
    company_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeAdded(ProgrammeAnnouncement):
    """A programme was drafted."""

    code: ClassVar[str] = "programme-added"

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeChanged(ProgrammeAnnouncement):
    """A draft was changed, or what may still be changed of one that runs."""

    code: ClassVar[str] = "programme-changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeLaunched(ProgrammeAnnouncement):
    """People are asked from now on; level and limit stay as they are."""

    code: ClassVar[str] = "programme-launched"

    level: str
    n_min: int
    guide_version_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitRaised(ProgrammeAnnouncement):
    """More answers are needed before anything is told."""

    code: ClassVar[str] = "programme-limit-raised"

    n_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammePaused(ProgrammeAnnouncement):
    """Nobody new is asked."""

    code: ClassVar[str] = "programme-paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeResumed(ProgrammeAnnouncement):
    """People are asked again."""

    code: ClassVar[str] = "programme-resumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeClosed(ProgrammeAnnouncement):
    """The programme is over."""

    code: ClassVar[str] = "programme-closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkAnnouncement(Announcement):
    """Something about the time of one talk, at levels A to C."""

    subject: ClassVar[str] = "invitation"
    context: ClassVar[str] = "programme"

    invitation_id: int
    programme_id: int
    company_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkTimesOffered(TalkAnnouncement):
    """There are times to pick among."""

    code: ClassVar[str] = "talk-times-offered"


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkTimeAgreed(TalkAnnouncement):
    """When the talk is."""

    code: ClassVar[str] = "talk-time-agreed"

    start_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkTimeDropped(TalkAnnouncement):
    """The time that was agreed no longer holds. `holder_id` is the account of who was to hold it; both are null in what
    was recorded before times came from calendars."""

    code: ClassVar[str] = "talk-time-dropped"

    start_at: datetime | None = None
    holder_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkMailAnswered(TalkAnnouncement):
    """What came by mail about a talk has been answered by the agency: not what it was."""

    code: ClassVar[str] = "talk-mail-answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkMailReopened(TalkAnnouncement):
    """It has not been answered after all."""

    code: ClassVar[str] = "talk-mail-reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundAnnouncement(Announcement):
    """Something about one round of a programme."""

    subject: ClassVar[str] = "round"
    context: ClassVar[str] = "programme"

    round_id: int
    programme_id: int
    company_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOpened(RoundAnnouncement):
    """Answers from now on belong to this round."""

    code: ClassVar[str] = "round-opened"

    opens_on: date
    closes_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationsDue(RoundAnnouncement):
    """Letters of the round are to be written today: to whom is not told here."""

    code: ClassVar[str] = "invitations-due"

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindersDue(RoundAnnouncement):
    """The system's own reminder is to be written to those who have not answered, or at level D to everybody."""

    code: ClassVar[str] = "reminders-due"

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundClosed(RoundAnnouncement):
    """No answer belongs to this round any more."""

    code: ClassVar[str] = "round-closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAnnouncement(Announcement):
    """Something about one talk's sealed record."""

    subject: ClassVar[str] = "talk"

    talk_id: int
    company_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordHandedOver(RecordAnnouncement):
    """The interviewer gave the record to the person, to read, correct and approve."""

    code: ClassVar[str] = "record-handed-over"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOpened(RecordAnnouncement):
    """Somebody who may read the record opened it."""

    code: ClassVar[str] = "record-opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriousMatterRaised(RecordAnnouncement):
    """Something was said that must be acted on; it is in no figure."""

    code: ClassVar[str] = "serious-matter-raised"

    matter_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriousMatterPassedOn(RecordAnnouncement):
    """The person was told, and the matter went to who must act."""

    code: ClassVar[str] = "serious-matter-passed-on"

    matter_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriousMatterClosed(RecordAnnouncement):
    """It has been acted on."""

    code: ClassVar[str] = "serious-matter-closed"

    matter_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RawAnswersOpened(Announcement):
    """An interviewer opened the words of a round to analyse them (levels A to C)."""

    code: ClassVar[str] = "raw-answers-opened"
    subject: ClassVar[str] = "round"

    round_id: int
    company_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersErased(Announcement):
    """The key of a programme's answers was deleted: none of them can be read again, in any copy."""

    code: ClassVar[str] = "answers-erased"
    subject: ClassVar[str] = "programme"

    programme_id: int
    company_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsAnnouncement(Announcement):
    """A person's request about their own data, by its number alone."""

    subject: ClassVar[str] = "rights_request"

    rights_request_id: int
    company_id: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsAsked(RightsAnnouncement):
    """Somebody wrote the request down."""

    code: ClassVar[str] = "rights-asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsCarriedOut(RightsAnnouncement):
    """Another one approved it, and it was done."""

    code: ClassVar[str] = "rights-carried-out"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentAnnouncement(Announcement):
    """Something about one commitment; never which talk it came from."""

    subject: ClassVar[str] = "commitment"

    commitment_id: int
    company_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentAgreed(CommitmentAnnouncement):
    """Somebody will do something by a day."""

    code: ClassVar[str] = "commitment-agreed"

    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentChanged(CommitmentAnnouncement):
    """Its words, owner, day or clearance were changed before the company could read it."""

    code: ClassVar[str] = "commitment-changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentTakenBack(CommitmentAnnouncement):
    """It was taken away before the company could read it."""

    code: ClassVar[str] = "commitment-taken-back"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentTold(CommitmentAnnouncement):
    """The company can read it from now on, and its owner is told."""

    code: ClassVar[str] = "commitment-told"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentPassedOn(CommitmentAnnouncement):
    """Somebody else owns it."""

    code: ClassVar[str] = "commitment-passed-on"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentReported(CommitmentAnnouncement):
    """Done, moved or dropped, says its owner."""

    code: ClassVar[str] = "commitment-reported"

    kind: str
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentReportTakenBack(CommitmentAnnouncement):
    """The last report does not count any more."""

    code: ClassVar[str] = "commitment-report-taken-back"
