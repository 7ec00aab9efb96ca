"""Template tags and filters of the components: built into every template, nothing to load."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.core.exceptions import ValidationError
from django.forms import BoundField, ChoiceField, ModelChoiceField
from django.template.context import Context
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from framdrift.desk.components import icons, plans, words

register = template.Library()

# code -> (drawing, words). The shape and the words carry the meaning; the colour only repeats it.
STATES: dict[str, tuple[str, str | Promise]] = {
    "on_track": ("check", pgettext_lazy("state", "On track")),
    "at_risk": ("alert", pgettext_lazy("state", "At risk")),
    "late": ("late", pgettext_lazy("state", "Late")),
    "done": ("check", pgettext_lazy("state", "Done")),
    "passed": ("right", pgettext_lazy("state", "Passed by")),
    "now": ("dot", pgettext_lazy("state", "Now")),
    "planned": ("clock", pgettext_lazy("state", "Planned")),
    "waiting": ("clock", pgettext_lazy("state", "Waiting")),
    "paused": ("pause", pgettext_lazy("state", "Paused")),
    "draft": ("pen", pgettext_lazy("state", "Draft")),
    "closed": ("closed", pgettext_lazy("state", "Closed")),
}
SIDES: dict[str, str | Promise] = {
    "agency": gettext_lazy("agency"),
    "client": gettext_lazy("client"),
    "candidate": gettext_lazy("candidate"),
    "outside": gettext_lazy("outside"),
}


def _time(machine: str, full: str, shown: str) -> SafeString:
    return format_html('<time datetime="{}" title="{}">{}</time>', machine, full, shown)


@register.filter
def when(instant: datetime | None, now: datetime) -> str:
    """`{{ instant|when:now }}`: today 14:00, yesterday, Thu 26 Nov. Nothing for no instant."""
    if instant is None:
        return ""
    return _time(instant.isoformat(timespec="seconds"), words.full_words(instant), words.when_words(instant, now))


@register.filter
def moment(instant: datetime | None, now: datetime) -> str:
    """`{{ instant|moment:now }}`: the same, always with the time of day."""
    if instant is None:
        return ""
    return _time(instant.isoformat(timespec="seconds"), words.full_words(instant), words.moment_words(instant, now))


@register.filter
def day(value: date | None, now: datetime) -> str:
    """`{{ date|day:now }}`: today, tomorrow, Thu 26 Nov, Thu 26 Nov 2027."""
    if value is None:
        return ""
    return _time(value.isoformat(), words.full_day_words(value), words.day_words(value, words.local(now).date()))


@register.filter
def dated(value: date | None, now: datetime) -> str:
    """`{{ date|dated:now }}`: always the date, also for today."""
    if value is None:
        return ""
    return _time(value.isoformat(), words.full_day_words(value), words.dated_words(value, words.local(now).date()))


@register.filter
def span(first: date, last: date) -> SafeString:
    """`{{ starts_on|span:ends_on }}`: 18-25 Nov."""
    full = f"{words.full_day_words(first)} \N{EN DASH} {words.full_day_words(last)}"
    return format_html('<time datetime="{}" title="{}">{}</time>', first, full, words.span_words(first, last))


@register.filter
def clock(instant: datetime | None) -> str:
    """`{{ instant|clock }}`: 14:00."""
    return (
        ""
        if instant is None
        else _time(instant.isoformat(timespec="seconds"), words.full_words(instant), words.clock_words(instant))
    )


@register.filter
def workdays(days: float | None) -> str:
    """`{{ wait_days|workdays }}`: 2 working days."""
    return "" if days is None else words.workday_words(days)


@register.filter
def minutes(value: float | None) -> str:
    """`{{ touch_minutes|minutes }}`: 1 h 50 min."""
    return "" if value is None else words.minute_words(value)


@register.filter
def number(value: float | None, decimals: int = 0) -> str:
    """`{{ n|number }}` or `{{ n|number:1 }}`: 12 345,6."""
    return "" if value is None else words.number_words(value, decimals)


@register.filter
def percent(share: float | None, decimals: int = 0) -> str:
    """`{{ share|percent }}`: a share between 0 and 1 as 80 %."""
    return "" if share is None else words.percent_words(share, decimals)


@register.filter
def joined(names: Sequence[str]) -> str:
    """`{{ names|joined }}`: A, B and C."""
    return words.joined_words([str(name) for name in names])


@register.filter
def initials(name: str) -> str:
    """`{{ name|initials }}`: AL."""
    return words.initials_of(name)


@register.filter
def error_sentences(field: BoundField) -> list[str]:
    """What is wrong with a field, naming it, and what to do about it."""
    return [_error_sentence(field, error) for error in field.errors.as_data()]


def _error_sentence(field: BoundField, error: ValidationError) -> str:
    if error.code != "required":
        return f"{field.label}: {' '.join(error.messages)}"
    if isinstance(field.field, (ChoiceField, ModelChoiceField)):
        return gettext("Choose “%(field)s”.") % {"field": field.label}
    return gettext("Fill in “%(field)s”.") % {"field": field.label}


@register.filter
def field_mark(field: BoundField) -> str:
    """The word beside a field's label, so that a form marks the fewer of its fields: (optional), or (required) where
    most are optional; empty for the others, and for a box to tick and a list that always has something chosen. An input
    that must be filled in has the attribute `required` either way."""
    asked = [one.field.required for one in field.form.visible_fields() if _is_left_open(one)]
    marks_required = 0 < sum(asked) < len(asked) - sum(asked)
    if field.field.required != marks_required or not _is_left_open(field):
        return ""
    return gettext("(required)") if marks_required else gettext("(optional)")


def _is_left_open(field: BoundField) -> bool:
    """Whether a reader may wonder if it must be filled in."""
    if field.widget_type == "select":
        return not field.field.required or "required" in field.build_widget_attrs({})
    return field.widget_type != "checkbox"


@register.filter
def undo_address(extra_tags: str | None) -> str:
    """The address in `messages.success(request, text, extra_tags="undo:/address/")`; empty where there is none."""
    return _tagged(extra_tags, "undo:")


@register.filter
def focus_place(extra_tags: str | None) -> str:
    """The id in `extra_tags="at:card-3"` of what has the focus once a part of the page was renewed; empty for none."""
    return _tagged(extra_tags, "at:")


def _tagged(extra_tags: str | None, start: str) -> str:
    found = [tag for tag in (extra_tags or "").split() if tag.startswith(start)]
    return found[0].removeprefix(start) if found else ""


@register.filter
def state_badge(code: str) -> SafeString:
    """`{{ "at_risk"|state_badge }}`: shape, word and colour of a state in STATES (KeyError where unknown)."""
    drawn, said = STATES[code]
    return format_html('<span class="badge" data-state="{}">{}{}</span>', code, icons.drawing(drawn), said)


@register.simple_tag
def badge(text: str, state: str = "", icon: str = "") -> SafeString:
    """`{% badge text state="late" icon="clock" %}`: own words in a badge."""
    drawn = icons.drawing(icon or STATES[state][0]) if icon or state else ""
    return format_html('<span class="badge" data-state="{}">{}{}</span>', state, drawn, text)


@register.simple_tag(name="icon")
def icon_tag(name: str, label: str = "") -> SafeString:
    """`{% icon "check" %}`; `label` says it to one who cannot see it."""
    return icons.drawing(name, label)


@register.simple_tag(takes_context=True)
def ball(
    context: Context,
    *,
    holder: str,
    side: str,
    since: datetime | None = None,
    until: date | None = None,
    yours: bool = False,
) -> SafeString:
    """`{% ball holder=name side="client" since=at until=date yours=False %}`: who holds it, since when, until when."""
    return format_html(
        '<span class="ball" data-side="{}"{}>{}<span class="ball-holder">{}</span>{}</span>',
        side,
        mark_safe(' data-yours=""') if yours else "",
        icons.drawing(side, f"{SIDES[side]}: "),
        gettext("you") if yours else holder,
        _held(since, until, context["now"]),
    )


def _held(since: datetime | None, until: date | None, now: datetime) -> SafeString:
    """Since when and until when, with a comma between."""
    parts = [("ball-since", format_html(gettext("since {time}"), time=when(since, now)))] if since else []
    if until:
        parts.append(("ball-until", format_html(gettext("by {time}"), time=day(until, now))))
    last = len(parts) - 1
    return format_html_join(
        "", ' <span class="{}">{}{}</span>', ((*part, "," if at < last else "") for at, part in enumerate(parts))
    )


@register.simple_tag
def evidence(present: int, needed: int) -> SafeString:
    """`{% evidence 2 3 %}`: how much of the evidence is in, as words and small squares."""
    told = gettext("evidence %(present)d/%(needed)d") % {"present": present, "needed": needed}
    return format_html('<span class="evidence">{}{}</span>', _squares(present, min(needed, 12)), told)


@lru_cache(maxsize=256)  # a board draws few different ones, many times
def _squares(present: int, needed: int) -> SafeString:
    """One square for each piece of evidence, those that are in filled."""
    squares = ((place * 8, mark_safe(' class="in"') if place < present else "") for place in range(needed))
    return format_html(
        '<svg viewBox="0 0 {} 8" width="{}" height="8" aria-hidden="true">{}</svg>',
        needed * 8,
        needed * 8,
        format_html_join("", '<rect x="{}" width="6" height="8" rx="1.5"{}/>', squares),
    )


@register.inclusion_tag("components/plan.html", takes_context=True)
def plan_bar(context: Context, steps: Sequence[plans.DatedStep], label: str = "") -> dict[str, Any]:
    """`{% plan_bar steps %}`: the dated plan; `steps` as `plans.DatedStep` describes."""
    today = words.local(context["now"]).date()
    return {"steps": plans.placed(steps, today), "label": label, "now": context["now"], "today": today}


@register.simple_tag(takes_context=True)
def sort_link(context: Context, key: str, label: str) -> SafeString:
    """`<th>{% sort_link "name" _("Name") %}</th>`: a header that sorts by `?sort=key`, then by `?sort=-key`."""
    query = context["request"].GET.copy()
    current = query.get("sort", "")
    query["sort"] = f"-{key}" if current == key else key
    arrow = {key: icons.drawing("up"), f"-{key}": icons.drawing("down")}.get(current, "")
    return format_html('<a class="sort" href="?{}">{}{}</a>', query.urlencode(), label, arrow)


@register.simple_tag(takes_context=True)
def here(context: Context, **changes: Any) -> str:
    """`<a href="{% here page=2 q=None %}">`: this address with parameters changed, or dropped where None."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        query.pop(key, None)
        if value is not None:
            query[key] = str(value)
    return f"?{query.urlencode()}"


@register.filter
def given_name(name: str | None) -> str:
    """The first word of a name."""
    return (name or "").split(" ")[0]


@register.simple_tag
def asset(name: str) -> str:
    """`{% asset "framdrift.css" %}`: the address of a file of the components."""
    return static(f"framdrift/{name}")
