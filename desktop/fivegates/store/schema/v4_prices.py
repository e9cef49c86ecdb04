"""The step that adds what projections need: price books and the scenarios of an initiative.

A price that is not known is NULL, never zero.
"""

from typing import Final

from fivegates.store.schema.v2_money import plain_decimal


def _from_nought(column: str) -> str:
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
    input TEXT CHECK {_from_nought("input")},
    output TEXT CHECK {_from_nought("output")},
    cached TEXT CHECK {_from_nought("cached")},
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
    value_per_unit TEXT CHECK {_from_nought("value_per_unit")},
    fixed TEXT CHECK {_from_nought("fixed")},
    other_unit_cost TEXT CHECK {_from_nought("other_unit_cost")},
    model TEXT NOT NULL CHECK (length(model) <= 4000),
    price_change TEXT CHECK {plain_decimal("price_change")},
    turns TEXT CHECK {_from_nought("turns")},
    tokens_in TEXT CHECK {_from_nought("tokens_in")},
    tokens_out TEXT CHECK {_from_nought("tokens_out")},
    context_growth TEXT CHECK {_from_nought("context_growth")},
    retry_rate TEXT CHECK {_from_nought("retry_rate")},
    cache_hit_rate TEXT CHECK {_from_nought("cache_hit_rate")},
    review_share TEXT CHECK {_from_nought("review_share")},
    review_minutes TEXT CHECK {_from_nought("review_minutes")},
    hourly_rate TEXT CHECK {_from_nought("hourly_rate")},
    step_capacity INTEGER CHECK (step_capacity > 0),
    step_cost TEXT CHECK {_from_nought("step_cost")},
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
    low TEXT NOT NULL CHECK {_from_nought("low")},
    high TEXT NOT NULL CHECK {_from_nought("high")}
) STRICT;
CREATE UNIQUE INDEX scenario_bounds_once ON scenario_bounds (scenario_id, driver);
"""
