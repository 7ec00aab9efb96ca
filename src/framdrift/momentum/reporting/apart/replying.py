"""What the counting process says. Each answer is counted from one sight of the database, on a connection that cannot
write. Importing this loads numpy."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from framdrift.momentum.reporting.apart.answering import answered
from framdrift.momentum.reporting.apart.wire import Told, answer_told, line_of, question_of
from framdrift.momentum.reporting.ledger import ledger


class Replies:
    """Lines on `output`, a file descriptor."""

    def __init__(self, output: int) -> None:
        self._output = output

    def begin(self) -> None:
        """Read everything, and say that questions are welcome."""
        with _one_sight():
            self._read()

    def to(self, told: Told) -> None:
        """Answer a question; what went wrong is the answer where something did, and stops nothing else."""
        try:
            with _one_sight():
                self._read()
                said: Told = {"answer": answer_told(answered(question_of(told["question"])))}
        except Exception:
            said = {"fault": traceback.format_exc()}
        self._say({"number": told["number"], **said})

    def _read(self) -> None:
        """Come up to date, saying how far a reading of everything has come."""
        try:
            ledger(lambda share: self._say({"read": share}))
        finally:
            self._say({"read": None})

    def _say(self, told: Told) -> None:
        rest = memoryview(line_of(told))
        while rest:
            rest = rest[os.write(self._output, rest) :]


@contextmanager
def _one_sight() -> Iterator[None]:
    """All statements see the same instant of the database: what is committed meanwhile is neither half in nor waited
    for. The connection is a new one each time, so that a database that was put back is found."""
    if connection.vendor == "sqlite":  # a reader that takes the lock of a writer would make everybody wait
        options = connection.settings_dict["OPTIONS"]
        connection.settings_dict["OPTIONS"] = {**options, "transaction_mode": "DEFERRED"}
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA query_only = ON")
            else:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    finally:
        connection.close()
