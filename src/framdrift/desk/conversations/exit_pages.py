"""After a talk, people who leave as the lead sees them, and the interviewer's own figures."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from framdrift.conversations.exit_kinds import Side
from framdrift.conversations.exits.echoing import echo_address, say_yes_to_echo, take_back_echo
from framdrift.conversations.exits.forms import ReadingForm, initial_of
from framdrift.conversations.exits.queries import LeaverLine, leaver_lines
from framdrift.conversations.exits.readings import agreement_seen_by, has_own_words, note_reading, reading_of
from framdrift.conversations.exits.rules import LEAVING, TOO_FEW
from framdrift.conversations.exits.words import exit_words, view_words
from framdrift.conversations.invitations.queries import first_question
from framdrift.conversations.kinds import TalkKind
from framdrift.conversations.models import GuideProbe, Invitation, ProbeUse, TalkShare
from framdrift.conversations.training.actions import note_own_share, note_probes_of_talk
from framdrift.conversations.training.queries import OwnFigures, ToFinish, own_figures, to_finish
from framdrift.conversations.training.rules import GOOD_SHARE
from framdrift.conversations.training.rules import TOO_FEW as TOO_FEW_TALKS
from framdrift.desk.conversations.exit_forms import EchoForm, OwnShareForm
from framdrift.desk.conversations.subject import done, invitation_of
from framdrift.desk.conversations.words import KINDS, words_for
from framdrift.organisations.access import Viewer
from framdrift.organisations.reader import ReaderRequest


@require_http_methods(["GET", "HEAD", "POST"])
def talk_after(request: ReaderRequest, invitation_id: int) -> HttpResponse:
    """What is noted when the talk is over. The lists open once something stands in the person's own words."""
    row = invitation_of(request.viewer, invitation_id)
    forms = _forms(request, row)
    valid = [form.is_valid() for form in forms.values()]  # every one says what is wrong, and none is kept alone
    if all(valid) and all(_kept(request, row, name, form) for name, form in forms.items()):
        messages.success(request, _("It is noted."))
        return redirect("talk", invitation_id=row.pk)
    context = {
        "row": row,
        **forms,
        "is_leaving": row.programme.kind in LEAVING,
        "asked": first_question(row),
        "ended": exit_words(row.employment.exit_type),
        "good_share": GOOD_SHARE,
    }
    return render(request, "conversations/after.html", context, status=422 if request.method == "POST" else 200)


def _forms(request: ReaderRequest, row: Invitation) -> dict[str, Any]:
    """Those that belong to this talk, with what was noted before."""
    data = request.POST if request.method == "POST" else None
    share = TalkShare.objects.filter(invitation=row, account=request.viewer.account_id).first()
    used = ProbeUse.objects.filter(invitation=row, account=request.viewer.account_id).values_list("probe", flat=True)
    initial = {"own_percent": share.own_percent if share else "", "probes": sorted(set(used))}
    found: dict[str, Any] = {"share": OwnShareForm(data, initial=initial, probes=_probes(row))}
    if row.programme.kind not in LEAVING:
        return found
    if has_own_words(row):
        found["reading"] = ReadingForm(data, initial=initial_of(reading_of(request.viewer, row)))
    if row.programme.kind == TalkKind.EXIT:
        found["echo"] = EchoForm(data, initial={"address": echo_address(request.viewer, row)})
    return found


def _kept(request: ReaderRequest, row: Invitation, name: str, form: Any) -> bool:
    """Whether this part was right and is kept. A seat that is no holder of the talk is refused by the action."""
    by, at = request.viewer, timezone.now()

    def keep() -> None:
        if name == "share":
            note_own_share(invitation=row, own_percent=form.cleaned_data["own_percent"], by=by, at=at)
            among = [position for position, _text in _probes(row)]
            note_probes_of_talk(invitation=row, probes=form.cleaned_data["probes"], among=among, by=by, at=at)
        elif name == "reading":
            note_reading(invitation=row, reading=form.reading(), by=by, at=at)
        elif form.cleaned_data["address"]:
            say_yes_to_echo(invitation=row, address=form.cleaned_data["address"], by=by, at=at)
        else:
            take_back_echo(invitation=row, by=by, at=at)

    return done(form, keep)


def _probes(row: Invitation) -> list[tuple[int, str]]:
    """The follow-ups of the talk's guide, in the reader's language."""
    language = get_language() or "en"
    probes = GuideProbe.objects.filter(version=row.programme.guide_version_id)
    return [(probe.position, probe.text_in(language)) for probe in probes]


@require_safe
def leavers(request: ReaderRequest) -> HttpResponse:
    """People who leave at all companies, with what the manager and HR thought once both are in."""
    lines = leaver_lines(request.viewer)
    context = {
        "both": [_shown(line) for line in lines if line.both],
        "waiting": [_shown(line) for line in lines if not line.both],
    }
    return render(request, "conversations/leavers.html", context)


def _shown(line: LeaverLine) -> dict[str, object]:
    return {
        "line": line,
        "exit": exit_words(line.exit_type),
        "views": [view_words(one, get_language() or "en") for one in line.views],
        "differ": len(line.views) == len(Side) and line.views[0].regretted != line.views[1].regretted,
    }


@require_safe
def my_figures(request: ReaderRequest) -> HttpResponse:
    """The interviewer's own year: for learning, seen by nobody else."""
    found = own_figures(request.viewer, at=timezone.now())
    agreed = agreement_seen_by(request.viewer)
    language = get_language() or "en"
    context = {
        "found": found,
        "figures": _figures(found),
        "probes": [(line.text_in(language), line.talks) for line in found.probes],
        "most": max((week.talks for week in found.weeks), default=1) or 1,
        "to_finish": finishing(request.viewer),
        "pairs": [
            (_("the leaver at exit and at the echo"), agreed.exit_and_echo),
            (_("the leaver at exit and the manager's belief"), agreed.exit_and_manager),
            (_("the leaver at the echo and the manager's belief"), agreed.echo_and_manager),
        ],
        "enough": TOO_FEW,
        "enough_talks": TOO_FEW_TALKS,
        "good_share": GOOD_SHARE,
    }
    return render(request, "conversations/figures.html", context)


def _figures(found: OwnFigures) -> list[tuple[str, str]]:
    middle = found.share.middle
    probed = _("%(hits)s of %(n)s") % {"hits": found.probed, "n": found.talks}
    return [
        (str(found.talks), _("talks held")),
        (_("too few to say") if middle is None else _("about %(n)s %%") % {"n": middle}, _("of the time I talked")),
        (probed if found.talks else "–", _("talks with a follow-up noted")),
    ]


def finishing(viewer: Viewer) -> list[tuple[ToFinish, str]]:
    """Talks with something left to do, each with the kind in words."""
    return [(one, words_for(KINDS, one.kind)) for one in to_finish(viewer)]
