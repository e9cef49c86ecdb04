"""Time of a preview of 1,000,000 FOCUS rows, relative to DuckDB's own read and group and the former build.

All run in this process, one after the other, on the same rows: processor time, after everything is loaded.
Targets: CSV at most 1.7 times DuckDB's bare read and group, and 0.35 times the build that read row by row;
Parquet at most 1.5 times DuckDB's own; 20,000,000 rows of Parquet within 600 MiB, with progress.
Run: .venv/bin/python packaging/bench/focus_import.py
"""

import csv
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
from sizes import exit_code, sized

from fivegates.exchange.ledger.assignment_rules import read_rules
from fivegates.exchange.ledger.focus.reading import read_focus

ROWS = sized(1_000_000, 10_000)
MANY_ROWS = sized(20_000_000, 40_000)
ROW_BY_ROW = "1025693"
"""The last commit whose build reads FOCUS row by row in Python."""

MOST = {"CSV": 1.7, "Parquet": 1.5}
MOST_OF_BEFORE = 0.35
MOST_MIB = 600
RUNS = 3
COLUMNS = (
    "BilledCost,BillingAccountId,BillingAccountName,BillingCurrency,BillingPeriodEnd,BillingPeriodStart,"
    "ChargeCategory,ChargeDescription,ChargePeriodEnd,ChargePeriodStart,ConsumedQuantity,ConsumedUnit,"
    "EffectiveCost,ListCost,ProviderName,RegionId,ResourceId,ResourceName,ServiceCategory,ServiceName,"
    "SkuId,SubAccountId,SubAccountName,Tags,x_Extra"
)
RULES = b"""\
[[rule]]
initiative = "CLAIMS"
tags = ["project=claims*"]
behaviour = "variable"
"""
BARE = """\
SELECT date_trunc('month', CAST(ChargePeriodStart AS TIMESTAMP)), BillingCurrency, ProviderName,
    SubAccountName, ServiceName, ServiceCategory, ChargeCategory, ConsumedUnit,
    json_extract_string(Tags, '$.project'),
    sum(CAST(EffectiveCost AS DECIMAL(38, 10))), sum(CAST(BilledCost AS DECIMAL(38, 10))),
    sum(CAST(ConsumedQuantity AS DECIMAL(38, 10))), count(*)
FROM {source} GROUP BY ALL
"""
BEFORE = """\
import sys, time
from pathlib import Path
from fivegates.exchange.focus import read_focus
from fivegates.exchange.mapping import read_rules
rules, path = read_rules(sys.argv[2].encode(), "rules.toml"), Path(sys.argv[1])
start = time.process_time()
with path.open("rb") as file:
    read_focus(file, path.name, rules)
print(time.process_time() - start)
"""


def rows() -> Iterator[list[str]]:
    """Generate rows of a year, hour by hour, for eight services, forty resources and three projects."""
    for number in range(ROWS):
        month, day, hour = number % 12 + 1, number // 12 % 28 + 1, number // 336 % 24
        cost = f"{number % 9973 / 1e6:.10f}"
        period = f"2026-{month:02}-01T00:00:00Z"
        start = f"2026-{month:02}-{day:02}T{hour:02}:00:00Z"
        tags = f'{{"project": "claims-{number % 3}", "team": "red"}}'
        yield [
            *(
                cost,
                "8400",
                "Main account",
                "EUR",
                period,
                period,
                "Usage",
                "Input tokens, model of the year",
            ),
            *(start, start, str(number % 5000), "Tokens", cost, cost, "Ostmere", "eu-west-1"),
            *(f"/resources/{number % 40}", f"model-{number % 40}", "AI and Machine Learning"),
            *(f"Service {number % 8}", f"SKU{number % 100}", "77", "production", tags, "NULL"),
        ]


def write(path: Path, count: int) -> None:
    """Write the first `count` rows as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS.split(","))
        writer.writerows(islice(rows(), count))


def write_parquet(source: Path, path: Path, times: int = 1) -> None:
    """Write the rows of a CSV file as Parquet, repeated `times`; costs as decimals."""
    costs = ", ".join(
        f"CAST({name} AS DECIMAL(18, 10)) AS {name}" for name in ("BilledCost", "EffectiveCost", "ListCost")
    )
    text = "{'BilledCost': 'VARCHAR', 'EffectiveCost': 'VARCHAR', 'ListCost': 'VARCHAR'}"
    spilled = str(path.parent / "spilled")
    with duckdb.connect(config={"memory_limit": "512MiB", "temp_directory": spilled}) as connection:
        connection.execute(
            f"COPY (SELECT * REPLACE ({costs}) FROM read_csv('{source}', types = {text}), range({times})) "  # noqa: S608
            f"TO '{path}' (FORMAT parquet)"
        )


def preview(path: Path) -> None:
    """The operation under test."""
    read_focus([path], read_rules(RULES, "rules.toml"))


def bare(path: Path) -> None:
    """The baseline: DuckDB reads and groups, without checks."""
    with duckdb.connect() as connection:
        connection.execute(BARE.format(source=f"'{path}'")).fetchall()


def seconds(run: Callable[[Path], None], path: Path) -> float:
    """Minimum processor time of several runs, to exclude the effect of other programs."""
    found = []
    for _ in range(RUNS):
        start = time.process_time()
        run(path)
        found.append(time.process_time() - start)
    return min(found)


def seconds_before(path: Path, folder: Path) -> float | None:
    """Processor time of the build that reads row by row; None where its commit is missing."""
    tree = folder / "before"
    added = ["git", "worktree", "add", "--detach", "--quiet", str(tree), ROW_BY_ROW]
    if subprocess.run(added, check=False, capture_output=True).returncode:
        return None
    try:
        ran = subprocess.run(
            [sys.executable, "-c", BEFORE, path, RULES.decode()],
            env={"PYTHONPATH": str(tree / "desktop")},
            capture_output=True,
            check=True,
            text=True,
        )
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", tree], check=False)
    return float(ran.stdout)


def compare(kind: str, path: Path) -> bool:
    """Print the time of a preview relative to the baseline; returns whether it meets its target."""
    preview(path)
    ours, theirs = seconds(preview, path), seconds(bare, path)
    print(
        f"{kind}, {ROWS:,} rows: {ours:.2f} s, DuckDB alone {theirs:.2f} s, ratio {ours / theirs:.2f} "
        f"(at most {MOST[kind]})"
    )
    return ours <= MOST[kind] * theirs


def compare_with_before(path: Path, folder: Path) -> bool:
    """Print the time of a preview relative to the former build; returns whether it meets its target."""
    before, ours = seconds_before(path, folder), seconds(preview, path)
    if before is None:
        print(f"commit {ROW_BY_ROW} is not here: nothing to compare with")
        return True
    print(
        f"CSV: {ours:.2f} s, row by row {before:.2f} s, ratio {ours / before:.2f} (at most {MOST_OF_BEFORE})"
    )
    return ours <= MOST_OF_BEFORE * before


def large(path: Path) -> bool:
    """Print the peak memory for many rows, and the number of progress updates."""
    ran = subprocess.run([sys.executable, __file__, str(path)], capture_output=True, check=True, text=True)
    mib, moves = map(int, ran.stdout.split())
    print(f"Parquet, {MANY_ROWS:,} rows: {mib} MiB (at most {MOST_MIB}), progress moved {moves} times")
    return mib <= MOST_MIB and moves > 1


def measure_large(path: Path) -> None:
    """Preview in a separate process; print its peak memory in MiB and its progress updates."""
    seen: set[int] = set()
    read_focus([path], read_rules(RULES, "rules.toml"), tick=seen.add)
    print(peak_mib(), len(seen))


def peak_mib() -> int:
    """Peak memory of this process; on Linux a child's `ru_maxrss` starts at that of its parent."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) // 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 2**20


def main() -> int:
    """Measure, print, and fail where a target is missed."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        text, one, many = folder / "text.csv", folder / "one.parquet", folder / "many.parquet"
        write(text, ROWS)
        write_parquet(text, one)
        write_parquet(text, many, MANY_ROWS // ROWS)
        kept = [
            compare("CSV", text),
            compare_with_before(text, folder),
            compare("Parquet", one),
            large(many),
        ]
    return exit_code(missed=not all(kept))


if __name__ == "__main__":
    if files := [Path(argument) for argument in sys.argv[1:] if argument != "--smallest"]:
        measure_large(*files)
    else:
        sys.exit(main())
