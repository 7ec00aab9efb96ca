"""Makes the two logs of this benchmark from a seed: 10 million events as Parquet, 1 million as XES.

    python benchmarks/analyse/generate.py FOLDER [--events N] [--xes-events N] [--seed N]

Cases overlap in time and the Parquet rows stand in time order, as a system would write them; a case has
eight events, one of twenty activities and fifty resources each, gaps are exponential with a mean of three
days. The XES has five attributes per event.
"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import polars as pl

LENGTH, ACTIVITIES, RESOURCES = 8, 20, 50
START = int(datetime(2020, 1, 1, tzinfo=UTC).timestamp())


def events(count: int, seed: int) -> pl.DataFrame:
    """Columns case_id, activity, timestamp, resource in time order."""
    numbers = np.random.default_rng(seed)
    cases = count // LENGTH
    gaps = numbers.exponential(3 * 86_400, (cases, LENGTH)).astype(np.int64)
    gaps[:, 0] = numbers.integers(0, 365 * 86_400, cases)
    frame = pl.DataFrame(
        {
            "case": np.repeat(np.arange(cases), LENGTH),
            "activity": numbers.integers(0, ACTIVITIES, cases * LENGTH),
            "time": np.cumsum(gaps, axis=1).ravel() + START,
            "resource": numbers.integers(0, RESOURCES, cases * LENGTH),
        }
    )
    return frame.sort("time", maintain_order=True).select(
        pl.format("APP-{}", pl.col("case").cast(pl.String).str.zfill(8)).alias("case_id"),
        pl.format("Step {}", pl.col("activity")).alias("activity"),
        pl.from_epoch("time", "s").cast(pl.Datetime("us", "UTC")).alias("timestamp"),
        pl.format("person {}", pl.col("resource")).alias("resource"),
    )


def write_xes(frame: pl.DataFrame, path: Path) -> None:
    event = pl.format(
        '\t\t<event>\n\t\t\t<string key="concept:name" value="{}" />\n'
        '\t\t\t<date key="time:timestamp" value="{}" />\n\t\t\t<string key="org:resource" value="{}" />\n'
        '\t\t\t<string key="lifecycle:transition" value="complete" />\n\t\t\t<int key="row" value="{}" />\n'
        "\t\t</event>\n",
        "activity",
        pl.col("timestamp").dt.strftime("%Y-%m-%dT%H:%M:%S.000+00:00"),
        "resource",
        pl.int_range(pl.len()),
    )
    traces = frame.with_columns(event=event).group_by("case_id", maintain_order=True).agg(pl.col("event").str.join())
    with path.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8" ?>\n<log xes.version="1849-2016">\n')
        for case, text in traces.iter_rows():
            file.write(f'\t<trace>\n\t\t<string key="concept:name" value="{case}" />\n{text}\t</trace>\n')
        file.write("</log>\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--events", type=int, default=10_000_000)
    parser.add_argument("--xes-events", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=20150105)
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    events(args.events, args.seed).write_parquet(args.folder / "events.parquet")
    write_xes(events(args.xes_events, args.seed), args.folder / "events.xes")


if __name__ == "__main__":
    main()
