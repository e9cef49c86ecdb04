"""The step that keeps forecasts with a probability, and stop figures that the ledger is compared with."""

from typing import Final

FORECASTS: Final = """
CREATE TABLE forecast (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    initiative_id INTEGER NOT NULL REFERENCES initiative (id),
    statement TEXT NOT NULL CHECK (length(statement) BETWEEN 1 AND 4000),
    percent INTEGER NOT NULL CHECK (percent BETWEEN 0 AND 100),
    due TEXT NOT NULL CHECK (due IS date(due, '+0 days') AND due > '0001'),
    dated TEXT NOT NULL CHECK (dated IS date(dated, '+0 days') AND dated > '0001'),
    "by" TEXT NOT NULL CHECK (length("by") BETWEEN 1 AND 4000),
    outcome TEXT NOT NULL CHECK (outcome IN ('open', 'yes', 'no')),
    resolved TEXT CHECK (resolved IS date(resolved, '+0 days') AND resolved > '0001'),
    note TEXT NOT NULL CHECK (length(note) <= 20000)
) STRICT;
CREATE INDEX forecast_of_initiative ON forecast (initiative_id, id);
ALTER TABLE threshold ADD COLUMN stop_figure TEXT CHECK (
    stop_figure IN ('unit-cost', 'run-cost', 'units', 'unit-value', 'margin', 'success-rate')
);
ALTER TABLE threshold ADD COLUMN stop_at TEXT
    CHECK (length(stop_at) BETWEEN 1 AND 100) CHECK ((stop_at IS NULL) = (stop_figure IS NULL));
ALTER TABLE threshold ADD COLUMN stop_currency TEXT
    CHECK (length(stop_currency) IN (0, 3)) CHECK ((stop_currency IS NULL) = (stop_figure IS NULL));
ALTER TABLE threshold ADD COLUMN stop_from_units INTEGER
    CHECK (stop_from_units BETWEEN 1 AND 1000000000000)
    CHECK (stop_from_units IS NULL OR stop_figure IS NOT NULL);
"""
