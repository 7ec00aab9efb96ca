"""Expected refusals about answers: each a named exception with a sentence fit for the reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from framdrift.organisations.refusals import Refused


class RoundIsOver(Refused):
    """Each answer is in exactly one round."""

    sentence = _("The round has closed. What was said before that stays as it is.")


class RoundIsStillOpen(Refused):
    """At level D nobody reads before the close."""

    sentence = _("Anonymous answers are read when the round has closed, by nobody before that.")


class TalkIsWithPerson(Refused):
    """The interviewer writes until the record is handed over."""

    sentence = _("The record has been handed over: now only the person changes it.")


class NotHandedOver(Refused):
    """Somebody approves what was handed to them."""

    sentence = _("There is no record to read yet. You get a letter when there is one.")


class TalkWithdrawn(Refused):
    """The person has taken it back."""

    sentence = _("This talk has been taken back. Nothing of it is kept.")


class NothingWritten(Refused):
    """An empty record is not handed over."""

    sentence = _("Nothing has been written yet.")


class LevelIsLocked(Refused):
    """What people were told when the first of them began holds for all."""

    sentence = _("The first talk has begun: the level stays as people were told.")


class AnonymousHasNoTalk(Refused):
    """Level D has no talks."""

    sentence = _("At level D nobody holds a talk: answers come without names.")


class AnswerTooLong(Refused):
    """A place has one size, so that nobody sees which answers are long."""

    sentence = _(
        "Your answers have grown longer than there is room for. Shorten one of them; nothing is lost until then."
    )


class GroupTooSmall(Refused):
    """A coarse unit is one in which nobody stands alone."""

    sentence = _("A group of this round is too small to be anonymous. Join it with another.")


class TooManyAnswers(Refused):
    """Every place is taken. Cannot happen while codes are as many as places."""

    sentence = _("There is no place left in this round.")


class PersonNotTold(Refused):
    """The person hears of it first."""

    sentence = _("Tell the person first, and note it here. Then pass it on.")


class SamePerson(Refused):
    """Two people handle a request."""

    sentence = _("Somebody else than the one who wrote the request must approve it.")


class RequestIsDone(Refused):
    """Once."""

    sentence = _("This request has been carried out already.")
