"""A model server in our own network, over real HTTP: what it says is shown; what fails leaves what is offline."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.utils import timezone

from framdrift.foundation.checks import Verdict
from framdrift.insights.codebook.queries import book
from framdrift.insights.coding import model_server
from framdrift.insights.coding.bundled import Reading
from framdrift.insights.coding.checks import model_server_answers
from framdrift.insights.coding.model_server import Server, ServerFailed
from framdrift.insights.coding.suggesting import Asked, suggest
from framdrift.insights.models import Passage
from framdrift.science.themes import model
from tests.cast import Cast
from tests.conversations.answers.world import Place, settle
from tests.insights.world import SAID, cut, told

THEMES = {"T06": "Manager", "T08": "Team", "T11": "Pay", "T90": "Serious matter"}
TEXT = "Chefen står bakom oss, därför är jag kvar. 😀"


class Stub:
    """Speaks the protocol: keeps what it was asked, and answers as it was told to."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.themes: Any = [{"code": "T06", "probability": 0.81, "words": ["Chefen"]}]
        self.answer: Callable[[BaseHTTPRequestHandler], None] | None = None
        stub = self

        class Door(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                stub.say(self, {"object": "list", "data": [{"id": "mistral-sv", "object": "model"}]})

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                stub.asked.append({"path": self.path, "key": self.headers["Authorization"], "body": body})
                if stub.answer is not None:
                    return stub.answer(self)
                content = json.dumps({"themes": stub.themes}, ensure_ascii=False)
                message = {"role": "assistant", "content": content}
                stub.say(self, {"object": "chat.completion", "choices": [{"index": 0, "message": message}]})
                return None

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base class has it
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @staticmethod
    def say(door: BaseHTTPRequestHandler, told: object, *, status: int = 200, **headers: str) -> None:
        body = told if isinstance(told, bytes) else json.dumps(told).encode()
        door.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            door.send_header(name, value)
        door.end_headers()
        door.wfile.write(body)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def stub() -> Iterator[Stub]:
    """A server on this machine."""
    found = Stub()
    yield found
    found.close()


def at(stub: Stub, *, seconds: int = 5) -> Server:
    """Its address, as the settings give it."""
    return Server(f"http://127.0.0.1:{stub.port}/v1", "mistral-sv", seconds, key="geheim")


def ask(stub: Stub, **more: Any) -> tuple[model_server.Said, ...]:
    """About one passage."""
    return model_server.ask(at(stub, **more), TEXT, themes=THEMES, rules="T06 Manager: one's own manager")


def test_the_question_is_the_protocols_and_holds_the_passage_alone(stub: Stub) -> None:
    (said,) = ask(stub)
    (asked,) = stub.asked
    assert (asked["path"], asked["key"]) == ("/v1/chat/completions", "Bearer geheim")
    body = asked["body"]
    assert (body["model"], body["temperature"]) == ("mistral-sv", 0)
    assert [one["role"] for one in body["messages"]] == ["system", "user"]
    assert json.loads(body["messages"][1]["content"]) == {"passage": TEXT}
    schema = body["response_format"]["json_schema"]["schema"]
    assert schema["properties"]["themes"]["items"]["properties"]["code"]["enum"] == sorted(THEMES)
    assert (said.code, said.probability, said.spans) == ("T06", 0.81, ((0, 6),))


def test_themes_come_likeliest_first_at_most_three_with_words_of_the_passage_alone(stub: Stub) -> None:
    stub.themes = [
        {"code": "T11", "probability": 0.1, "words": []},
        {"code": "T06", "probability": 0.7, "words": ["Lönen", "😀", "kvar", "oss", "är"]},
        {"code": "T08", "probability": 1, "words": [""]},
        {"code": "T90", "probability": 0, "words": []},
    ]
    found = ask(stub)
    assert [(one.code, one.probability) for one in found] == [("T08", 1.0), ("T06", 0.7), ("T11", 0.1)]
    assert [TEXT[start:end] for start, end in found[1].spans] == ["kvar", "😀"]


@pytest.mark.parametrize(
    "themes",
    [
        [{"code": "T77", "probability": 0.5, "words": []}],
        [{"code": "T06", "probability": 1.5, "words": []}],
        [{"code": "T06", "probability": "hög", "words": []}],
        [{"code": "T06", "probability": True, "words": []}],
        [{"code": "T06", "probability": float("nan"), "words": []}],
        [{"code": "T06", "probability": 0.5}],
        [{"code": ["T06"], "probability": 0.5, "words": []}],
        ["T06"],
        None,
        {"T06": 0.5},
    ],
)
def test_an_answer_that_is_not_as_asked_is_refused(stub: Stub, themes: Any) -> None:
    stub.themes = themes
    with pytest.raises(ServerFailed):
        ask(stub)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (lambda door: Stub.say(door, {"error": "x"}, status=500), "status 500"),
        (lambda door: Stub.say(door, {"error": "key"}, status=401), "status 401"),
        (lambda door: Stub.say(door, b"<html>"), "no JSON"),
        (lambda door: Stub.say(door, {"choices": []}), "not as it was asked"),
        (lambda door: Stub.say(door, b"x" * 300_000), "too_large"),
        (lambda door: door.connection.close(), "no_answer"),
    ],
)
def test_what_goes_wrong_is_told_without_a_word_of_the_passage(stub: Stub, answer: Any, why: str) -> None:
    stub.answer = answer
    with pytest.raises(ServerFailed, match=why) as failure:
        ask(stub)
    assert "Chefen" not in str(failure.value)


def test_no_redirect_is_followed(stub: Stub) -> None:
    other = Stub()
    stub.answer = lambda door: Stub.say(
        door, b"", status=307, Location=f"http://127.0.0.1:{other.port}/v1/chat/completions"
    )
    with pytest.raises(ServerFailed, match="status 307"):
        ask(stub)
    assert other.asked == []
    other.close()


def test_an_answer_that_takes_too_long_is_not_waited_for(stub: Stub) -> None:
    held = threading.Event()
    stub.answer = lambda door: held.wait(20) and None
    with pytest.raises(ServerFailed, match="no_answer"):
        ask(stub, seconds=1)
    held.set()


def test_nothing_is_sent_to_a_public_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def public(*args: object, **more: object) -> list[Any]:
        return [(2, 1, 6, "", ("93.184.216.34", 80))]

    def connect(*args: object, **more: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr("socket.getaddrinfo", public)
    monkeypatch.setattr("socket.create_connection", connect)
    with pytest.raises(ServerFailed, match="outside"):
        model_server.ask(Server("http://models.example/v1", "m", 5), TEXT, themes=THEMES, rules="")


@pytest.fixture
def passages(cast: Cast, now: datetime, db: None) -> list[Passage]:
    """Three, to be read."""
    place: Place = settle(cast, at=now, people=7)
    talks = place.talks("C")
    told(talks, place)
    return cut(talks, place)


def read(stub: Stub, passages: list[Passage]) -> None:
    """As the job does."""
    offline = Reading(model.load(model.SHIPPED_SPELLING), None, "spelling test")
    server = at(stub)
    suggest(passages, list(SAID), offline, book(), asked=Asked(server, book()), name=server.name(offline.name))


def test_what_the_server_says_is_suggested_and_assigned_by_the_offline_model_alone(
    stub: Stub, passages: list[Passage]
) -> None:
    stub.themes = [{"code": "T19", "probability": 0.99, "words": ["är"]}]
    read(stub, passages)
    for passage, said in zip(Passage.objects.all(), SAID, strict=True):
        (one,) = passage.suggestions.all()
        assert (one.theme, one.confidence, one.is_assigned) == ("T19", 0.99, False)
        assert all(said[start:end] == "är" for start, end in one.spans)
        assert passage.suggested_with.startswith("server ")


def test_a_server_that_fails_is_left_alone_and_the_offline_suggestions_stand(
    stub: Stub, passages: list[Passage], caplog: pytest.LogCaptureFixture
) -> None:
    stub.answer = lambda door: Stub.say(door, {"error": "busy"}, status=503)
    read(stub, passages)
    assert len(stub.asked) == 1
    assert {one.suggested_with for one in Passage.objects.all()} == {"spelling test"}
    assert all(one.suggestions.count() == 3 for one in Passage.objects.all())
    assert "503" in caplog.text and not any(said in caplog.text for said in SAID)


def test_a_suspicion_of_a_serious_matter_is_not_withheld(
    stub: Stub, passages: list[Passage], monkeypatch: pytest.MonkeyPatch
) -> None:
    stub.themes = [{"code": code, "probability": 0.9, "words": []} for code in ("T06", "T08", "T11")]
    threat = model.Suggestion((("T90", 0.6), ("T06", 0.2), ("T08", 0.1)), ("T90",), abstain=False)
    monkeypatch.setattr(Reading, "suggest", lambda self, texts: [threat] * len(texts))
    read(stub, passages)
    rows = list(Passage.objects.all()[0].suggestions.all())
    assert [one.theme for one in rows] == ["T06", "T08", "T90"]
    assert [one.is_assigned for one in rows] == [False, False, True]
    stub.themes = [{"code": "T90", "probability": 0.7, "words": []}]
    monkeypatch.undo()
    read(stub, passages)
    assert Passage.objects.all()[0].suggestions.get().is_assigned, "what the server suspects counts nowhere either"


def test_the_check_says_whether_it_answers_and_has_the_model(stub: Stub, settings: Any) -> None:
    assert model_server_answers(timezone.now()).verdict == Verdict.GOOD
    settings.FRAMDRIFT_MODEL_SERVER = f"http://127.0.0.1:{stub.port}/v1"
    settings.FRAMDRIFT_MODEL_SERVER_MODEL = "mistral-sv"
    assert model_server_answers(timezone.now()).verdict == Verdict.GOOD
    settings.FRAMDRIFT_MODEL_SERVER_MODEL = "another"
    assert model_server_answers(timezone.now()).verdict == Verdict.FAULT
    settings.FRAMDRIFT_MODEL_SERVER = "http://127.0.0.1:9/v1"
    assert model_server_answers(timezone.now()).verdict == Verdict.FAULT
