"""Expected refusals: each a named exception with a sentence fit for the reader."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from framdrift.recruiting.rules import Missing


class Refusal(Exception):
    """Something asked for that the rules refuse; nothing was changed."""

    def sentence(self) -> str:
        """What to tell the reader, in the reader's language."""
        raise NotImplementedError


class NotVisible(Exception):
    """There is no such thing for this viewer; whether it exists is not told."""


class NotActive(Refusal):
    """The candidacy has ended."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("This candidacy has ended. Reopen it first.")


class StillActive(Refusal):
    """The candidacy has not ended."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("This candidacy is active already.")


class AlreadyThere(Refusal):
    """The candidacy stands at that step."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("The candidate is at that step already.")


class MovedMeanwhile(Refusal):
    """Somebody else moved the candidacy since the reader saw it."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("Somebody else has moved this candidate since you opened the page. Look again before you go on.")


class WrongStep(Refusal):
    """The step is not one that this can be done at."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("That step does not belong to this assignment's board.")


class AlreadyIn(Refusal):
    """The candidate is in the assignment."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("This candidate is in the assignment already.")


class AssignmentNotOpen(Refusal):
    """The assignment is paused or closed."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("The assignment is paused or closed. Resume or reopen it first.")


class AssignmentNotClosed(Refusal):
    """The assignment is open."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("The assignment is open already.")


class EvidenceMissing(Refusal):
    """The gate: evidence is missing and no reason was written for deciding early."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        super().__init__("evidence missing")
        self.missing = tuple(missing)

    def sentence(self) -> str:
        """See Refusal."""
        return _("The evidence is not complete. Wait for it, or write why you decide now.")


class DecisionNeeded(Refusal):
    """The move passes the decision step and no decision has been recorded."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("Record the decision first: who decided, and why.")


class ReasonNeeded(Refusal):
    """A written reason is missing."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("Write a reason. It is kept with the decision.")


class AlreadyDecided(Refusal):
    """The same was decided at this step, on the same evidence."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("This has been decided already, on the same evidence. Nothing was changed.")


class NotTheDecider(Refusal):
    """The decision lies with somebody else at the company."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("This decision lies with a colleague of yours. Ask them to pass it to you if it should be yours.")


class NotYours(Refusal):
    """What is to be done lies with somebody else."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("This lies with somebody else now. Nothing was changed.")


class AlreadyAnswered(Refusal):
    """The question was answered, or one is still open."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("There is a question that waits for its answer, or it has been answered already.")


class NothingToUndo(Refusal):
    """Something else has happened since."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("Something else has happened since, so this can no longer be undone. Move the candidate instead.")


class NotTheAuthor(Refusal):
    """Only its author may do this."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("Only the person who wrote this may change it.")


class AlreadySubmitted(Refusal):
    """The assessment was sent in before."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("This assessment has been sent in. Changes after the debrief are made as a revision.")


class TooManyWords(Refusal):
    """A field holds more than is kept."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def sentence(self) -> str:
        """See Refusal."""
        return _("A field holds more than %(most)d characters, so the draft is not saved. Shorten it.") % {
            "most": self.most
        }


class NotSubmitted(Refusal):
    """The assessment has not been sent in."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("Send in your own assessment first.")


class ScoreOutside(Refusal):
    """A score is not 1 to 5, or its criterion is not the assignment's."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("Give each criterion a whole number from 1 to 5, or leave it open.")


class NothingScored(Refusal):
    """An assessment without one score."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("Score at least one criterion before you send in the assessment.")


class NoOpenOffer(Refusal):
    """There is no offer to answer."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("There is no open offer for this candidate.")


class PromiseSettled(Refusal):
    """The promise was kept or taken back."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("This promise is settled already.")


class PromiseStays(Refusal):
    """It is open already, was kept by something else, or something has happened since."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("Something else has happened since, so this promise can no longer be opened again.")


class StepStays(Refusal):
    """It is open already, another was done after it, or the one that followed is under way."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("Something else has happened since, so this step can no longer be opened again.")


class StaysInformed(Refusal):
    """Nobody noted that they were told, or something hangs on it since."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("Something else has happened since, so it stays noted that they know.")


class FeeChangedSince(Refusal):
    """The parts of the fee are not as the change left them, or somebody else made it."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("The parts of the fee have been changed, or one of them reached, since. Change them by hand.")


class NotReached(Refusal):
    """A part of the fee that waits already."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("This part of the fee is not marked as reached.")


class DueInThePast(Refusal):
    """A new date lies in the past."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("Choose a time that has not passed.")


class HolderNeeded(Refusal):
    """A ball needs a person who holds it."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("Say who has the ball: choose a person.")


class BallMoved(Refusal):
    """Somebody passed the ball in the meantime."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("The ball has moved since you opened the page. Nothing was changed.")


class SamePerson(Refusal):
    """A record cannot be merged with itself, nor with one already merged or erased."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("Choose two different candidates that both still exist.")


class PersonGone(Refusal):
    """The candidate's record was erased or merged into another."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("This candidate has been erased or merged with another. Nothing was changed.")


class ReferenceSettled(Refusal):
    """The reference is in, or the referee declined."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("This reference is settled already. Ask for a new one to add to it.")


class ReaderUnknown(Refusal):
    """Nobody is known any more who had this letter."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("Nobody can tell whose address this was. Correct it where the person is.")


class PayRangeNeeded(Refusal):
    """A pay range must be set before an interview is booked."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("Set the pay range in the requirement profile before you invite to an interview.")


class PayUpsideDown(Refusal):
    """The pay range's low end is above its high end."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("The lowest pay is higher than the highest. Swap them or leave one open.")


class NoFirstChoiceAfterwards(Refusal):
    """First choice is marked while the candidate is active, never afterwards."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("First choice can only be marked while the candidate is active.")


class WrongSide(Refusal):
    """The person does not belong to the side or company."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("That person does not belong to the assignment's company or to the agency.")


class OwnEmployee(Refusal):
    """The candidate works at the company that would learn of it."""

    def sentence(self) -> str:
        """See Refusal."""
        return _(
            "The candidate works at that company, which must not learn that they are looking. Nothing was passed on."
        )


class TemplateEmpty(Refusal):
    """A process plan needs at least one step that candidates pass."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("The process plan has no step for candidates. Choose another or add steps to it.")


class TemplateNameTaken(Refusal):
    """Two process plans of one name could not be told apart."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("There is a process plan of that name. Choose another name.")


class TempoChangedSince(Refusal):
    """Somebody else has set the agency's tempo since."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("Somebody else has changed the agency's tempo since, so this can no longer be undone.")


class DefaultStays(Refusal):
    """The process plan that is proposed first."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("This process plan is proposed first. Propose another one first before you archive it.")
