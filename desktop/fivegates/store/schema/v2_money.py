"""The step that adds money: reporting currency, rates, and the lines of the ledger."""

from typing import Final


def plain_decimal(column: str) -> str:
    """Require a plain decimal, such as `-12.50`: digits, one point among them, a minus before them."""
    return f"""({column} GLOB '*[0-9]' AND {column} NOT GLOB '*[^-.0-9]*' AND {column} NOT GLOB '?*-*'
        AND {column} NOT GLOB '*.*.*' AND {column} NOT GLOB '.*' AND {column} NOT GLOB '-.*'
        AND length({column}) <= 60)"""


MONEY: Final = f"""
ALTER TABLE portfolio
    ADD COLUMN currency TEXT NOT NULL DEFAULT 'EUR' CHECK (currency GLOB '[A-Z][A-Z][A-Z]');
CREATE TABLE rate (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    month TEXT NOT NULL CHECK (month || '-01' IS date(month || '-01', '+0 days') AND month > '0001'),
    base TEXT NOT NULL CHECK (base GLOB '[A-Z][A-Z][A-Z]'),
    quote TEXT NOT NULL CHECK (quote GLOB '[A-Z][A-Z][A-Z]' AND quote <> base),
    value TEXT NOT NULL CHECK {plain_decimal("value")} CHECK (value GLOB '*[1-9]*' AND value NOT GLOB '-*'),
    source TEXT NOT NULL CHECK (length(source) <= 20000)
) STRICT;
CREATE UNIQUE INDEX rate_of_month ON rate (month, min(base, quote), max(base, quote));
CREATE TABLE cost (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    initiative_id INTEGER NOT NULL REFERENCES initiative (id),
    dated TEXT NOT NULL CHECK (dated IS date(dated, '+0 days') AND dated > '0001'),
    category TEXT NOT NULL CHECK (category IN (
        'model and tokens', 'infrastructure', 'people', 'data', 'human review', 'licences',
        'evaluation and monitoring', 'other'
    )),
    amount TEXT NOT NULL CHECK {plain_decimal("amount")},
    currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    phase TEXT NOT NULL CHECK (phase IN ('run', 'build')),
    behaviour TEXT NOT NULL CHECK (behaviour IN ('fixed', 'variable')),
    basis TEXT NOT NULL CHECK (basis IN ('actual', 'forecast')),
    billed TEXT CHECK {plain_decimal("billed")},
    attributed INTEGER NOT NULL CHECK (attributed IN (0, 1)),
    attributed_to TEXT NOT NULL CHECK (length(attributed_to) <= 4000),
    source TEXT NOT NULL CHECK (length(source) <= 20000),
    note TEXT NOT NULL CHECK (length(note) <= 20000),
    fingerprint TEXT NOT NULL CHECK (length(fingerprint) <= 4000)
) STRICT;
CREATE INDEX cost_of_initiative ON cost (initiative_id);
CREATE UNIQUE INDEX cost_once ON cost (fingerprint, initiative_id) WHERE fingerprint <> '';
CREATE TABLE usage (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    initiative_id INTEGER NOT NULL REFERENCES initiative (id),
    dated TEXT NOT NULL CHECK (dated IS date(dated, '+0 days') AND dated > '0001'),
    units INTEGER CHECK (units >= 0),
    unit TEXT NOT NULL CHECK (length(unit) <= 4000),
    successes INTEGER CHECK (successes >= 0),
    requests INTEGER CHECK (requests >= 0),
    tokens_in INTEGER CHECK (tokens_in >= 0),
    tokens_out INTEGER CHECK (tokens_out >= 0),
    tokens_cached INTEGER CHECK (tokens_cached >= 0),
    model TEXT NOT NULL CHECK (length(model) <= 4000),
    basis TEXT NOT NULL CHECK (basis IN ('actual', 'forecast')),
    source TEXT NOT NULL CHECK (length(source) <= 20000),
    note TEXT NOT NULL CHECK (length(note) <= 20000),
    fingerprint TEXT NOT NULL CHECK (length(fingerprint) <= 4000)
) STRICT;
CREATE INDEX usage_of_initiative ON usage (initiative_id);
CREATE UNIQUE INDEX usage_once ON usage (fingerprint, initiative_id) WHERE fingerprint <> '';
CREATE TABLE benefit (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    initiative_id INTEGER NOT NULL REFERENCES initiative (id),
    dated TEXT NOT NULL CHECK (dated IS date(dated, '+0 days') AND dated > '0001'),
    amount TEXT NOT NULL CHECK {plain_decimal("amount")},
    currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    what TEXT NOT NULL CHECK (length(what) <= 4000),
    basis TEXT NOT NULL CHECK (basis IN ('actual', 'forecast')),
    source TEXT NOT NULL CHECK (length(source) <= 20000),
    note TEXT NOT NULL CHECK (length(note) <= 20000),
    fingerprint TEXT NOT NULL CHECK (length(fingerprint) <= 4000)
) STRICT;
CREATE INDEX benefit_of_initiative ON benefit (initiative_id);
CREATE UNIQUE INDEX benefit_once ON benefit (fingerprint, initiative_id) WHERE fingerprint <> '';
CREATE VIEW cost_by_month AS
SELECT initiative.code, initiative.name, substr(cost.dated, 1, 7) AS month, cost.category, cost.phase,
    cost.behaviour, cost.basis, cost.currency, round(sum(CAST(cost.amount AS REAL)), 2) AS rounded_amount
FROM cost JOIN initiative ON initiative.id = cost.initiative_id
GROUP BY initiative.id, month, cost.category, cost.phase, cost.behaviour, cost.basis, cost.currency
ORDER BY initiative.code, month, cost.category, cost.phase, cost.behaviour, cost.basis, cost.currency;
"""  # noqa: S608 - names of this file
