"""The sender of letters is killed again and again, at every point of a letter's way to a real mail server: every letter
arrives exactly once or is listed as unknown for a person; none twice, none missing and unlisted.

The mail server itself pulls the trigger, so that the worst points are hit for certain: before it takes the words,
between its taking them and its saying so, and between its saying so and our writing it down.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import select
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import pytest

from tests.foundation import installations
from tests.foundation.installations import Installation, until
from tests.foundation.mail_server import MailServer, free_port, listening

pytestmark = pytest.mark.database

POINTS = ("reader", "before", "taken", "said", "any")
LETTERS_A_KILL = 4
_LATEST_SECONDS = 0.06
_MOST_AT_WILL = 3  # letters of a sender killed at any time: a fast machine would send dozens, and none would be left
_IDLE_SECONDS = 20.0
_WRITE = """
from datetime import datetime, UTC
from framdrift.foundation import outbox
for n in range({count}):
    outbox.write(key=f"letter {{n}}", kind="update", to_email="asa@nordbygg.example", subject=f"number {{n}}",
                 body_text="Hej", language="sv", at=datetime.now(UTC))
"""
_RELEASE_ONE = """
from datetime import datetime, UTC
from framdrift.foundation import letter_decisions
from framdrift.foundation.models import Letter
letter_decisions.release(Letter.objects.order_by("pk").first().pk, by="a person", at=datetime.now(UTC))
"""
_STATES = """
import json
from framdrift.foundation.models import Letter
print(json.dumps(dict(Letter.objects.values_list("message_id", "state"))))
"""


class Trigger(MailServer):
    """A mail server that kills the sender at the armed point of the next letter."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self.chance = chance
        self.armed = ""
        self.sender = 0
        self.begun = 0

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, rcpt_options: list[str]) -> str:
        """The letter is claimed; no word of it has left."""
        self._fire("reader")
        self.begun += 1
        if self.begun > _MOST_AT_WILL:
            self._fire("any")
        return await super().handle_RCPT(server, session, envelope, address, rcpt_options)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """The words are here; taken or not, said or not."""
        if self._fire("before"):
            return "451 the line went dead"
        said = await super().handle_DATA(server, session, envelope)
        self._fire("taken")
        if self.armed == "said":
            asyncio.get_running_loop().call_later(self.chance.uniform(0, 0.004), self._fire, "said")
        return said

    def _fire(self, point: str) -> bool:
        if self.armed != point:
            return False
        self.armed = ""
        _kill(self.sender)
        return True


def _kill(group: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


class Nursery:
    """The process that bears senders."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self.orders: IO[str] = process.stdin
        self.tells: IO[str] = process.stdout

    def bear(self) -> int:
        """A new sender; its process group."""
        self.orders.write("one\n")
        self.orders.flush()
        return int(self.tells.readline())

    def wait(self, seconds: float = 60.0) -> bool:
        """Until the sender is dead; False where it still lives after so many seconds."""
        if not select.select([self.tells], [], [], seconds)[0]:
            return False
        assert self.tells.readline().strip() == "gone"
        return True


@contextmanager
def _nursery(installation: Installation) -> Iterator[Nursery]:
    line = [sys.executable, "-m", "tests.foundation.nursery"]
    process = subprocess.Popen(
        line, env=installation.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield Nursery(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait(20)


def _installation(home: Path, mail: MailServer) -> Installation:
    made = installations.make(home, **_smtp(mail))
    made.migrate()
    return made


def _smtp(mail: MailServer) -> dict[str, str]:
    return {
        "FRAMDRIFT_SMTP_HOST": "127.0.0.1",
        "FRAMDRIFT_SMTP_PORT": str(mail.port),
        "FRAMDRIFT_SMTP_SECURITY": "none",
        "FRAMDRIFT_PORT": str(free_port()),
    }


def _kill_at(point: str, mail: Trigger, nursery: Nursery) -> bool:
    """One sender, killed at one point; where letters have run out it is killed idle, and the answer is False."""
    mail.armed, mail.begun = "", 0
    mail.sender = nursery.bear()
    mail.armed = point
    if point == "any":
        time.sleep(mail.chance.uniform(0, _LATEST_SECONDS))
        _kill(mail.sender)
    if nursery.wait(_IDLE_SECONDS):
        return True
    _kill(mail.sender)
    assert nursery.wait(), "a sender outlives its kill"
    return False


def _kill_all(kills: int, mail: Trigger, nursery: Nursery) -> None:
    """So many senders, at every point in turn; nearly all must die over a letter, or the attack is none."""
    idle = 0
    for number in range(kills):
        idle += not _kill_at(POINTS[number % len(POINTS)], mail, nursery)
        assert idle <= 0.05 * kills, f"letters ran out before the kills did, at {number} of {kills}"


def _finish(mail: Trigger, nursery: Nursery, states: Callable[[], dict[str, str]]) -> dict[str, str]:
    """A last sender that nobody disturbs, until nothing waits."""
    mail.armed = ""
    mail.sender = nursery.bear()
    until(lambda: not {"waiting", "sending"} & set(states().values()), seconds=120)
    _kill(mail.sender)
    nursery.wait()
    return states()


@pytest.mark.parametrize("kills", [20, pytest.param(200, marks=pytest.mark.nightly)])
def test_every_letter_arrives_once_or_is_listed_as_unknown(tmp_path: Path, kills: int) -> None:
    mail = Trigger(random.Random(kills))
    with listening(mail):
        installation = _installation(tmp_path / "home", mail)
        installation.python(_WRITE.format(count=kills * LETTERS_A_KILL))
        with _nursery(installation) as nursery:
            _kill_all(kills, mail, nursery)
            found = _finish(mail, nursery, lambda: dict(json.loads(installation.python(_STATES))))
    arrived = Counter(str(letter["Message-ID"]) for letter in mail.taken)
    unknown = {message_id for message_id, state in found.items() if state == "unknown"}
    sent = {message_id for message_id, state in found.items() if state == "sent"}
    assert set(found.values()) == {"sent", "unknown"}
    assert len(found) == kills * LETTERS_A_KILL
    assert max(arrived.values()) == 1, "a letter arrived twice"
    assert sent <= set(arrived), "a letter is called sent and did not arrive"
    assert set(arrived) <= sent | unknown, "a letter arrived that nobody knows of"
    assert len(unknown) <= kills, "one letter at most was in hand at each kill"
    each = kills // len(POINTS)
    assert len(unknown & set(arrived)) >= each, "no kill fell between the server's taking and our noting"
    assert len(unknown - set(arrived)) >= each, "no kill fell before the server took a letter"


def test_nothing_leaves_a_restored_machine_without_a_person(tmp_path: Path) -> None:
    mail, file = Trigger(random.Random(1)), tmp_path / "backup.zip"
    with listening(mail):
        old, new = _installation(tmp_path / "old", mail), installations.make(tmp_path / "new", **_smtp(mail))
        old.python(_WRITE.format(count=3))
        assert old.framdrift("backup", str(file)).returncode == 0
        assert new.framdrift("restore", str(file)).returncode == 0
        with _nursery(new) as nursery:
            mail.sender = nursery.bear()
            new.python(_STATES)  # takes longer than many of the sender's rounds
            assert mail.taken == []
            new.python(_RELEASE_ONE)
            until(lambda: len(mail.taken) == 1)
            states = list(json.loads(new.python(_STATES)).values())
            _kill(mail.sender)
            nursery.wait()
    assert Counter(states) == {"sent": 1, "held": 2}
    assert len(mail.taken) == 1
