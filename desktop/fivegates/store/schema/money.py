"""Money: version 2 adds currency, rates and the lines of the ledger, version 4 price books and scenarios.

Versions 7, 17 and 21 add columns. A price that is not known is NULL, never zero.
"""

from typing import Final

from fivegates.store.schema.clauses import (
    ID,
    OF_INITIATIVE,
    counts,
    currency,
    day,
    flag,
    from_nought,
    plain_decimal,
    prices,
    text,
)

_BASIS: Final = "basis TEXT NOT NULL CHECK (basis IN ('actual', 'forecast'))"


def _lines(table: str, columns: str) -> str:
    """A table of lines of the ledger, in which an imported line is once."""
    return f"""CREATE TABLE {table} (
    {OF_INITIATIVE},
    {day("dated")},
    {columns},
    {text(20_000, "source", "note")},
    {text(4_000, "fingerprint")}
) STRICT;
CREATE INDEX {table}_of_initiative ON {table} (initiative_id);
CREATE UNIQUE INDEX {table}_once ON {table} (fingerprint, initiative_id) WHERE fingerprint <> '';
"""


_COST: Final = f"""category TEXT NOT NULL CHECK (category IN (
        'model and tokens', 'infrastructure', 'people', 'data', 'human review', 'licences',
        'evaluation and monitoring', 'other'
    )),
    amount TEXT NOT NULL CHECK {plain_decimal("amount")},
    {currency("currency")},
    phase TEXT NOT NULL CHECK (phase IN ('run', 'build')),
    behaviour TEXT NOT NULL CHECK (behaviour IN ('fixed', 'variable')),
    {_BASIS},
    billed TEXT CHECK {plain_decimal("billed")},
    {flag("attributed")},
    {text(4_000, "attributed_to")}"""
_USAGE: Final = f"""{counts("units")},
    {text(4_000, "unit")},
    {counts("successes", "requests", "tokens_in", "tokens_out", "tokens_cached")},
    {text(4_000, "model")},
    {_BASIS}"""
_BENEFIT: Final = f"""amount TEXT NOT NULL CHECK {plain_decimal("amount")},
    {currency("currency")},
    {text(4_000, "what")},
    {_BASIS}"""

V2_LEDGER: Final = f"""
ALTER TABLE portfolio
    ADD COLUMN currency TEXT NOT NULL DEFAULT 'EUR' CHECK (currency GLOB '[A-Z][A-Z][A-Z]');
CREATE TABLE rate (
    {ID},
    month TEXT NOT NULL CHECK (month || '-01' IS date(month || '-01', '+0 days') AND month > '0001'),
    {currency("base")},
    quote TEXT NOT NULL CHECK (quote GLOB '[A-Z][A-Z][A-Z]' AND quote <> base),
    value TEXT NOT NULL CHECK {plain_decimal("value")} CHECK (value GLOB '*[1-9]*' AND value NOT GLOB '-*'),
    {text(20_000, "source")}
) STRICT;
CREATE UNIQUE INDEX rate_of_month ON rate (month, min(base, quote), max(base, quote));
{_lines("cost", _COST)}{_lines("usage", _USAGE)}{_lines("benefit", _BENEFIT)}CREATE VIEW cost_by_month AS
SELECT initiative.code, initiative.name, substr(cost.dated, 1, 7) AS month, cost.category, cost.phase,
    cost.behaviour, cost.basis, cost.currency, round(sum(CAST(cost.amount AS REAL)), 2) AS rounded_amount
FROM cost JOIN initiative ON initiative.id = cost.initiative_id
GROUP BY initiative.id, month, cost.category, cost.phase, cost.behaviour, cost.basis, cost.currency
ORDER BY initiative.code, month, cost.category, cost.phase, cost.behaviour, cost.basis, cost.currency;
"""  # noqa: S608 - names of this file

V4_PRICES: Final = f"""
CREATE TABLE price_book (
    {ID},
    {day("snapshot")},
    {currency("currency")},
    {text(20_000, "source")}
) STRICT;
CREATE UNIQUE INDEX price_book_once ON price_book (snapshot, currency, source);
CREATE TABLE price (
    {ID},
    price_book_id INTEGER NOT NULL REFERENCES price_book (id),
    {text(4_000, "model", least=1)},
    {prices("input", "output", "cached")},
    {text(4_000, "provider")},
    {text(20_000, "note")}
) STRICT;
CREATE UNIQUE INDEX price_of_model ON price (price_book_id, model);
CREATE TABLE scenario (
    {OF_INITIATIVE},
    {text(4_000, "name", least=1)},
    volume INTEGER NOT NULL CHECK (volume > 0),
    {currency("currency")},
    {prices("value_per_unit", "fixed", "other_unit_cost")},
    {text(4_000, "model")},
    price_change TEXT CHECK {plain_decimal("price_change")},
    {prices("turns", "tokens_in", "tokens_out", "context_growth", "retry_rate", "cache_hit_rate")},
    {prices("review_share", "review_minutes", "hourly_rate")},
    step_capacity INTEGER CHECK (step_capacity > 0),
    {prices("step_cost")},
    {text(20_000, "note")},
    CHECK ((review_share IS NULL) = (review_minutes IS NULL)),
    CHECK ((review_share IS NULL) = (hourly_rate IS NULL)),
    CHECK ((step_capacity IS NULL) = (step_cost IS NULL))
) STRICT;
CREATE INDEX scenario_of_initiative ON scenario (initiative_id);
CREATE TABLE scenario_bounds (
    {ID},
    scenario_id INTEGER NOT NULL REFERENCES scenario (id),
    driver TEXT NOT NULL CHECK (driver IN (
        'volume', 'value-per-unit', 'fixed-cost', 'step-cost', 'turns', 'tokens-per-request',
        'context-growth', 'retry-rate', 'cache-hit-rate', 'price-level', 'review-unit-cost', 'review-share',
        'review-minutes', 'hourly-rate', 'other-unit-cost'
    )),
    {from_nought("low", " NOT NULL")},
    {from_nought("high", " NOT NULL")}
) STRICT;
CREATE UNIQUE INDEX scenario_bounds_once ON scenario_bounds (scenario_id, driver);
"""

V7_CACHE_WRITES: Final = f"""
ALTER TABLE usage ADD COLUMN {counts("tokens_written")};
ALTER TABLE usage ADD COLUMN {counts("tokens_written_hour")};
ALTER TABLE price ADD COLUMN {prices("written")};
ALTER TABLE price ADD COLUMN {prices("written_hour")};
ALTER TABLE price ADD COLUMN {prices("per_request")};
ALTER TABLE price ADD COLUMN terms TEXT NOT NULL DEFAULT '[]'
    CHECK (terms LIKE '[%]' AND length(terms) <= 20000);
"""

V17_DAY_RATE: Final = """
ALTER TABLE portfolio ADD COLUMN day_rate TEXT CHECK (length(day_rate) BETWEEN 1 AND 100);
"""

V21_SERVICE_SHARES: Final = "".join(
    f"ALTER TABLE scenario ADD COLUMN {prices(column)};\n"
    for column in ("batch_share", "flex_share", "priority_share", "off_peak_share")
)
