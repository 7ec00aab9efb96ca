"""Expected refusals of the gate: each a named exception with a sentence fit for the reader."""

from __future__ import annotations

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from framdrift.organisations.refusals import Refused


class NothingToRelease(Refused):
    """Each answer is released once."""

    sentence = _("Every closed round of this programme has been released. The next can be when a round has closed.")


class ReleasedTooSoon(Refused):
    """R9."""

    def __init__(self, again_on: date) -> None:
        self.sentence = str(type(self).sentence) % {"day": again_on.isoformat()}
        self.again_on = again_on

    sentence: str | Promise = _(
        "Stay interviews are told of at most twice a year, 150 days apart. Next on %(day)s at the earliest."
    )


class BatchNotDue(Refused):
    """R10."""

    def __init__(self, due_on: date) -> None:
        self.sentence = str(type(self).sentence) % {"day": due_on.isoformat()}
        self.due_on = due_on

    sentence: str | Promise = _("These talks are told of in batches, after the quarter's end: from %(day)s.")


class CodingNotDone(Refused):
    """What was said is read by a person first."""

    def __init__(self, unread: int) -> None:
        told = ngettext(
            "%(n)s passage has not been coded yet. Nothing is released before every one has.",
            "%(n)s passages have not been coded yet. Nothing is released before every one has.",
            unread,
        )
        self.sentence = told % {"n": unread}
        self.unread = unread


class TooFewWaiting(Refused):
    """R10: held until there are more."""

    sentence = _("Too few answers wait to say anything. They are kept for the next quarter's batch.")


class AuditRefused(Refused):
    """The gate's own checks say no."""

    def __init__(self, checks: tuple[str, ...]) -> None:
        self.sentence = str(type(self).sentence) % {"checks": ", ".join(checks)}
        self.checks = checks

    sentence: str | Promise = _("Nothing is released: the result does not withstand its own checks (%(checks)s).")


class ShownIsOld(Refused):
    """What was seen is what goes out."""

    sentence = _("Something has changed since you looked. Look through what would be released once more.")


class TooManyWords(Refused):
    """R13."""

    sentence = _("A retold quote has at most 25 words.")
    field = "words"


class PointsSomebodyOut(Refused):
    """The detector found what may never go out."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self.sentence = str(type(self).sentence) % {"words": ", ".join(words)}

    sentence: str | Promise = _("This may point somebody out: %(words)s. Retell it without.")
    field = "words"


class TooFewAuthors(Refused):
    """R13."""

    sentence = _("Fewer than three in that person's group spoke of this. A quote could be traced to one of them.")
    field = "theme"


class NoPermission(Refused):
    """R13."""

    sentence = _("The person has not allowed this to be retold.")
    field = "permission"


class AnonymousIsNotQuoted(Refused):
    """Nobody can be asked."""

    sentence = _("At level D nobody can be asked for permission, so nothing is retold.")


class NotQuotedAtThisLevel(Refused):
    """At A and B people were told what their company gets to see, and quotes are not among it."""

    sentence = _("Quotes are retold at level C alone: at this level people were told that their company sees none.")


class NobodyToAsk(Refused):
    """No letter can reach the person."""

    sentence = _("There is no address to ask this person at. Read the words to them, and note that they said yes.")
    field = "permission"


class NeedsAnotherPerson(Refused):
    """Two persons release words."""

    sentence = _("Somebody else must release it too: ask another interviewer, or a lead.")


class QuoteIsOut(Refused):
    """A release never changes."""

    sentence = _("The quote is out. A release never changes.")
