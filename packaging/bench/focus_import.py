"""How long a preview of 1,000,000 FOCUS rows takes, and how much memory, beside a bare copy into SQLite.

The yardstick reads the same file with Python's csv reader and `executemany`, and does nothing else.
Target: at most twice its time, and memory that does not grow with the rows.
Run: .venv/bin/python packaging/bench/focus_import.py
"""

import csv
import resource
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from sizes import exit_code, sized

from fivegates.exchange.ledger.assignment_rules import read_rules
from fivegates.exchange.ledger.focus import read_focus

ROWS = sized(1_000_000, 10_000)
TARGET = 2.0
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


def rows() -> Iterator[list[str]]:
    """Make rows of a year, hour by hour, for eight services, forty resources and three projects."""
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
    """Write the first `count` rows as a file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS.split(","))
        writer.writerows(islice(rows(), count))


def copy(path: Path) -> None:
    """The yardstick: all cells into a table on the same disk."""
    names = COLUMNS.split(",")
    database = sqlite3.connect(path.with_suffix(".db"))
    database.execute(f"CREATE TABLE focus ({', '.join(names)})")
    with path.open(encoding="utf-8", newline="") as file, database:
        reader = csv.reader(file)
        next(reader)
        marks = ", ".join("?" * len(names))
        database.executemany(f"INSERT INTO focus VALUES ({marks})", reader)  # noqa: S608 - only marks
    database.close()


def preview(path: Path) -> None:
    """What is measured."""
    rules = read_rules(RULES, "rules.toml")
    with path.open("rb") as file:
        read_focus(file, path.name, rules)


def seconds(run: Callable[[Path], None], path: Path) -> float:
    """How long a run takes."""
    start = time.perf_counter()
    run(path)
    return time.perf_counter() - start


def peak_mib() -> float:
    """The most memory that this process has had so far, in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def main() -> int:
    """Measure, print, and fail where the target is missed."""
    with TemporaryDirectory() as folder:
        small, large = Path(folder, "small.csv"), Path(folder, "large.csv")
        write(small, ROWS // 10)
        write(large, ROWS)
        preview(small)
        before = peak_mib()
        ours = seconds(preview, large)
        after = peak_mib()
        bare = seconds(copy, large)
    print(f"{ROWS:,} rows: {ours:.2f} s, bare copy {bare:.2f} s, ratio {ours / bare:.2f} (at most {TARGET})")
    print(f"peak memory: {before:.0f} MiB after a tenth of the rows, {after:.0f} MiB after all")
    return exit_code(missed=ours > TARGET * bare or after > before * 1.1)


if __name__ == "__main__":
    sys.exit(main())
