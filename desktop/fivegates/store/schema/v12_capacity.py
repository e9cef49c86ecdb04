"""The step that keeps what the capacity plan is made of: at most one row, with people and dependencies."""

from typing import Final

CAPACITY: Final = """
CREATE TABLE capacity (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    total_tenths INTEGER CHECK (total_tenths BETWEEN 0 AND 100000),
    until TEXT CHECK (until IS date(until, '+0 days') AND until > '0001'),
    aim TEXT NOT NULL CHECK (aim IN ('value', 'initiatives', 'least-cost')),
    at_least INTEGER CHECK (at_least >= 0),
    unassigned_tenths INTEGER CHECK (unassigned_tenths BETWEEN 0 AND 100000),
    per_unit INTEGER CHECK (per_unit >= 0),
    sharing TEXT NOT NULL CHECK (sharing IN ('actions', 'causes', 'nothing'))
) STRICT;
CREATE TABLE capacity_owner (
    capacity_id INTEGER NOT NULL REFERENCES capacity (id),
    number INTEGER NOT NULL CHECK (number > 0),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 4000),
    days_tenths INTEGER NOT NULL CHECK (days_tenths BETWEEN 0 AND 100000),
    PRIMARY KEY (capacity_id, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE capacity_dependency (
    capacity_id INTEGER NOT NULL REFERENCES capacity (id),
    number INTEGER NOT NULL CHECK (number > 0),
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 32),
    "after" TEXT NOT NULL CHECK (length("after") BETWEEN 1 AND 32),
    PRIMARY KEY (capacity_id, number)
) STRICT, WITHOUT ROWID;
"""
