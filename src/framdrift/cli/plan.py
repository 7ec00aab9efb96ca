"""`framdrift plan PROBLEM.json`: schedules interviews, and says what no plan could beat."""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import os
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import FrameType, TracebackType

from framdrift.cli.arguments import EXIT_DONE, EXIT_FAILED, CallRefused, add_output_arguments
from framdrift.cli.language import Language, language
from framdrift.cli.plan_files import read_problem
from framdrift.cli.plan_words import document_of, progress_line, text_of
from framdrift.cli.printing import say
from framdrift.cli.progress import Progress
from framdrift.science.scheduling.answer import Answer, answer
from framdrift.science.scheduling.effort import Effort
from framdrift.science.scheduling.incumbent import Standing
from framdrift.science.scheduling.problem import Problem
from framdrift.science.scheduling.search import Search
from framdrift.science.scheduling.tasks import tasks_of

_LOOKS_EVERY = 0.2
_MOST_WORKERS = 8


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the contract, and the shared ones for output."""
    parser.description = "Schedules interviews: as many as possible, then as early as possible."
    parser.add_argument("problem", metavar="PROBLEM.json", type=Path, help="people, their free time, interviews")
    parser.add_argument("--seconds", metavar="S", default="10", help="how long to look for something better (10)")
    parser.add_argument("--seed", metavar="N", type=int, default=0, help="where chance begins (0)")
    add_output_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Read, search, print. Raises `CallRefused` (exit 2). An interrupt ends the search, not the answer."""
    began = time.monotonic()
    words = language(args.lang)
    with _Interrupts() as interrupts:
        effort = Effort(seconds=_seconds(args.seconds, words), workers=_workers(), seed=args.seed)
        problem, not_understood = read_problem(args.problem, words)
        for field in not_understood:
            _remark(words.gettext("{file}: {field} is not understood and is left out of account."), args, field=field)
        found = _planned(problem, effort, interrupts, words)
    if args.json:
        document = document_of(found, words, seconds=time.monotonic() - began)
        print(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2))
    else:
        say(text_of(found, problem, words))
    if found.held or not problem.interviews or interrupts.seen:
        return EXIT_DONE
    _remark(words.gettext("{file}: none of the interviews can be held."), args)
    return EXIT_FAILED


def _remark(template: str, args: argparse.Namespace, **values: object) -> None:
    say(template.format(file=args.problem.name, **values), file=sys.stderr)


def _seconds(text: str, words: Language) -> float:
    """The seconds to search for; none where the optional library for it is not installed."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds < math.inf:
        message = words.gettext("--seconds {text!r} is not a number of seconds such as 10.")
        raise CallRefused(message.format(text=text))
    if importlib.util.find_spec("ortools") is None:
        print(words.gettext("OR-Tools is not installed: the first plan found is shown."), file=sys.stderr)
        return 0.0
    return seconds


def _workers() -> int:
    return min(os.cpu_count() or 1, _MOST_WORKERS)


def _planned(problem: Problem, effort: Effort, interrupts: _Interrupts, words: Language) -> Answer:
    """The answer, searched for in a thread of its own, so that this one hears an interrupt at once."""
    tasks = tasks_of(problem)
    with Progress(sys.stderr, words) as progress, ThreadPoolExecutor(1) as pool:

        def told(standing: Standing) -> None:
            progress.say(progress_line(standing, words))

        search = Search(tasks, effort, clock=time.monotonic, told=told)
        running = pool.submit(search.run)
        while True:
            try:
                return answer(tasks, running.result(timeout=_LOOKS_EVERY))
            except TimeoutError:
                if interrupts.seen:
                    search.stop()


class _Interrupts:
    """Remembers an interrupt in place of ending the program, until it is left."""

    def __init__(self) -> None:
        self.seen = False

    def __enter__(self) -> _Interrupts:
        self._before = signal.signal(signal.SIGINT, self._see)
        return self

    def _see(self, _signal: int, _frame: FrameType | None) -> None:
        self.seen = True

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        signal.signal(signal.SIGINT, self._before)
