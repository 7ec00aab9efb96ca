"""The web process's end of the line. One counting process for each web process, started at the first question; where
it has ended (idle, killed, out of memory) the next question starts another."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from itertools import count

from django.conf import settings

from framdrift.momentum.reporting.apart.wire import Question, Told, answer_told, line_of, question_told

PATIENCE_SECONDS = 2.0
"""So long a reader waits for a page while everything is read; after that the page says how far it has come."""
_LONGEST_SECONDS = 60.0
_TRIES = 3


class StillReading(Exception):
    """The counting process reads everything, and has read this share of it."""

    def __init__(self, share: float) -> None:
        super().__init__(f"{share:.0%} read")
        self.share = share


class CountingFailed(RuntimeError):
    """The counting process fell, or does not answer; the message has what it said."""


class _Gone(Exception):
    """The process ended before it answered."""


def ask(question: Question, *, patience: float = PATIENCE_SECONDS) -> Told:
    """The answer, as `wire` tells it. StillReading where everything must be read first and `patience` seconds are not
    enough; CountingFailed where there is no answer to be had."""
    if not settings.REPORTS_COUNTED_APART:
        from framdrift.momentum.reporting.apart.answering import answered

        told: Told = json.loads(line_of(answer_told(answered(question))))
        return told
    for _try in range(_TRIES):
        try:
            return _living().ask(question, patience)
        except _Gone:
            continue
    raise CountingFailed(f"the counting process ended {_TRIES} times before it answered")


class _Line:
    """A counting process, and what it has said so far. `share`: of a reading of everything, None where none goes on."""

    def __init__(self) -> None:
        line = [sys.executable, "-m", "framdrift.momentum.reporting.apart.process"]
        self.process = subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.share: float | None = 0.0
        self.is_gone = False
        self._numbers = count(1)
        self._answers: dict[int, Told | None] = {}
        self._changed = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()

    def ask(self, question: Question, patience: float) -> Told:
        """Wait for a reading that goes on, then ask, and wait for the answer."""
        deadline = time.monotonic() + patience
        with self._changed:
            self._wait(lambda: self.share is None, patience)
            if self.share is not None:
                raise StillReading(self.share)
            number = next(self._numbers)
            self._answers[number] = None
            try:
                return self._answer(number, question, deadline)
            finally:
                del self._answers[number]

    def _answer(self, number: int, question: Question, deadline: float) -> Told:
        self._send({"number": number, "question": question_told(question)})
        is_late = self._wait(
            lambda: bool(self._answers[number]) or (self.share is not None and time.monotonic() > deadline),
            _LONGEST_SECONDS,
        )
        said = self._answers[number]
        if said is None and self.share is not None:
            raise StillReading(self.share)
        if said is None or is_late:
            self.process.kill()
            raise CountingFailed(f"the counting process said nothing for {_LONGEST_SECONDS:.0f} s")
        if "fault" in said:
            raise CountingFailed(said["fault"])
        answer: Told = said["answer"]
        return answer

    def _wait(self, true: Callable[[], bool], seconds: float) -> bool:
        """Until something has come true; whether that took too long. `_Gone` where the process has ended."""
        came = self._changed.wait_for(lambda: self.is_gone or true(), seconds)
        if self.is_gone:
            raise _Gone
        return not came

    def _send(self, told: Told) -> None:
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(line_of(told))
            self.process.stdin.flush()
        except OSError:
            raise _Gone from None

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._heard(json.loads(line))
        self.process.wait()
        with self._changed:
            self.is_gone = True
            self._changed.notify_all()

    def _heard(self, said: Told) -> None:
        with self._changed:
            if "read" in said:
                self.share = said["read"]
            elif said["number"] in self._answers:  # else whoever asked has not waited for it
                self._answers[said["number"]] = said
            self._changed.notify_all()


def counting_pid() -> int:
    """The number of the process that counts, or counted last, for this web process; 0 before the first question."""
    return _lines[0].process.pid if _lines else 0


_guard = threading.Lock()
_lines: list[_Line] = []


def _living() -> _Line:
    """The process at hand, or a new one."""
    with _guard:
        if not _lines or _lines[0].is_gone:
            _lines[:] = [_Line()]
        return _lines[0]
