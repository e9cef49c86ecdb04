#!/usr/bin/env bash
# polars 2.1.0 and pyarrow 26.0.1: the sum of a DECIMAL(38,30) column by group wraps round silently past 1.7 * 10^8.
#
# FOCUS bills carry costs with up to 30 decimals, so DECIMAL(38,30) is the type that keeps each of them. Five
# costs of 99,999,999 each fit; their sum does not fit the 128-bit integer behind the type. polars refuses in
# Series.sum, yet its group_by answers with a number that is wrong by 2^128 units of the last decimal, for two
# rows even a negative one. pyarrow does so in sum and in group_by alike. DuckDB 2.0.1 refuses.
#
# Seen:
#   polars Series.sum: ComputeError
#   polars group_by, 2 rows: -140282368.92093846346337460743176821146
#   pyarrow sum, 5 rows: 159717628.079061536536625392568231788544
#   pyarrow group_by, 5 rows: 159717628.079061536536625392568231788544
#   duckdb: OutOfRangeException
#   true sum, 5 rows: 499999995
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check polars==2.1.0 pyarrow==26.0.1 duckdb==2.0.1

cat >"$folder/sums.py" <<'PYTHON'
from decimal import Decimal

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

cost, rows = Decimal(99_999_999), 5
frame = pl.DataFrame(
    {"month": ["2026-10"] * rows, "cost": [cost] * rows}, schema={"month": pl.String, "cost": pl.Decimal(38, 30)}
)
try:
    print("polars Series.sum:", frame["cost"].sum())
except pl.exceptions.ComputeError as error:
    print("polars Series.sum:", type(error).__name__)
print("polars group_by, 2 rows:", frame.head(2).group_by("month").agg(pl.col("cost").sum())["cost"][0])
costs = pa.array([cost] * rows, pa.decimal128(38, 30))
print("pyarrow sum, 5 rows:", pc.sum(costs))
table = pa.table({"month": ["2026-10"] * rows, "cost": costs}).group_by("month").aggregate([("cost", "sum")])
print("pyarrow group_by, 5 rows:", table["cost_sum"][0])
try:
    print("duckdb:", duckdb.sql("SELECT sum(99999999::DECIMAL(38,30)) FROM range(5)").fetchall())
except duckdb.Error as error:
    print("duckdb:", type(error).__name__)
print("true sum, 5 rows:", cost * rows)
PYTHON

seen=$("$folder/venv/bin/python" "$folder/sums.py")
echo "$seen"
diff <(echo "$seen") <(grep -A6 '^# Seen:' "$0" | tail -n 6 | sed 's/^#   //')
