"""`framdrift simulate`: ways of working compared in a simulated agency, the product's own rules among them."""

from __future__ import annotations

import argparse
import gettext
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from framdrift.cli.arguments import CallRefused, add_output_arguments
from framdrift.cli.language import Language, language
from framdrift.cli.printing import say
from framdrift.cli.product_policy import VARIANTS
from framdrift.cli.progress import Progress
from framdrift.cli.scenario_files import read_scenario
from framdrift.cli.simulation_text import text_report
from framdrift.science.simulation.comparing import Estimate, paired, replicate, summarised
from framdrift.science.simulation.comparison import POLICIES
from framdrift.science.simulation.policy import Policy

REFERENCE = "alert5"
"""What the others are compared with: most systems' alerts."""

SHOWN = ("todo", "alert5", "longest", "hazard", "planned", "framdrift", "rush", "zero_wait")
"""The policies that are run where none is named."""

MOST_REPLICATIONS = 10_000
MOST_SEED = 2**63


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the contract, and the shared ones for output."""
    parser.description = gettext.gettext(
        "Compares ways of working in a simulated agency: assumptions, not facts about any agency."
    )
    parser.add_argument(
        "--policy",
        metavar="NAME",
        action="append",
        default=[],
        help=gettext.gettext("one of {names}").format(names=", ".join(known_policies())),
    )
    parser.add_argument("--replications", metavar="N", type=int, default=20, help="worlds to run (20)")
    parser.add_argument("--seed", metavar="N", type=int, default=1, help="the same seed gives the same worlds (1)")
    parser.add_argument("--scenario", metavar="hot|calm|FILE", default="hot", help="the assumptions (hot)")
    add_output_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Simulate and print. Raises `CallRefused` (exit 2)."""
    words = language(args.lang)
    names = _names(args.policy, words)
    _check_numbers(args, words)
    scenario = read_scenario(args.scenario, words)
    known = known_policies()
    policies = [known[name] for name in dict.fromkeys([REFERENCE, *names])]
    with Progress(sys.stderr, words) as progress:
        said = words.gettext("{done} of {all} worlds simulated ...")
        found = replicate(
            scenario,
            policies,
            replications=args.replications,
            seed=args.seed,
            say=lambda done: progress.say(said.format(done=done, all=args.replications)),
        )
    document = {
        "scenario": {**scenario.document(), "seed": args.seed, "replications": args.replications},
        "policies": [{"policy": name, **_document(summarised(found[name]))} for name in names],
        "versus": {name: _document(paired(found[name], found[REFERENCE])) for name in names if name != REFERENCE},
    }
    if args.json:
        print(json.dumps(document, allow_nan=False, indent=2))
    else:
        say(text_report(document, words))
    return 0


def known_policies() -> dict[str, Policy]:
    """Every policy by name: those to compare with, then the product's own."""
    return {policy.name: policy for policy in (*POLICIES, *VARIANTS)}


def _names(asked: Sequence[str], words: Language) -> list[str]:
    known = known_policies()
    for name in asked:
        if name not in known:
            message = words.gettext("--policy {name!r} is not known. There are {names}.")
            raise CallRefused(message.format(name=name, names=", ".join(known)))
    return list(dict.fromkeys(asked or SHOWN))


def _check_numbers(args: argparse.Namespace, words: Language) -> None:
    for option, value, least, most in (
        ("--replications", args.replications, 1, MOST_REPLICATIONS),
        ("--seed", args.seed, 0, MOST_SEED),
    ):
        if not least <= value <= most:
            message = words.gettext("{option} {value}: expected a whole number from {least} to {most}.")
            raise CallRefused(message.format(option=option, value=value, least=least, most=most))


def _document(estimates: Mapping[str, Estimate]) -> dict[str, Any]:
    return {key: {"mean": one.mean, "ci95": [one.low, one.high]} for key, one in estimates.items()}
