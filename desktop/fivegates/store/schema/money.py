"""The steps that add money: versions 2, 4 and 7.

Version 2 adds the reporting currency, rates and the lines of the ledger. Version 4 adds what projections
need: price books and the scenarios of an initiative. Version 7 adds tokens written to a cache, and prices
that depend on the size or haste of a request. A price that is not known is NULL, never zero.
"""

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


def from_nought(column: str) -> str:
    """Require a plain decimal that is not below zero."""
    return f"{plain_decimal(column)} CHECK ({column} NOT GLOB '-*')"


PRICES: Final = f"""
CREATE TABLE price_book (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    snapshot TEXT NOT NULL CHECK (snapshot IS date(snapshot, '+0 days') AND snapshot > '0001'),
    currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    source TEXT NOT NULL CHECK (length(source) <= 20000)
) STRICT;
CREATE UNIQUE INDEX price_book_once ON price_book (snapshot, currency, source);
CREATE TABLE price (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    price_book_id INTEGER NOT NULL REFERENCES price_book (id),
    model TEXT NOT NULL CHECK (length(model) BETWEEN 1 AND 4000),
    input TEXT CHECK {from_nought("input")},
    output TEXT CHECK {from_nought("output")},
    cached TEXT CHECK {from_nought("cached")},
    provider TEXT NOT NULL CHECK (length(provider) <= 4000),
    note TEXT NOT NULL CHECK (length(note) <= 20000)
) STRICT;
CREATE UNIQUE INDEX price_of_model ON price (price_book_id, model);
CREATE TABLE scenario (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    initiative_id INTEGER NOT NULL REFERENCES initiative (id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 4000),
    volume INTEGER NOT NULL CHECK (volume > 0),
    currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    value_per_unit TEXT CHECK {from_nought("value_per_unit")},
    fixed TEXT CHECK {from_nought("fixed")},
    other_unit_cost TEXT CHECK {from_nought("other_unit_cost")},
    model TEXT NOT NULL CHECK (length(model) <= 4000),
    price_change TEXT CHECK {plain_decimal("price_change")},
    turns TEXT CHECK {from_nought("turns")},
    tokens_in TEXT CHECK {from_nought("tokens_in")},
    tokens_out TEXT CHECK {from_nought("tokens_out")},
    context_growth TEXT CHECK {from_nought("context_growth")},
    retry_rate TEXT CHECK {from_nought("retry_rate")},
    cache_hit_rate TEXT CHECK {from_nought("cache_hit_rate")},
    review_share TEXT CHECK {from_nought("review_share")},
    review_minutes TEXT CHECK {from_nought("review_minutes")},
    hourly_rate TEXT CHECK {from_nought("hourly_rate")},
    step_capacity INTEGER CHECK (step_capacity > 0),
    step_cost TEXT CHECK {from_nought("step_cost")},
    note TEXT NOT NULL CHECK (length(note) <= 20000),
    CHECK ((review_share IS NULL) = (review_minutes IS NULL)),
    CHECK ((review_share IS NULL) = (hourly_rate IS NULL)),
    CHECK ((step_capacity IS NULL) = (step_cost IS NULL))
) STRICT;
CREATE INDEX scenario_of_initiative ON scenario (initiative_id);
CREATE TABLE scenario_bounds (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    scenario_id INTEGER NOT NULL REFERENCES scenario (id),
    driver TEXT NOT NULL CHECK (driver IN (
        'volume', 'value-per-unit', 'fixed-cost', 'step-cost', 'turns', 'tokens-per-request',
        'context-growth', 'retry-rate', 'cache-hit-rate', 'price-level', 'review-unit-cost', 'review-share',
        'review-minutes', 'hourly-rate', 'other-unit-cost'
    )),
    low TEXT NOT NULL CHECK {from_nought("low")},
    high TEXT NOT NULL CHECK {from_nought("high")}
) STRICT;
CREATE UNIQUE INDEX scenario_bounds_once ON scenario_bounds (scenario_id, driver);
"""


CACHE_WRITES: Final = f"""
ALTER TABLE usage ADD COLUMN tokens_written INTEGER CHECK (tokens_written >= 0);
ALTER TABLE usage ADD COLUMN tokens_written_hour INTEGER CHECK (tokens_written_hour >= 0);
ALTER TABLE price ADD COLUMN written TEXT CHECK {from_nought("written")};
ALTER TABLE price ADD COLUMN written_hour TEXT CHECK {from_nought("written_hour")};
ALTER TABLE price ADD COLUMN per_request TEXT CHECK {from_nought("per_request")};
ALTER TABLE price ADD COLUMN terms TEXT NOT NULL DEFAULT '[]'
    CHECK (terms LIKE '[%]' AND length(terms) <= 20000);
"""
