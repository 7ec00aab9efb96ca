"""XES: what the standard allows is read; the swift reader says what the strict one says, or nothing."""
# ruff: noqa: E501 - each document stands on one line

import io
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framdrift.integrations.xes import swift
from framdrift.integrations.xes.attributes import Attributes
from framdrift.integrations.xes.log import read_xes
from framdrift.integrations.xes.strict import StrictReader
from framdrift.integrations.xes.swift import Unusual, read_plain
from framdrift.science.eventlog.instants import iso_utc
from framdrift.science.eventlog.refusals import LogRefused

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1849-2016">\n'


def event(activity="a", time="2015-01-05T10:00:00+01:00", extra=""):
    return (
        f'<event><string key="concept:name" value="{activity}"/>{extra}'
        f'<date key="time:timestamp" value="{time}"/></event>'
    )


def trace(*events, name="1"):
    return f'<trace>\n<string key="concept:name" value="{name}"/>{"".join(events)}</trace>\n'


def read(text, **attributes):
    content = text.encode() if isinstance(text, str) else text
    return read_xes(io.BytesIO(content), attributes=Attributes(**attributes), zone=ZoneInfo("UTC"), file_name="x.xes")


def rows(log):
    names = log.activity_names
    columns = zip(
        log.cases.tolist(), log.activities.tolist(), log.instants.tolist(), log.resources.tolist(), strict=True
    )
    return [(case, names[activity], iso_utc(instant), who) for case, activity, instant, who in columns]


ROW = (0, "a", "2015-01-05T09:00:00+00:00", -1)


@pytest.mark.parametrize(
    "text",
    [
        HEAD + trace(event()) + "</log>",
        HEAD + trace(event(extra="<!-- a comment -->")) + "</log>",
        HEAD + trace(event(extra='<string key="x" value="1"><string key="concept:name" value="inner"/></string>')) + "</log>",
        HEAD + trace(event(extra='<list key="l"><values><string key="concept:name" value="in"/></values></list>')) + "</log>",
        HEAD + trace(event(extra="<string value='turned' key='y'/>")) + "</log>",
        HEAD.replace("<log", '<log xmlns="http://www.xes-standard.org/"') + trace(event()) + "</log>",
        ('<x:log xmlns:x="http://www.xes-standard.org/">' + trace(event()) + "</x:log>")
        .replace("<trace", "<x:trace").replace("</trace", "</x:trace").replace("<event", "<x:event")
        .replace("</event", "</x:event").replace("<string", "<x:string").replace("<date", "<x:date"),
        (HEAD.replace("UTF-8", "UTF-16") + trace(event()) + "</log>").encode("utf-16"),
        HEAD + '<global scope="event"><string key="concept:name" value="UNKNOWN"/></global>' + trace(event()) + "</log>",
        HEAD + trace(event()) + '<trace><string key="concept:name" value="empty"/></trace></log>',
        '<!DOCTYPE log [<!ENTITY a "a">]><log>' + trace(event(activity="&a;")) + "</log>",
        HEAD + trace(event(activity="&#97;")) + "</log>",
        HEAD + trace(event(time="2015-01-05T09:00:00")) + "</log>",
        HEAD + trace(event(time="2015-01-05T09:00:00.000Z")) + "</log>",
        HEAD + trace(event(time="2015-01-04T21:30:00.000000000-11:30")) + "</log>",
        HEAD + trace(event(time="2015-01-04T24:00:00-09:00")) + "</log>",
    ],
)  # fmt: skip
def test_everything_the_standard_allows(text):
    assert rows(read(text)) == [ROW]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD + trace(event(), '<event><string key="concept:name" value="b"/></event>') + "</log>", "event 2 has no time"),
        (HEAD + trace(event(time="soon")) + "</log>", "line 4: 'soon'"),
        (HEAD + trace('<event><date key="time:timestamp" value="2015-01-05T10:00:00Z"/></event>') + "</log>", "no concept"),
        (HEAD + trace(event()), "not well-formed"),
        (HEAD + trace(event()).encode().decode().replace("a", "\x01") + "</log>", "not well-formed"),
        (HEAD.encode() + trace(event(activity="X")).encode().replace(b"X", b"\xff") + b"</log>", "not well-formed"),
        (HEAD + trace(event(time="2015-02-29T10:00:00Z")) + "</log>", "'2015-02-29T10:00:00Z'"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_line(text, words):
    with pytest.raises(LogRefused, match="line") as refusal:
        read(text)
    assert words in str(refusal.value)


def test_a_global_value_stands_in_for_a_name_and_is_said():
    glob = '<global scope="event"><string key="concept:name" value="UNKNOWN"/></global>'
    log = read(
        HEAD + glob + trace('<event><date key="time:timestamp" value="2015-01-05T10:00:00Z"/></event>') + "</log>"
    )
    assert rows(log)[0][1] == "UNKNOWN"
    assert "'UNKNOWN' stands in" in str(log.remarks[0])


def test_traces_of_one_name_are_two_cases_unless_a_key_is_asked_for():
    text = HEAD + trace(event()) + trace(event()) + "</log>"
    log = read(text)
    assert [row[0] for row in rows(log)] == [0, 1]
    assert "another one has: 1" in str(log.remarks[0])
    assert [row[0] for row in rows(read(text, case="concept:name"))] == [0, 0]


def test_other_keys_can_play_the_parts():
    extra = '<string key="org:role" value="r"/><string key="org:resource" value="p"/><date key="t" value="2020-01-01T00:00:00Z"/>'
    log = read(HEAD + trace(event(extra=extra)) + "</log>", activity="org:role", timestamp="t", resource="org:resource")
    assert rows(log) == [(0, "r", "2020-01-01T00:00:00+00:00", 0)]


values = st.text(st.sampled_from("abåß日& <>\"'\t\n-_xyz0123456789"), max_size=20)
times = st.datetimes().map(lambda moment: moment.isoformat() + "+00:00")
events = st.tuples(values, times, st.one_of(st.none(), values))
traces = st.lists(st.tuples(values, st.lists(events, max_size=4)), min_size=1, max_size=6)


def escaped(text):
    for character, reference in (
        ("&", "&amp;"),
        ("<", "&lt;"),
        (">", "&gt;"),
        ('"', "&quot;"),
        ("\t", "&#9;"),
        ("\n", "\n"),
    ):
        text = text.replace(character, reference)
    return text


@given(traces, st.integers(40, 4000))
def test_swift_says_what_strict_says(found, block):
    body = ""
    for name, happened in found:
        body += f'<trace>\n\t<string key="concept:name" value="{escaped(name)}"/>\n'
        for activity, time, who in happened:
            resource = "" if who is None else f'<string key="org:resource" value="{escaped(who)}" />'
            body += event(escaped(activity), time, resource) + "\n"
        body += "</trace>\n"
    content = (HEAD + body + "</log>\n").encode()
    strict = StrictReader(Attributes(), "x").read(io.BytesIO(content))
    usual, swift.BLOCK = swift.BLOCK, block
    try:
        quick = read_plain(io.BytesIO(content), Attributes())
    except Unusual:
        assert "&#9;" in content.decode()  # a tab by reference is kept, and left to the strict reader
        return
    finally:
        swift.BLOCK = usual
    assert quick.activity_names == strict.activity_names
    assert quick.tally == strict.tally
    for one, other in zip(
        (quick.cases, quick.activities, quick.instants, quick.local, *quick.resources),
        (strict.cases, strict.activities, strict.instants, strict.local, *strict.resources),
        strict=True,
    ):
        assert one.tolist() == other.tolist()


def test_the_swift_reader_is_the_one_that_reads_plain_files():
    content = (HEAD + trace(event(), event("b")) + "</log>").encode()
    assert read_plain(io.BytesIO(content), Attributes()).activity_names == ("a", "b")
