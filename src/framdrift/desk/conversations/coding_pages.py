"""The coding desk: which rounds there are to code, one passage at a time, how far coders agree, what may be quoted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from framdrift.conversations.exits.words import SHOCKS
from framdrift.conversations.models import ProgrammeRound
from framdrift.desk.conversations.coding_subject import passage_of, round_of
from framdrift.desk.conversations.coding_words import DIRECTIONS, INFLUENCES, LOCI, WEIGHTS
from framdrift.desk.conversations.words import KINDS, words_for
from framdrift.insights.codebook.queries import Book, book
from framdrift.insights.coding import model_server
from framdrift.insights.coding.agreement import GOOD, LEAST_GIVEN, LEAST_PASSAGES, TENTATIVE, round_agreement
from framdrift.insights.coding.reading import PassageShown, RoundLine, desk, neighbours, next_of, open_passage, queue
from framdrift.insights.coding.scope import codable
from framdrift.insights.kinds import Part
from framdrift.insights.models import Code, Passage, Suggestion
from framdrift.insights.refusals import PassageChanged
from framdrift.organisations.reader import ReaderRequest
from framdrift.science.themes.codebook import SERIOUS


@require_safe
def coding(request: ReaderRequest) -> HttpResponse:
    """The rounds with something to code, and what each waits for."""
    lines = [_round_row(line) for line in desk(request.viewer)]
    return render(request, "conversations/coding.html", {"rows": lines})


@require_safe
def coding_round(request: ReaderRequest, round_id: int) -> HttpResponse:
    """The next passage to read; where there is none, what is left to do."""
    row = round_of(request.viewer, round_id)
    found = next_of(request.viewer, row, Part.FIRST, after=_after(request))
    if found is not None:
        return redirect("passage", passage_id=found.pk, part=Part.FIRST.value)
    line = next((line for line in desk(request.viewer) if line.round.pk == row.pk), None)
    context = {"round": row, "name": _round_name(row), "row": _round_row(line) if line else None}
    return render(request, "conversations/coding_done.html", context)


@require_safe
def coding_second(request: ReaderRequest, round_id: int) -> HttpResponse:
    """The next passage to code as second coder; back to the desk where there is none."""
    row = round_of(request.viewer, round_id)
    found = next_of(request.viewer, row, Part.SECOND, after=_after(request))
    if found is None:
        return redirect("coding-agreement", round_id=row.pk)
    return redirect("passage", passage_id=found.pk, part=Part.SECOND.value)


@require_safe
def passage(request: ReaderRequest, passage_id: int, part: str) -> HttpResponse:
    """One passage with its question: what the machine suggests and why, and what stands."""
    row, side = passage_of(request.viewer, passage_id, part)
    try:
        shown = open_passage(request.viewer, row, side, at=timezone.now())
    except PassageChanged as refusal:
        context = {"round": row.round, "name": _round_name(row.round), "sentence": str(refusal)}
        return render(request, "conversations/passage_changed.html", context, status=409)
    except Passage.DoesNotExist as hidden:
        raise Http404 from hidden
    known, language = book(), get_language() or "en"
    before, after = neighbours(request.viewer, row, side)
    context = {
        "passage": row,
        "part": side.value,
        "is_second": side is Part.SECOND,
        "name": _round_name(row.round),
        "shown": shown,
        "question": shown.question.text_in(language) if shown.question else "",
        "codes": [_code_row(code, known, language) for code in shown.codes],
        "suggestions": [_suggestion_row(one, shown, known, language) for one in shown.suggestions],
        "themes": [(line.code, line.in_language(language).name) for line in known.open_to_all],
        "rules": _rules(shown, known, language),
        "server_was_silent": _was_silent(row),
        "left": queue(request.viewer, row.round, side).count(),
        "before": before,
        "after": after,
        "next_address": _next_address(row, side),
    }
    return render(request, "conversations/passage.html", context)


@require_safe
def coding_agreement(request: ReaderRequest, round_id: int) -> HttpResponse:
    """How far two coders agree, theme by theme, with intervals; or that there are too few to say."""
    row = round_of(request.viewer, round_id)
    known, language = book(), get_language() or "en"
    found = round_agreement(request.viewer, row)
    context = {
        "round": row,
        "name": _round_name(row),
        "agreement": found,
        "lines": [(line, known.name(line.theme, language)) for line in found.themes],
        "for_second": queue(request.viewer, row, Part.SECOND).count(),
        "least_passages": LEAST_PASSAGES,
        "least_given": LEAST_GIVEN,
        "good": GOOD,
        "tentative": TENTATIVE,
    }
    return render(request, "conversations/coding_agreement.html", context)


@require_safe
def coding_quotes(request: ReaderRequest, round_id: int) -> HttpResponse:
    """The passages that somebody found worth retelling: where they stand, not their words."""
    row = round_of(request.viewer, round_id)
    known, language = book(), get_language() or "en"
    marked = codable(request.viewer).filter(round=row, is_quote=True).prefetch_related("codes")
    rows = [
        {
            "passage": one,
            "themes": [
                known.name(code.theme, language)
                for code in one.codes.all()
                if code.ended_at is None and code.part == Part.FIRST
            ],
        }
        for one in marked
    ]
    return render(request, "conversations/coding_quotes.html", {"round": row, "name": _round_name(row), "rows": rows})


def _after(request: ReaderRequest) -> int:
    told = request.GET.get("after", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 18 else 0


def _next_address(row: Passage, part: Part) -> str:
    name = "coding-second" if part is Part.SECOND else "coding-round"
    return f"{reverse(name, args=[row.round_id])}?after={row.pk}"


def _round_name(row: ProgrammeRound) -> str:
    programme = row.programme
    words = {"programme": programme.name_in(get_language() or "en"), "number": row.number}
    return _("%(programme)s, round %(number)s") % words


def _was_silent(row: Passage) -> bool:
    """Whether a model server is set that did not read this passage, though the machine has."""
    is_offline = bool(row.suggested_with) and not row.suggested_with.startswith(model_server.NAMED)
    return is_offline and model_server.configured() is not None


def _round_row(line: RoundLine) -> dict[str, Any]:
    return {
        "line": line,
        "name": _round_name(line.round),
        "company": line.round.programme.company.name,
        "kind": words_for(KINDS, line.round.programme.kind),
        "level": line.round.programme.level,
        "read": line.passages - line.to_read,
    }


def _code_row(code: Code, known: Book, language: str) -> dict[str, Any]:
    return {
        "code": code,
        "name": known.name(code.theme, language),
        "directions": _choices(DIRECTIONS, code.direction),
        "weights": _choices(WEIGHTS, code.weight),
        "loci": _choices(LOCI, code.locus),
        "influences": _choices(INFLUENCES, code.influence),
        "shocks": _choices(SHOCKS, code.shock),
        "has_more": bool(code.locus or code.influence or code.shock),
    }


def _choices(words: Any, chosen: str) -> list[tuple[str, str, bool]]:
    return [(str(key), str(word), key == chosen) for key, word in words.items()]


def _suggestion_row(one: Suggestion, shown: PassageShown, known: Book, language: str) -> dict[str, Any]:
    return {
        "one": one,
        "name": known.name(one.theme, language),
        "words": [piece.text for piece in shown.pieces if one.rank in piece.ranks],
        "is_serious": one.theme == SERIOUS,
        "is_given": any(code.theme == one.theme for code in shown.codes),
    }


def _rules(shown: PassageShown, known: Book, language: str) -> list[tuple[str, Any]]:
    """What belongs to the themes that are in question here, and what belongs to which other."""
    codes = [code.theme for code in shown.codes] + [one.theme for one in shown.suggestions]
    rules = [(code, known.themes[code].in_language(language)) for code in dict.fromkeys(codes) if code in known.themes]
    return [(code, replace(words, exclude=known.spelt_out(words.exclude, language))) for code, words in rules]
