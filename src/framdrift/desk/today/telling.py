"""News to a candidate from its draft; a new date for a promise, and one that was not kept after all."""

from __future__ import annotations

from datetime import date

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framdrift.desk.today.drafts import news_draft
from framdrift.desk.verbs import Doing, Done, VerbForm, Verbs, day_field, moment_field, words_field
from framdrift.foundation import calendar
from framdrift.momentum.actions import send_news
from framdrift.recruiting import actions
from framdrift.recruiting.models import Candidacy, Promise
from framdrift.recruiting.queries.scope import visible_candidacies, visible_promises
from framdrift.recruiting.rules import NEWS_WORK_DAYS

_CANDIDACIES: Verbs[Candidacy] = Verbs(
    key="candidacy_id",
    visible=lambda viewer: visible_candidacies(viewer).select_related("candidate", "assignment", "plan_step"),
    home=lambda _row: reverse("today"),
    name=lambda candidacy: candidacy.candidate.name,
)
_PROMISES: Verbs[Promise] = Verbs(
    key="promise_id",
    visible=lambda viewer: visible_promises(viewer).filter(kept_at=None, withdrawn_at=None),
    home=lambda _row: reverse("today"),
    name=lambda promise: _("A promise"),
)

_ANY_PROMISE: Verbs[Promise] = Verbs(
    key="promise_id",
    visible=visible_promises,
    home=lambda _row: reverse("today"),
    name=lambda promise: _("A promise"),
)


class NewsForm(VerbForm):
    """The drafted letter, to be read and changed; for one without an address, what was said."""

    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=200)
    body = words_field(
        gettext_lazy("Letter"),
        rows=9,
        help_text=gettext_lazy(
            "Greeting, the day of the next news, the way to the candidate's page and your name are added."
        ),
    )
    next_news_on = day_field(
        gettext_lazy("Next news by"), help_text=gettext_lazy("Stands in the letter, and is a promise of yours.")
    )

    def fit(self, doing: Doing[Candidacy]) -> None:
        """The draft, with the next date by the promised rhythm."""
        next_on = _next_news_on(doing)
        draft = news_draft(doing.row, at=doing.at)
        self.begin(subject=draft.subject, body=draft.body, next_news_on=next_on)
        if not doing.row.candidate.email:
            self.fields["subject"].required = False
            self.fields["subject"].widget = forms.HiddenInput()
            self.fields["body"].label = _("What you told")
            self.fields["body"].help_text = _("There is no address: call, and keep here what you said.")


def _next_news_on(doing: Doing[Candidacy]) -> date:
    return calendar.working_days().add(doing.today, NEWS_WORK_DAYS)


@_CANDIDACIES.verb(gettext_lazy("News to the candidate"), NewsForm, button=gettext_lazy("Send"))
def news(doing: Doing[Candidacy]) -> Done:
    """Send the letter; the next date is set with it."""
    candidacy, data = doing.row, doing.data
    if candidacy.candidate.email:
        send_news(candidacy=candidacy, by=doing.by, at=doing.at, **data)
    else:
        actions.give_news(
            candidacy=candidacy,
            channel="phone",
            text=data["body"],
            next_news_on=data["next_news_on"],
            by=doing.by,
            at=doing.at,
        )
    return Done(_("%(who)s has news. The next is due on the day you told.") % {"who": candidacy.candidate.name})


class MoveForm(VerbForm):
    """The new date."""

    due_at = moment_field(
        gettext_lazy("New time"), help_text=gettext_lazy("Tell the one you promised before you move it.")
    )

    def fit(self, doing: Doing[Promise]) -> None:
        """The next working day, at the time of day that was promised."""
        day = calendar.working_days().add(doing.today, 1)
        self.begin(
            due_at=doing.row.due_at.astimezone(doing.by.zone).replace(year=day.year, month=day.month, day=day.day)
        )


@_PROMISES.verb(gettext_lazy("A new date for the promise"), MoveForm, button=gettext_lazy("Move"))
def move_promise(doing: Doing[Promise]) -> Done:
    """A new date was told; the old one stays on record."""
    actions.move_promise(promise=doing.row, due_at=doing.data["due_at"], by=doing.by, at=doing.at)
    return Done(_("The promise has its new date."))


@_ANY_PROMISE.verb(gettext_lazy("Open the promise again"))
def reopen_promise(doing: Doing[Promise]) -> Done:
    """It was not kept after all. Back to the page that said it was."""
    actions.reopen_promise(promise=doing.row, by=doing.by, at=doing.at)
    return Done(_("The promise is open again."))


def reopening(promise_id: int) -> str:
    """The address that takes back that a promise was kept, for every page on which one is kept."""
    return reverse("promise-reopen", args=[promise_id])
