"""`framdrift release ANSWERS.csv UNITS.csv`: what may be told of one round of answers, with no database."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from framdrift.cli.answer_files import read_round
from framdrift.cli.arguments import CallFailed, CallRefused, add_output_arguments
from framdrift.cli.language import Language, language
from framdrift.cli.log_files import in_words, refused
from framdrift.cli.printing import one_line, say
from framdrift.science.disclosure.answers import FLOOR, Limits, Round
from framdrift.science.disclosure.release import AuditFailed, Release, document_of, release
from framdrift.science.refusals import InputRefused, gettext_noop

BANDS = {
    "very_low": gettext_noop("very few (at most 15 %)"),
    "low": gettext_noop("few (at most 30 %)"),
    "mixed": gettext_noop("some, not all (between 30 and 70 %)"),
    "high": gettext_noop("many (at least 70 %)"),
    "very_high": gettext_noop("nearly all (at least 85 %)"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the contract, and the shared ones for output."""
    parser.description = "What may be told of one round of answers: bands of whole groups, never a figure or a person."
    parser.add_argument("answers", metavar="ANSWERS.csv", type=Path, help="respondent,unit,item,value[,kind]")
    parser.add_argument("units", metavar="UNITS.csv", type=Path, help="unit,parent; the root's parent is empty")
    parser.add_argument("--n-min", type=int, default=7, metavar="N", help="fewest respondents of a group (7)")
    parser.add_argument("--n-themes", type=int, default=10, metavar="N", help="fewest to tell of themes (10)")
    add_output_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Read, release, print. Raises `CallRefused` (exit 2) and `CallFailed` (exit 1: its own audit says no)."""
    words = language(args.lang)
    if args.n_min < FLOOR:
        message = words.gettext("--n-min {n}: no group smaller than {floor} may be shown.")
        raise CallRefused(message.format(n=args.n_min, floor=FLOOR))
    if args.n_themes < 1:
        raise CallRefused(words.gettext("--n-themes {n}: write a number from 1.").format(n=args.n_themes))
    round_ = _round(args, words)
    try:
        made = release(round_, Limits(n_min=args.n_min, n_themes=args.n_themes))
    except AuditFailed as failed:
        message = words.gettext("Nothing is released: the result does not withstand its own checks ({checks}).")
        raise CallFailed(message.format(checks=failed)) from failed
    if args.json:
        print(json.dumps(document_of(made), ensure_ascii=False, indent=2))
    else:
        say(_report(made, words))
    return 0


def _round(args: argparse.Namespace, words: Language) -> Round:
    try:
        read, remarks = read_round(args.answers, args.units)
    except InputRefused as refusal:
        raise refused(refusal, words) from refusal
    for remark in remarks:
        say(in_words(remark.template, remark.values, words), file=sys.stderr)
    return read


def _report(made: Release, words: Language) -> str:
    if not made.atoms:
        return _too_few(made, words)
    lines = [words.gettext("Groups (shown whole, never smaller than {n}):").format(n=made.limits.n_min)]
    for atom in made.atoms:
        people = words.gettext("{size} people").format(size=atom.size)
        lines += ["", f"{atom.atom}  {people}: {', '.join(map(one_line, atom.units))}"]
        told = [cell for cell in made.cells if cell.atom == atom.atom]
        lines += [f"  {one_line(cell.item)}: {_band(cell.band, words)}" for cell in told]
        lines += [] if told else [f"  {words.gettext('too few to say anything about the answers')}"]
    if made.parents:
        lines += ["", words.gettext("Wider units, counted in whole groups:")]
        counts = words.gettext("{low} low, {mixed} mixed, {high} high")
        lines += [
            f"  {one_line(cell.unit)}  {one_line(cell.item)}: "
            + counts.format(low=cell.atoms_low, mixed=cell.atoms_mixed, high=cell.atoms_high)
            for cell in made.parents
        ]
    passed = words.ngettext("Passed {n} check.", "Passed {n} checks.", len(made.checks))
    return "\n".join([*lines, "", passed.format(n=len(made.checks))])


def _too_few(made: Release, words: Language) -> str:
    if not made.held_back:
        return words.gettext("There are no answers.")
    message = words.gettext("Too few to say: fewer than {n} have answered. Talk about it instead.")
    return message.format(n=made.limits.n_min)


def _band(published: str, words: Language) -> str:
    if published in BANDS:
        return words.gettext(BANDS[published])
    return words.gettext("about {percent} %").format(percent=published)
