"""The board's markup, column by column. Written in Python: two hundred cards cost a template six times as much.

Everything goes through `format_html`, which escapes; the pieces that cards share are made once for a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from framdrift.desk.components import icons, words
from framdrift.desk.components.tags import STATES, evidence
from framdrift.desk.timeline.kinds import BALL_REASONS, SIDES, words_for
from framdrift.organisations.access import Viewer
from framdrift.recruiting.kinds import BallReason
from framdrift.recruiting.queries.board import COUNTED, BallLine, Card, Column

_ADDRESS_OF_ZERO = 0  # stands for the id, which is put in card by card


@dataclass(frozen=True)
class Pen:
    """What all cards of one page share: the reader, today, the words, the start of a candidacy's address."""

    account_id: int | None
    now: datetime
    today: date
    address: str
    late: SafeString
    star: SafeString
    news: str
    days: dict[date, SafeString]

    def day(self, value: date) -> SafeString:
        """A day in words, in `<time>`; the same few days recur on a board, so each is made once."""
        if value not in self.days:
            self.days[value] = format_html(
                '<time datetime="{}" title="{}">{}</time>',
                value.isoformat(),
                words.full_day_words(value),
                words.day_words(value, self.today),
            )
        return self.days[value]


def pen(viewer: Viewer, *, now: datetime) -> Pen:
    """The pen for one page."""
    drawn, said = STATES["late"]
    return Pen(
        account_id=viewer.account_id,
        now=now,
        today=words.local(now).date(),
        address=reverse("candidacy", args=[_ADDRESS_OF_ZERO]).removesuffix(f"{_ADDRESS_OF_ZERO}/"),
        late=format_html('<span class="badge" data-state="late">{}{}</span>', icons.drawing(drawn), said),
        star=icons.drawing("star", gettext("First choice")),
        news=gettext("news"),
        days={},
    )


def cards_of(cards: Iterable[Card], ink: Pen) -> SafeString:
    """The cards of a column, as list items."""
    return format_html_join("", "{}", ((_card(card, ink),) for card in cards))


def heading(column: Column) -> SafeString:
    """A column's name and how many stand there."""
    count = "999+" if column.count_is_capped else words.number_words(column.count)
    spoken = ngettext("%(n)d candidate", "%(n)d candidates", column.count) % {"n": column.count}
    if column.count_is_capped:
        spoken = gettext("more than %(n)d candidates") % {"n": COUNTED - 1}
    return format_html(
        '<div class="column-head"><h3>{}</h3><span class="soft" aria-hidden="true">{}</span>'
        '<span class="hidden">{}</span></div>',
        column.step.name_in(get_language() or "en"),
        count,
        spoken,
    )


def _card(card: Card, ink: Pen) -> SafeString:
    return format_html(
        '<li class="card" id="card-{id}" data-card="{id}" data-row draggable="true" tabindex="0" '
        'aria-label="{name}"{own}>'
        '<div class="card-head"><a class="card-name" href="{address}{id}/" data-open>{name}</a>{star}</div>'
        '{ball}<p class="card-line">{step}</p>{news}{evidence}</li>',
        id=card.id,
        name=card.name,
        own=SafeString(' data-own=""') if card.ball and card.ball.account_id == ink.account_id else "",
        address=ink.address,
        star=ink.star if card.is_first_choice else "",
        ball=_ball(card.ball, ink) if card.ball else "",
        step=_next_step(card, ink),
        news=_news(card, ink),
        evidence=evidence(card.evidence_in, card.evidence_wanted) if card.evidence_wanted else "",
    )


def _ball(ball: BallLine, ink: Pen) -> SafeString:
    mine = ball.account_id is not None and ball.account_id == ink.account_id
    return format_html(
        '<p class="ball" data-side="{side}"{own}>{icon}<span class="ball-holder">{holder}</span> '
        '<span class="ball-since">{does}</span> <span class="ball-until">{since}</span>{late}</p>',
        side=ball.side,
        own=SafeString(' data-yours=""') if mine else "",
        icon=icons.drawing(ball.side, f"{words_for(SIDES, ball.side)}: "),
        holder=gettext("you") if mine else ball.holder,
        does="" if ball.reason == BallReason.DO_STEP else words_for(BALL_REASONS, ball.reason),
        since=_since(ball.since, ink),
        late=ink.late if ball.until_on < ink.today else "",
    )


def _since(instant: datetime, ink: Pen) -> SafeString:
    began = words.local(instant).date()
    return format_html(gettext("since {time}"), time=ink.day(began))


def _next_step(card: Card, ink: Pen) -> SafeString:
    if card.booked_at is not None:
        booked = words.moment_words(card.booked_at, ink.now)
        word = gettext("booked") if card.booked_at > ink.now else gettext("was booked")
        return format_html('{} <time datetime="{}">{}</time>', word, card.booked_at.isoformat(), booked)
    return format_html("{} {}", gettext("due"), ink.day(card.next_step_on))


def _news(card: Card, ink: Pen) -> SafeString:
    if card.next_news_on < ink.today:
        sentence = format_html(gettext("silence: news was due {day}"), day=ink.day(card.next_news_on))
        return format_html('<p class="card-line" data-silent="">{}{}</p>', icons.drawing("alert"), sentence)
    return format_html('<p class="card-line">{} {}</p>', ink.news, ink.day(card.next_news_on))


def move_choices(columns: Sequence[Column]) -> dict[str, SafeString]:
    """The options of the form that moves without dragging: the cards that are shown, and the columns."""
    language = get_language() or "en"
    cards = ((card.id, card.name) for column in columns for card in column.cards)
    return {
        "card_choices": format_html_join("", '<option value="{}">{}</option>', cards),
        "column_choices": format_html_join(
            "", '<option value="{}">{}</option>', ((one.step.pk, one.step.name_in(language)) for one in columns)
        ),
    }
