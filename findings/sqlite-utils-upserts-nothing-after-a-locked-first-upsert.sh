#!/usr/bin/env bash
# sqlite-utils 4.2.1: when the first upsert of a Database meets a lock, later upserts of new rows store nothing.
#
# Before its first upsert, a Database finds out whether SQLite knows ON CONFLICT by creating and dropping a table
# in the user's file. If that fails because another process holds the lock for a moment, the answer "not
# supported" is kept for the life of the Database, and every later upsert takes the statements for old versions:
# INSERT OR IGNORE of the key alone, then UPDATE. With a NOT NULL column the INSERT is ignored, the UPDATE finds
# no row, and no error is raised. Found with SQLite 3.40.1, which does support ON CONFLICT.
#
# Seen:
#   during the lock: OperationalError database is locked
#   after the lock: 3 upserts, 0 errors, 0 rows
#   a new Database on the same file: 3 upserts, 0 errors, 3 rows
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check sqlite-utils==4.2.1

cat >"$folder/upserts.py" <<'PYTHON'
import sqlite3
import sys

from sqlite_utils import Database

path = sys.argv[1]
with sqlite3.connect(path) as setup:
    setup.execute("CREATE TABLE line (id TEXT PRIMARY KEY, amount TEXT NOT NULL)")
setup.close()


def upserts(db: Database, keys: str) -> str:
    errors = 0
    for key in keys:
        try:
            db["line"].upsert({"id": key, "amount": "1.00"}, pk="id")
        except sqlite3.Error:
            errors += 1
    return f"{len(keys)} upserts, {errors} errors, {db['line'].count} rows"


other = sqlite3.connect(path, isolation_level=None)
other.execute("BEGIN IMMEDIATE")
db = Database(sqlite3.connect(path, timeout=0.1))
try:
    db["line"].upsert({"id": "a", "amount": "1.00"}, pk="id")
except sqlite3.OperationalError as error:
    print("during the lock:", type(error).__name__, error)
other.execute("ROLLBACK")
print("after the lock:", upserts(db, "bcd"))
print("a new Database on the same file:", upserts(Database(sqlite3.connect(path)), "bcd"))
PYTHON

seen=$("$folder/venv/bin/python" "$folder/upserts.py" "$folder/ledger.db")
echo "$seen"
diff <(echo "$seen") <(grep -A3 '^# Seen:' "$0" | tail -n 3 | sed 's/^#   //')
