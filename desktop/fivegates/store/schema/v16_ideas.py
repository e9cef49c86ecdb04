"""The step that adds ideas, and the kind of an initiative."""

from typing import Final

_KINDS: Final = "('assistant', 'classifier', 'extraction', 'agent', 'vision', 'forecast', 'other')"

IDEAS: Final = f"""
ALTER TABLE initiative ADD COLUMN kind TEXT CHECK (kind IN {_KINDS});
CREATE TABLE idea (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    dated TEXT NOT NULL CHECK (dated IS date(dated, '+0 days') AND dated > '0001'),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 4000),
    problem TEXT NOT NULL CHECK (length(problem) BETWEEN 1 AND 20000),
    without_ai TEXT NOT NULL CHECK (length(without_ai) <= 20000),
    owner TEXT NOT NULL CHECK (length(owner) <= 4000),
    "by" TEXT NOT NULL CHECK (length("by") <= 4000),
    whose_time TEXT NOT NULL CHECK (length(whose_time) <= 4000),
    instead TEXT NOT NULL CHECK (length(instead) <= 20000),
    risk TEXT NOT NULL CHECK (length(risk) <= 20000),
    penalties TEXT NOT NULL CHECK (length(penalties) <= 20000),
    data TEXT NOT NULL CHECK (length(data) <= 20000),
    kind TEXT CHECK (kind IN {_KINDS}),
    state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'declined')),
    decided TEXT CHECK (decided IS date(decided, '+0 days') AND decided > '0001'),
    decided_by TEXT NOT NULL CHECK (length(decided_by) <= 4000),
    reason TEXT NOT NULL CHECK (length(reason) <= 20000),
    initiative TEXT NOT NULL COLLATE NOCASE CHECK (length(initiative) <= 32)
) STRICT;
"""
