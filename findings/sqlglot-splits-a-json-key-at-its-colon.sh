#!/usr/bin/env bash
# sqlglot 30.30.0: `tags ->> 'aws:createdBy'` becomes a nested path, from DuckDB to DuckDB and to other dialects.
#
# Cloud bills name cost tags with a colon (aws:createdBy) or a dot. DuckDB reads the right side of ->> as the name
# of one key. sqlglot reads it as a path, writes '$.aws.createdBy', and the same dialect then finds nothing where
# there was an owner, without an error. A quoted path, '$."aws:createdBy"', is kept as it is.
#
# Seen:
#   original: ana
#   duckdb to duckdb: None
#   quoted path, duckdb to duckdb: ana
#   bigquery: JSON_EXTRACT_SCALAR(tags, '$.aws.createdBy')
#   trino: JSON_EXTRACT_SCALAR(tags, '$.aws.createdBy')
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check sqlglot==30.30.0 duckdb==2.0.1

cat >"$folder/keys.py" <<'PYTHON'
import duckdb
import sqlglot

ROW = """(SELECT '{"aws:createdBy": "ana"}'::JSON AS tags)"""


def rewritten(expression: str, dialect: str) -> str:
    return sqlglot.transpile(expression, read="duckdb", write=dialect)[0]


def value(expression: str) -> object:
    return duckdb.sql(f"SELECT {expression} FROM {ROW}").fetchall()[0][0]


key, path = "tags ->> 'aws:createdBy'", """tags ->> '$."aws:createdBy"'"""
print("original:", value(key))
print("duckdb to duckdb:", value(rewritten(key, "duckdb")))
print("quoted path, duckdb to duckdb:", value(rewritten(path, "duckdb")))
for dialect in ("bigquery", "trino"):
    print(f"{dialect}:", rewritten(key, dialect))
PYTHON

seen=$("$folder/venv/bin/python" "$folder/keys.py")
echo "$seen"
diff <(echo "$seen") <(grep -A5 '^# Seen:' "$0" | tail -n 5 | sed 's/^#   //')
