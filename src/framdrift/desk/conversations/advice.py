"""What a company of this size can be told, as sentences. The figures come from `programmes.rules.size_advice`."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from framdrift.conversations.kinds import Level
from framdrift.conversations.programmes.rules import THEMES_FROM, size_advice


def size_sentences(people: int, *, n_min: int, level: str) -> list[str]:
    """Told before launch, so that nobody is disappointed afterwards."""
    if not people:
        return [
            _(
                "Nobody would be asked now: people are asked as their days come. If that surprises you, change who is "
                "asked and when."
            )
        ]
    advice = size_advice(people, n_min=n_min)
    told = [
        ngettext(
            "%(n)s person would be asked. If seven in ten answer, that is about %(answers)s answers.",
            "%(n)s people would be asked. If seven in ten answer, that is about %(answers)s answers.",
            people,
        )
        % {"n": people, "answers": advice.answers}
    ]
    if advice.too_few:
        told.append(
            _("That is fewer than the limit of %(limit)s: you get spoken advice from the interviewer, and no figures.")
            % {"limit": n_min}
        )
    else:
        told.append(
            ngettext(
                "With the limit %(limit)s you get at most %(groups)s group: the company as a whole.",
                "With the limit %(limit)s you get at most %(groups)s groups, and fewer where teams are small.",
                advice.groups,
            )
            % {"limit": n_min, "groups": advice.groups}
        )
    if not advice.too_few and not advice.themes:
        told.append(_("Themes and retold quotations need %(n)s answers: reckon without them.") % {"n": THEMES_FROM})
    if advice.anonymous_unwise:
        told.append(_anonymous_words(level, people))
    return told


def _anonymous_words(level: str, people: int) -> str:
    if level == Level.ANONYMOUS:
        return _(
            "Level D is unwise here: among %(n)s people what somebody writes points out who wrote it, whatever we do. "
            "Choose level C, where an interviewer can keep apart what must be kept apart."
        ) % {"n": people}
    return _("Level D would be unwise here: among %(n)s people what somebody writes points out who wrote it.") % {
        "n": people
    }
