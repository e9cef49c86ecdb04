"""The step for consolidated views: from which files they are, and what their initiatives are called there.

A portfolio with a row in `source` is such a view. Each file's chain of final reviews is kept as it is there;
since seals are numbered once in a file of ours, the numbers of a source begin after those of the ones before.
"""

from typing import Final

CONSOLIDATION: Final = """
CREATE TABLE source (
    number INTEGER PRIMARY KEY CHECK (number > 0),
    title TEXT NOT NULL UNIQUE CHECK (length(title) BETWEEN 1 AND 4000),
    file_name TEXT NOT NULL CHECK (length(file_name) BETWEEN 1 AND 400),
    dated TEXT NOT NULL CHECK (dated IS date(dated, '+0 days') AND dated > '0001'),
    digest TEXT NOT NULL CHECK (length(digest) = 64 AND digest NOT GLOB '*[^0-9a-f]*'),
    seals INTEGER NOT NULL CHECK (seals >= 0),
    head TEXT NOT NULL CHECK (length(head) = 64 AND head NOT GLOB '*[^0-9a-f]*'),
    seals_before INTEGER NOT NULL CHECK (seals_before >= 0)
) STRICT;
CREATE TABLE consolidated (
    initiative_id INTEGER PRIMARY KEY REFERENCES initiative (id),
    source INTEGER NOT NULL REFERENCES source (number),
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 32),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 4000)
) STRICT;
"""
