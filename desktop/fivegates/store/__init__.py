"""The portfolio file: SQLite, reached through one `sqlite_utils.Database` around a connection of our own.

The connection is ours (`file/connection.py`), since settings and limits keep a hostile file harmless.
sqlite-utils is a layer on top of it (`database_on`). It reads rows into mappings, writes an import in
bulk, and tells repair, recovery and tests which columns, keys, references and triggers a table has. Whoever
uses its command line on a portfolio finds views that answer questions (`schema/views.py`).

It takes 93 ms to import, 256 with numpy, so it is loaded after the first window is painted, or by the first
edit: everything that is read before that goes to the connection directly. Some of its helpers are not used,
each for a reason that was measured with 4.2.1:

- `upsert`, `lookup`, `strict=True`: the first call creates and drops a table in the user's file.
- `transform`: it turns a DECIMAL column into REAL. A migration is SQL (`schema/versions.py`).
- `Table.insert` on a table WITHOUT ROWID: it stores the row, and then fails on the missing rowid.
- `atomic`: it begins DEFERRED, so that the first write may meet a lock after everything was read.
- `create`: it cannot express CHECK, COLLATE, WITHOUT ROWID and triggers, which every table of ours has.
- `analyze`: with 1,000 initiatives × 24 reviews no query got faster (the overview took 62 ms before and 77
  after it), and it writes tables of statistics into the user's file.
- A Decimal that it is given becomes a float: money is converted to text before (`records/columns.py`).
"""
