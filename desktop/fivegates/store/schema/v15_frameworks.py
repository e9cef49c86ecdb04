"""The step that adds mappings to frameworks that a user has imported."""

from typing import Final

FRAMEWORKS: Final = """
CREATE TABLE framework (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    code TEXT NOT NULL COLLATE NOCASE CHECK (length(code) BETWEEN 1 AND 32),
    version TEXT NOT NULL CHECK (length(version) BETWEEN 1 AND 400),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 4000),
    source TEXT NOT NULL CHECK (length(source) BETWEEN 1 AND 20000),
    published TEXT NOT NULL CHECK (published IS date(published, '+0 days') AND published > '0001'),
    dated TEXT NOT NULL CHECK (dated IS date(dated, '+0 days') AND dated > '0001'),
    not_covered TEXT NOT NULL CHECK (length(not_covered) BETWEEN 1 AND 20000),
    UNIQUE (code, version)
) STRICT;
CREATE TABLE framework_item (
    framework_id INTEGER NOT NULL REFERENCES framework (id),
    number INTEGER NOT NULL CHECK (number > 0),
    ref TEXT NOT NULL CHECK (length(ref) BETWEEN 1 AND 400),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 4000),
    part TEXT NOT NULL CHECK (length(part) <= 4000),
    criteria TEXT NOT NULL CHECK (criteria LIKE '[%]' AND length(criteria) <= 20000),
    not_covered TEXT NOT NULL CHECK (length(not_covered) <= 20000),
    applies_from TEXT CHECK (applies_from IS date(applies_from, '+0 days') AND applies_from > '0001'),
    PRIMARY KEY (framework_id, number)
) STRICT, WITHOUT ROWID;
"""
