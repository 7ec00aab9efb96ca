"""Expected refusals of the wing: each a named exception with a sentence fit for the reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from framdrift.organisations.refusals import Refused


class GuideIsFrozen(Refused):
    """A version in use is never changed."""

    sentence = _("This version of the guide is in use and stays as it is. Change the guide: that makes a new version.")


class QuestionCodeTaken(Refused):
    """A code stands once in a version."""

    sentence = _("The guide has a question with this code already.")
    field = "code"


class GuideNeedsQuestions(Refused):
    """A talk needs something to ask."""

    sentence = _("The guide needs at least one core question.")


class NotDraft(Refused):
    """What was told to people at launch is kept."""

    sentence = _("The programme has been launched. What people were told then stays as it is.")


class NotLaunched(Refused):
    """Only for a programme that runs."""

    sentence = _("The programme does not run. Launch or resume it first.")


class LimitTooLow(Refused):
    """The floor is in the code."""

    sentence = _("Nothing may be told of fewer than 5 answers. Choose 5 or more; 7 is the usual limit.")
    field = "n_min"


class LimitNeedsLead(Refused):
    """Below the default only a lead decides, before launch."""

    sentence = _("A limit below 7 is decided by the agency's lead before the launch. Choose 7 or more, or ask a lead.")
    field = "n_min"


class LimitOnlyRises(Refused):
    """After launch a limit may rise and never fall."""

    sentence = _("The limit was told to people at launch. It can be raised and never lowered.")
    field = "n_min"


class HolderDoesNotFit(Refused):
    """The level promises who reads."""

    sentence = _("The level promises more than this interviewer can keep. Choose another interviewer or another level.")
    field = "holder"


class ManagerHoldsNoExit(Refused):
    """Exit talks are never held by the nearest manager."""

    sentence = _("An exit interview is never held by the nearest manager. Choose somebody else.")
    field = "holder"


class AnonymousIsWritten(Refused):
    """A voice has a name."""

    sentence = _("Level D is anonymous: it can only be answered in writing, on a link.")
    field = "channel"


class AnonymousNeedsRounds(Refused):
    """One letter at a time would tell whose answer came."""

    sentence = _("At level D everybody is asked at the same time: choose to ask in rounds.")
    field = "rhythm"


class ChecklistOpen(Refused):
    """People are informed before they are asked."""

    sentence = _("Some points of the checklist are not done. Go through them before you launch.")


class ContactMissing(Refused):
    """Somebody answers questions."""

    sentence = _("Name a contact with an e-mail address or a telephone number: people must have somebody to ask.")
    field = "contact_name"


class NobodyToAsk(Refused):
    """The audience is empty."""

    sentence = _("Nobody is asked with these choices. Widen them, or add the employees first.")


class NoInterviewer(Refused):
    """Somebody must hold the talks."""

    sentence = _("Nobody has been chosen to hold the talks. Choose at least one interviewer.")
    field = "interviewers"


class AskedTooOften(Refused):
    """Stay talks: at most twice a year and 150 days apart."""

    sentence = _("This person was asked less than 150 days ago, or twice already in the last year.")


class RoundIsOpen(Refused):
    """One round at a time."""

    sentence = _("A round is open already. Close it before the next one opens.")


class RoundStillOpen(Refused):
    """No live counts."""

    sentence = _("The round is still open. How many took part is told when it has closed.")


class TimeHasPassed(Refused):
    """A time to meet lies ahead."""

    sentence = _("That time has passed. Choose a later one.")


class TimeIsTaken(Refused):
    """The interviewer has another talk then."""

    sentence = _("The interviewer has another talk at that time. Choose another time.")


class TalkEnded(Refused):
    """Nothing more is asked in this round."""

    sentence = _("Nothing more can be done here: the talk is over, declined, or the round has closed.")


class AnonymousLeavesNoTrace(Refused):
    """Nobody books, starts or declines at level D."""

    sentence = _("At level D nothing is kept about a person beyond that a letter was sent.")


class CommitmentNeedsWords(Refused):
    """An agreement says what is to be done."""

    sentence = _("Write what is to be done.")
    field = "words"


class OwnerDoesNotFit(Refused):
    """Somebody who can read and report it."""

    sentence = _("The owner is somebody with a seat at the company, or one of the agency's who work with talks.")
    field = "owner"


class DueDayHasPassed(Refused):
    """What is promised lies ahead."""

    sentence = _("That day has passed. Choose a later one.")
    field = "due_on"


class UnitTooSmall(Refused):
    """A small unit would tell who."""

    sentence = _("That unit is too small to be named at this level. Choose a larger one, or the whole company.")
    field = "unit"


class SeriousIsNoCommitment(Refused):
    """Theme T90 has a way of its own."""

    sentence = _("What must be acted on is a serious matter, and no commitment.")
    field = "theme"


class CommitmentWaitsForClose(Refused):
    """No talk led to it, so all of them must be in."""

    sentence = _(
        "The round is still open. What is promised because of it as a whole is written down when it has closed."
    )


class NothingCameBack(Refused):
    """The last letter to the person went, or is on its way."""

    sentence = _("The last letter to this person did not come back, or is on its way again.")


class LetterStays(Refused):
    """The letter cannot be sent once more; whoever refuses says why."""

    field = "email"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class CommitmentIsTold(Refused):
    """The company has read it."""

    sentence = _("The company can read it already, so it stays as it is. Report on it, or pass it on.")


class CommitmentIsOver(Refused):
    """Done or dropped."""

    sentence = _("It has been reported as done or dropped. Take that back first.")


class WhyIsMissing(Refused):
    """What is not done is explained to those who raised it."""

    sentence = _("Say why, in a few words: it is told to those who raised it.")
    field = "words"


class NewDayIsMissing(Refused):
    """A moved commitment has a new day."""

    sentence = _("Choose the new day.")
    field = "due_on"


class NothingReported(Refused):
    """There is no report to take back."""

    sentence = _("There is no report to take back.")
