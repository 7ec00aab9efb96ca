"""The door for XES: a stream of bytes in, an `EventLog` out."""

from __future__ import annotations

from typing import BinaryIO
from zoneinfo import ZoneInfo

from framdrift.integrations.xes.attributes import (
    CHOSEN_RESOURCE,
    DEFAULTED,
    EMPTY_TRACES,
    NAMESAKES,
    OUTSIDE,
    Attributes,
    XesColumns,
)
from framdrift.integrations.xes.strict import StrictReader
from framdrift.integrations.xes.swift import read_plain
from framdrift.integrations.xes.values import Unusual
from framdrift.science.eventlog.instants import WITHOUT_OFFSET, place_in_utc
from framdrift.science.eventlog.log import NO_RESOURCE, Codes, EventLog
from framdrift.science.eventlog.refusals import Remark


def read_xes(stream: BinaryIO, *, attributes: Attributes, zone: ZoneInfo, file_name: str) -> EventLog:
    """Read a seekable stream of (unpacked) XES. Raises `LogRefused` with the line that is wrong."""
    try:
        columns = read_plain(stream, attributes)
    except Unusual:
        stream.seek(0)
        columns = StrictReader(attributes, file_name).read(stream)
    resources, chosen = _resources(columns)
    remarks = _remarks(columns, attributes)
    if chosen:
        remarks.append(Remark(CHOSEN_RESOURCE))
    if len(columns.local):
        remarks.append(Remark(WITHOUT_OFFSET, count=len(columns.local), zone=zone.key))
    return EventLog(
        cases=columns.cases,
        activities=columns.activities,
        instants=place_in_utc(columns.instants, columns.local, zone),
        resources=resources,
        activity_names=columns.activity_names,
        remarks=tuple(remarks),
    )


def _resources(columns: XesColumns) -> tuple[Codes, bool]:
    """The first key that any event has, and whether it was not the first asked for."""
    for place, codes in enumerate(columns.resources):
        if (codes != NO_RESOURCE).any():
            return codes, place > 0
    return columns.resources[0], False


def _remarks(columns: XesColumns, attributes: Attributes) -> list[Remark]:
    tally = columns.tally
    remarks = []
    if tally.outside:
        remarks.append(Remark(OUTSIDE, count=tally.outside))
    if tally.empty_traces:
        remarks.append(Remark(EMPTY_TRACES, count=tally.empty_traces))
    if tally.namesakes and attributes.case is None:
        remarks.append(Remark(NAMESAKES, count=tally.namesakes))
    if tally.defaulted:
        remarks.append(
            Remark(DEFAULTED, count=tally.defaulted, key=attributes.activity, value=tally.default_activity or "")
        )
    return remarks
