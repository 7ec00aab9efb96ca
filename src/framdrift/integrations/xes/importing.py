"""XES (IEEE 1849) as transitions, a trace at a time: each case a candidacy, all in one assignment."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

from framdrift.recruiting.transitions.documents import broken_archive, instant, unpacked
from framdrift.recruiting.transitions.told import Application, Place, Reading, Transition, Unread, Unreadable

_NAME, _TIME, _RESOURCES = "concept:name", "time:timestamp", ("org:resource", "resource")


def read(path: Path, reading: Reading) -> Iterator[Transition | Unread]:
    """Every event in the order of the file. Raises Unreadable where the XML or its packing is broken."""
    name, count = reading.file_name, 0
    try:
        with unpacked(path) as stream:
            for number, trace in enumerate(_traces(stream), start=1):
                for told in _told(trace, number, count, reading):
                    count += 1
                    yield told
    except (EOFError, gzip.BadGzipFile, zlib.error) as problem:
        raise broken_archive(problem, name) from None
    except ParseError as problem:
        told_why = {"file": name, "line": problem.position[0], "reason": problem}
        raise Unreadable(_("%(file)s: line %(line)d is not XML (%(reason)s).") % told_why) from None
    except DefusedXmlException:
        raise Unreadable(_("%(file)s: holds entities, which are not read.") % {"file": name}) from None
    if not count:
        raise Unreadable(_("%(file)s: the log holds no events.") % {"file": name})


def _traces(stream: Any) -> Iterator[Element]:
    """The traces, one in memory at a time."""
    parents: list[Element] = []
    for event, element in iterparse(stream, events=("start", "end")):
        if event == "start":
            parents.append(element)
            continue
        parents.pop()
        if _tag(element) == "trace":
            yield element
            if parents:
                parents[-1].remove(element)


def _told(trace: Element, number: int, count: int, reading: Reading) -> Iterator[Transition | Unread]:
    case = _values(trace).get(_NAME, "") or f"{number}"
    application = Application(
        external_id=f"{reading.assignment}|{case}",
        name=_("Candidate %(id)s") % {"id": case[:80]},
        job=reading.assignment,
        company=reading.company,
    )
    for place, event in enumerate((one for one in trace if _tag(one) == "event"), start=1):
        values = _values(event)
        activity, at = values.get(_NAME, ""), instant(values.get(_TIME))
        where = Place(reading.file_name, count + place, count + place, id=case)
        if not activity or at is None:
            yield where.refused(_TIME if activity else _NAME, _("The event lacks its name or its time."))
            continue
        yield Transition(
            source=reading.source,
            application=application,
            external_id=f"{reading.assignment}|{case}|{place}",
            to_step=activity,
            entered_at=at,
            actor=next((values[key] for key in _RESOURCES if values.get(key)), ""),
            line=where.line,
            place=where,
        )


def _values(element: Element) -> dict[str, str]:
    return {one.get("key", ""): one.get("value", "") for one in element if "value" in one.attrib}


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]
