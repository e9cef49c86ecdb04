#!/usr/bin/env bash
# DuckDB 2.0.1: whether a column of a Parquet file is REQUIRED or OPTIONAL depends on the rows, not on the table.
#
# A table whose columns all admit NULL is written with COPY … (FORMAT parquet). Where its rows happen to hold
# no NULL in a column, that column becomes REQUIRED in the file; after one row with a NULL it is OPTIONAL. So two
# parts of one export, written by the same statement, have different schemas, and pyarrow 26.0.1 refuses to put
# their tables together:
#
#   January:  month REQUIRED, note REQUIRED
#   February: month REQUIRED, note OPTIONAL
#   pyarrow.concat_tables: ArrowInvalid
#
# Rows that come from a reader instead of a table (here: from JSON) give OPTIONAL columns every time. Exits
# non-zero when this behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
python=$folder/venv/bin/python
"$python" -m pip install --quiet --disable-pip-version-check duckdb==2.0.1 pyarrow==26.0.1

cd "$folder"
"$python" - <<'CODE'
import duckdb
import pyarrow
from pyarrow import parquet

database = duckdb.connect()
database.execute("CREATE TABLE bill (month INTEGER, note VARCHAR)")


def columns_of(name, source="bill"):
    """Write the rows to a file, and return how each column is declared in it."""
    database.execute(f"COPY (SELECT * FROM {source}) TO '{name}' (FORMAT parquet)")
    found = database.execute(f"SELECT name, repetition_type FROM parquet_schema('{name}')").fetchall()
    return dict(found[1:])


database.execute("INSERT INTO bill VALUES (1, 'paid'), (1, 'open')")
january = columns_of("january.parquet")
database.execute("UPDATE bill SET month = 2, note = NULL WHERE note = 'open'")
february = columns_of("february.parquet")
with open("rows.json", "w") as file:
    file.write('{"month": 1, "note": "paid"}\n')
read = columns_of("read.parquet", "read_json('rows.json')")
print(january, february, read)
assert january == {"month": "REQUIRED", "note": "REQUIRED"}
assert february == {"month": "REQUIRED", "note": "OPTIONAL"}
assert set(read.values()) == {"OPTIONAL"}
tables = [parquet.read_table(name) for name in ("january.parquet", "february.parquet")]
try:
    pyarrow.concat_tables(tables)
except pyarrow.ArrowInvalid as refused:
    print("refused:", str(refused).splitlines()[0])
else:
    raise SystemExit("pyarrow put them together")
CODE
