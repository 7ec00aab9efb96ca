"""`framdrift code TEXTS.jsonl`: suggests themes for passages, on this machine alone, with no database."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framdrift.cli.arguments import CallRefused, add_output_arguments
from framdrift.cli.language import Language, language
from framdrift.cli.log_files import refused
from framdrift.cli.printing import one_line, say
from framdrift.cli.progress import Progress
from framdrift.science.refusals import InputRefused
from framdrift.science.themes.codebook import themes
from framdrift.science.themes.passages import Passage, read_passages

if TYPE_CHECKING:
    from framdrift.science.themes.features import Embedder
    from framdrift.science.themes.model import Model, Suggestion

_AT_ONCE = 50


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the contract, and the shared ones for output."""
    parser.description = "Suggests themes for passages; a person decides. Nothing leaves this machine."
    parser.add_argument("texts", metavar="TEXTS.jsonl", type=Path, help='lines of {"id", "text", "lang"?, "kind"?}')
    parser.add_argument("--examples", metavar="CODED.jsonl", type=Path, help='the same with "codes", to learn from')
    add_output_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Read, learn from the examples, suggest, print. Raises `CallRefused` (exit 2)."""
    words = language(args.lang)
    passages, examples = _read(args, words)
    model, embedder = _model(words)
    with Progress(sys.stderr, words) as progress:
        if examples:
            from framdrift.science.themes.fitting import with_examples

            progress.say(words.gettext("Learning from {n} examples ...").format(n=len(examples)))
            model = with_examples(model, examples, embedder)
        suggestions: list[Suggestion] = []
        for start in range(0, len(passages), _AT_ONCE):
            progress.say(words.gettext("Reading passage {n} of {all} ...").format(n=start + 1, all=len(passages)))
            suggestions += model.suggest([one.text for one in passages[start : start + _AT_ONCE]], embedder)
    if args.json:
        print(json.dumps(_document(passages, suggestions, model, len(examples)), ensure_ascii=False, indent=2))
    else:
        _print(passages, suggestions, words)
    return 0


def _read(args: argparse.Namespace, words: Language) -> tuple[list[Passage], list[Passage]]:
    try:
        passages = read_passages(args.texts)
        if args.examples is None:
            return passages, []
        return passages, read_passages(args.examples, known=tuple(themes()), coded=True)
    except InputRefused as refusal:
        raise refused(refusal, words) from refusal


def _model(words: Language) -> tuple[Model, Embedder | None]:
    """The shipped model and what it reads meaning with; spelling alone where that does not run, which is said."""
    try:
        from framdrift.science.themes import model
        from framdrift.science.themes.embedding import NoEmbedder, bundled
    except ImportError as problem:
        message = words.gettext("The part that suggests themes is not installed: install framdrift[text].")
        raise CallRefused(message) from problem
    try:
        embedder = bundled()
    except NoEmbedder:
        note = words.gettext(
            "The language model does not run here: suggestions rest on spelling alone, and are poorer."
        )
        print(note, file=sys.stderr)
        return model.load(model.SHIPPED_SPELLING), None
    return model.load(), embedder


def _document(
    passages: Sequence[Passage], suggestions: Sequence[Suggestion], model: Model, examples: int
) -> dict[str, Any]:
    return {
        "suggestions": [
            {
                "id": passage.id,
                "themes": [{"code": code, "confidence": confidence} for code, confidence in suggestion.themes],
                "assigned": list(suggestion.assigned),
                "abstain": suggestion.abstain,
                "lang": passage.language,
            }
            for passage, suggestion in zip(passages, suggestions, strict=True)
        ],
        "model": {
            "threshold": model.threshold,
            "codes": list(model.codes),
            "reads_meaning": bool(len(model.centre)),
            "examples": examples,
            "report": model.report,
        },
    }


def _print(passages: Sequence[Passage], suggestions: Sequence[Suggestion], words: Language) -> None:
    named = themes()
    for passage, suggestion in zip(passages, suggestions, strict=True):
        say(f"{one_line(str(passage.id))}  {' '.join(passage.text.split())[:100]}")
        if suggestion.abstain:
            print(f"   {words.gettext('unsure: a person reads this one')}")
        for code, confidence in suggestion.themes:
            mark = "*" if code in suggestion.assigned else " "
            print(f" {mark} {code} {named[code].names[words.code]}  {confidence:.0%}")
