"""Measures `framdrift analyse` beside a plain read, plain DuckDB and pandas; writes RESULTS.md and results.json.

    python benchmarks/analyse/measure.py FOLDER        (FOLDER as made by generate.py)

CPU seconds are user + system of the whole process, all threads, start and imports included; memory is the
peak resident size. Each line is the median of three runs. DuckDB and pandas do less than the command: the
count, the pairs with their mean, median and total, and the stays per activity; no Kaplan-Meier, no variants.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
RUNS = 3

READ = "import polars as pl; print(pl.read_parquet({path!r}).height)"
DUCKDB = """
import duckdb
duckdb.sql(\"\"\"
create temp table stays as
select activity, lead(activity) over w as following, epoch_us(lead(timestamp) over w) - epoch_us(timestamp) as ticks
from (select *, file_row_number as nr from read_parquet({path!r}, file_row_number = true))
window w as (partition by case_id order by timestamp, nr)\"\"\")
print(len(duckdb.sql("select activity, following, count(*), avg(ticks), median(ticks), sum(ticks) "
    "from stays where following is not null group by all").fetchall()))
print(len(duckdb.sql("select activity, count(*), avg(ticks), median(ticks), quantile_cont(ticks, 0.9) "
    "from stays group by all").fetchall()))
"""
PANDAS = """
import polars as pl, pandas as pd
frame = pl.read_parquet({path!r})
df = pd.DataFrame({{name: frame[name].to_numpy() for name in ("case_id", "activity", "timestamp")}})
df = df.sort_values(["case_id", "timestamp"], kind="stable")
same = df["case_id"].eq(df["case_id"].shift(-1))
df["following"] = df["activity"].shift(-1).where(same)
df["days"] = (df["timestamp"].shift(-1) - df["timestamp"]).dt.total_seconds().where(same) / 86400
print(len(df.dropna().groupby(["activity", "following"])["days"].agg(["count", "mean", "median", "sum"])))
print(len(df.groupby("activity")["days"].agg(["count", "mean", "median", lambda d: d.quantile(0.9)])))
"""
ANALYSE = "import sys; from framdrift.cli.main import main; sys.exit(main(['analyse', {path!r}, '--json']))"


def once(program: str) -> tuple[float, float, float]:
    """(CPU seconds, wall seconds, peak MB) of one Python process."""
    begun = datetime.now(UTC)
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"failed: {program[:200]}")
    wall = (datetime.now(UTC) - begun).total_seconds()
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024


def measured(name: str, program: str, runs: int = RUNS) -> dict[str, float | str]:
    taken = [once(program) for _ in range(runs)]
    cpu, wall, memory = (statistics.median(column) for column in zip(*taken, strict=True))
    return {"what": name, "cpu_seconds": round(cpu, 2), "wall_seconds": round(wall, 2), "peak_mb": round(memory)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--without-pandas", action="store_true", help="pandas takes minutes and gigabytes")
    args = parser.parse_args()
    parquet, xes = str(args.folder / "events.parquet"), str(args.folder / "events.xes")
    lines = [
        measured("framdrift analyse, Parquet, 10 million events", ANALYSE.format(path=parquet)),
        measured("plain read of the same Parquet (polars)", READ.format(path=parquet)),
        measured("plain DuckDB, fewer aggregates", DUCKDB.format(path=parquet)),
        measured("framdrift analyse, XES, 1 million events", ANALYSE.format(path=xes)),
    ]
    if not args.without_pandas:
        lines.insert(3, measured("pandas, fewer aggregates", PANDAS.format(path=parquet), runs=1))
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True)
    result = {
        "date": datetime.now(UTC).date().isoformat(),
        "commit": commit.stdout.strip(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "targets": {"parquet_cpu_seconds": 6, "parquet_peak_mb": 1200, "xes_cpu_seconds_per_million": 3},
        "results": lines,
    }
    (HERE / "results.json").write_text(json.dumps(result, indent=2) + "\n")
    (HERE / "RESULTS.md").write_text(as_text(result, lines))


def as_text(result: dict[str, object], lines: list[dict[str, float | str]]) -> str:
    rows = "\n".join(
        f"| {line['what']} | {line['cpu_seconds']} | {line['wall_seconds']} | {line['peak_mb']} |" for line in lines
    )
    return (
        "# framdrift analyse: speed and memory\n\n"
        f"{result['date']}, commit {result['commit']}, {result['machine']}. Made by `generate.py` (seed 20150105) "
        "and `measure.py`; the median of three runs (pandas: one).\n\n"
        "| | CPU s | wall s | peak MB |\n|---|---|---|---|\n"
        f"{rows}\n\n"
        "Targets: Parquet at most 6 CPU seconds and 1,200 MB, XES at most 3 CPU seconds per million events, each "
        "for the whole command with start and imports. Other work shared the two cores, so wall times are upper "
        "bounds. DuckDB and pandas compute the pairs and the finished stays only; the command also orders, counts "
        "duplicates and variants, and estimates every step with its interval.\n"
    )


if __name__ == "__main__":
    main()
