"""What moves through the simulated agency: assignments, candidates, pieces of work, and what clients are asked."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Stage(IntEnum):
    """Where a candidate stands. From REVIEW to REFERENCES somebody is "with the client" and not yet complete."""

    EXPECTED = 0
    SCREEN = 1
    BOOK_INTERVIEW = 2
    INTERVIEW_BOOKED = 3
    INTERVIEW = 4
    PROFILE = 5
    HELD = 6
    REVIEW = 7
    BOOK_CLIENT = 8
    CLIENT_BOOKED = 9
    FEEDBACK = 10
    DEBRIEF = 11
    REFERENCES = 12
    COMPLETE = 13
    OFFERED = 14
    ENDED = 15


class Phase(IntEnum):
    """Where an assignment stands: gathering evidence, then the last metres to an offer."""

    GATHER = 0
    PREPARE = 1
    DECIDE = 2
    APPROVE = 3
    OFFER = 4
    ANSWER = 5
    CLOSED = 6


class End(StrEnum):
    """How a candidate's process ended. The first three are losses to time."""

    OTHER_OFFER = "other_offer"
    SILENCE = "silence"
    DECLINED_FOR_TIME = "declined_for_time"
    DECLINED = "declined"
    MISMATCH = "mismatch"
    NOT_CHOSEN = "not_chosen"
    HIRED = "hired"


class Work(StrEnum):
    """Pieces of a consultant's work that move a process on."""

    KICK_OFF = "kick_off"
    SCREEN = "screen"
    BOOK_INTERVIEW = "book_interview"
    INTERVIEW = "interview"
    PROFILE = "profile"
    BOOK_CLIENT = "book_client"
    DEBRIEF = "debrief"
    REFERENCES = "references"
    DECISION = "decision"
    OFFER = "offer"


class Question(StrEnum):
    """What a client is asked."""

    REVIEW = "review"
    FEEDBACK = "feedback"
    DECISION = "decision"
    APPROVAL = "approval"


class Assignment:
    """One assignment as it stands. Instants are working days since the simulation began."""

    __slots__ = (
        "agreed", "asks", "begins", "booking", "candidates", "chosen", "client", "consultant", "early", "ended",
        "hired", "index", "minutes", "news_given", "nudges", "phase", "round", "second_wave", "since", "tasks",
    )  # fmt: skip

    def __init__(self, *, index: int, client: int, consultant: int, begins: float) -> None:
        self.index, self.client, self.consultant, self.begins = index, client, consultant, begins
        self.candidates: list[Candidate] = []
        self.tasks: list[Task] = []
        self.asks: list[Ask] = []
        self.phase, self.since, self.round = Phase.GATHER, begins, 0
        self.agreed, self.second_wave, self.early = False, False, False
        self.booking: Booking | None = None
        self.chosen: Candidate | None = None
        self.hired: Candidate | None = None
        self.ended: float | None = None
        self.minutes, self.nudges, self.news_given = 0.0, 0, 0


class Candidate:
    """One candidate in one assignment. `have` are the pieces of evidence that are in."""

    __slots__ = (
        "arrived", "broken_at", "end", "have", "last_news", "missed", "place", "references", "row", "since", "stage",
        "turn",
    )  # fmt: skip

    def __init__(self, *, row: Assignment, place: int) -> None:
        self.row, self.place = row, place
        self.stage, self.turn, self.references = Stage.EXPECTED, 0, 0
        self.missed = False
        self.broken_at: float | None = None
        self.arrived = self.since = self.last_news = 0.0
        self.have: tuple[int, ...] = ()
        self.end: End | None = None

    @property
    def is_here(self) -> bool:
        """Whether they have come and not left."""
        return Stage.EXPECTED < self.stage < Stage.ENDED

    @property
    def is_incomplete_with_client(self) -> bool:
        """Whether the gate waits for evidence about them."""
        return Stage.REVIEW <= self.stage <= Stage.REFERENCES


class Task:
    """A piece of work that waits on a consultant's desk; `left` are its minutes not yet worked."""

    __slots__ = ("candidate", "left", "row", "since", "work")

    def __init__(
        self, *, work: Work, row: Assignment, candidate: Candidate | None, minutes: float, since: float
    ) -> None:
        self.work, self.row, self.candidate, self.left, self.since = work, row, candidate, minutes, since


class Ask:
    """A question that lies with a client, and what is left of their time to answer (a unit exponential at first)."""

    __slots__ = (
        "boost",
        "boosted_until",
        "candidate",
        "left",
        "mean",
        "nudged_at",
        "nudges",
        "question",
        "row",
        "since",
    )

    def __init__(
        self,
        *,
        question: Question,
        row: Assignment,
        candidate: Candidate | None,
        left: float,
        mean: float,
        since: float,
    ) -> None:
        self.question, self.row, self.candidate = question, row, candidate
        self.left, self.mean, self.since = left, mean, since
        self.nudges, self.nudged_at = 0, -1000.0
        self.boost, self.boosted_until = 1.0, -1.0


class Booking:
    """From which day after kick-off each kind of slot was booked with the client, the last responsible day of each
    step, and in how many working days a client has agreed to answer."""

    __slots__ = ("decision_from", "first_from", "latest", "response_days", "review_from", "second_from")

    def __init__(
        self,
        *,
        review_from: float = 0.0,
        first_from: float = 0.0,
        second_from: float = 0.0,
        decision_from: float = 0.0,
        latest: dict[str, int] | None = None,
        response_days: int = 2,
    ) -> None:
        self.review_from, self.first_from, self.second_from = review_from, first_from, second_from
        self.decision_from = decision_from
        self.latest: dict[str, int] = latest or {}
        self.response_days = response_days
