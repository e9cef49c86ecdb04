"""The step that adds the risk class of an initiative, with the answers from which it follows."""

from typing import Final

RISK_CLASS: Final = """
CREATE TABLE risk_class (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    initiative_id INTEGER NOT NULL REFERENCES initiative (id),
    dated TEXT NOT NULL CHECK (dated IS date(dated, '+0 days') AND dated > '0001'),
    "by" TEXT NOT NULL CHECK (length("by") BETWEEN 1 AND 4000),
    reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 20000),
    scheme TEXT NOT NULL CHECK (length(scheme) BETWEEN 1 AND 400),
    version TEXT NOT NULL CHECK (length(version) BETWEEN 1 AND 400),
    level TEXT NOT NULL CHECK (length(level) BETWEEN 1 AND 400),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 4000),
    cites TEXT NOT NULL CHECK (length(cites) BETWEEN 1 AND 4000),
    applies_from TEXT CHECK (applies_from IS date(applies_from, '+0 days') AND applies_from > '0001'),
    also TEXT NOT NULL CHECK (also LIKE '[%]' AND length(also) <= 20000),
    answers TEXT NOT NULL CHECK (answers LIKE '[%]' AND length(answers) <= 100000)
) STRICT;
CREATE INDEX risk_class_of_initiative ON risk_class (initiative_id);
"""
