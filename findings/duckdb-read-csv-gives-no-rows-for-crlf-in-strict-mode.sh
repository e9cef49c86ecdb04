#!/bin/sh
# duckdb 2.0.1 (PyPI): read_csv over a file whose lines end in CRLF gives no rows, and no error, where both
# new_line = '\r\n' and strict_mode = true are stated.
#
# Both are documented options, the file is what RFC 4180 asks for, and strict_mode is true by default: stating
# the default changes the result from all rows to none. With either option alone all rows come. A sum over
# such a file is NULL, a count 0, and nothing says that rows were left out. Seen with auto_detect = false and
# the columns given, for files of 2 and of 1,000,000 rows.
#
# Who reads bills so should leave new_line out, and compare the number of rows with the number of lines.
#
# Seen:
#   new_line alone                     2 rows
#   strict_mode = true alone           2 rows
#   new_line and strict_mode = false   2 rows
#   new_line and strict_mode = true    0 rows
#
# Ends with 0 while this is so, and with 1 when it changes.
set -eu
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
python3 -m venv "$T/venv"
"$T/venv/bin/pip" install --quiet --disable-pip-version-check duckdb==2.0.1
printf 'a,b\r\n1,x\r\n2,y\r\n' > "$T/rows.csv"
"$T/venv/bin/python" - "$T/rows.csv" <<'PYTHON'
import sys

import duckdb

NEW_LINE, STRICT, LAX = r"new_line = '\r\n'", "strict_mode = true", "strict_mode = false"
CASES = {
    "new_line alone": ([NEW_LINE], 2),
    "strict_mode = true alone": ([STRICT], 2),
    "new_line and strict_mode = false": ([NEW_LINE, LAX], 2),
    "new_line and strict_mode = true": ([NEW_LINE, STRICT], 0),
}
changed = False
for name, (options, expected) in CASES.items():
    stated = ["auto_detect = false", "columns = {'a': 'VARCHAR', 'b': 'VARCHAR'}", "header = true", "delim = ','"]
    query = f"SELECT count(*) FROM read_csv('{sys.argv[1]}', {', '.join([*stated, *options])})"
    ((rows,),) = duckdb.sql(query).fetchall()
    print(f"{name:34} {rows} rows")
    changed |= rows != expected
sys.exit(changed)
PYTHON
