"""The statement for a warehouse: it parses there, and its result has the totals of all rows."""

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from examples import slow_after
from sqlglot import exp, parse_one

from fivegates.domain.economics.ledger import CostLine, UsageLine
from fivegates.domain.errors import UserError
from fivegates.exchange.ledger.assignment_rules import Rules, read_rules
from fivegates.exchange.ledger.focus.reading import read_focus
from fivegates.exchange.ledger.focus.warehouse import TagType, Warehouse, statement, tag_types
from fivegates.exchange.ledger.preview import ImportPreview

RULES = read_rules(
    b"""\
[[rule]]
initiative = "A"
tags = ["aws:createdBy=*claims*", "a.b=*"]
meter = "*-in"
behaviour = "variable"
counts = "tokens in"

[[rule]]
initiative = "B"
service = "Models"
behaviour = "fixed"
""",
    "rules.toml",
)
COLUMNS = (
    "ChargePeriodStart,BillingCurrency,ProviderName,SubAccountName,ServiceName,ServiceCategory,ChargeCategory,"
    "ConsumedUnit,SkuMeter,EffectiveCost,BilledCost,ConsumedQuantity"
)
KINDS = [(warehouse, kind) for warehouse in Warehouse for kind in tag_types(warehouse)]


@pytest.mark.parametrize(("warehouse", "kind"), KINDS)
def test_the_statement_parses_in_its_dialect_and_keeps_the_names_of_tags(
    warehouse: Warehouse, kind: TagType
) -> None:
    found = parse_one(statement(warehouse, "shop.focus", RULES, kind), dialect=warehouse.value)

    assert isinstance(found, exp.Select)
    assert [table.sql() for table in found.find_all(exp.Table) if table.db] == ["shop.focus"]
    texts = [literal.this for literal in found.find_all(exp.Literal) if literal.is_string]
    paths = [path.sql() for path in found.find_all(exp.JSONPathKey)]
    assert sum("aws:createdBy" in text for text in [*texts, *paths]) > 1
    assert not any(text.endswith((".b", "aws")) and text != "a.b" for text in texts)


@pytest.mark.parametrize("warehouse", Warehouse)
def test_without_rules_no_tag_is_asked_for(warehouse: Warehouse) -> None:
    assert "Tags" not in statement(warehouse, "focus", Rules())


@pytest.mark.parametrize("table", ["a; drop table b", "a WHERE true", "a, b", "a JOIN b", "(", ""])
def test_what_is_no_table_is_refused(table: str) -> None:
    with pytest.raises(UserError, match="is not the name of a table"):
        statement(Warehouse.DUCKDB, table, RULES)


def test_tags_that_a_warehouse_cannot_find_are_refused() -> None:
    odd = read_rules(b"[[rule]]\ninitiative = 'A'\nbehaviour = 'fixed'\ntags = ['it\"s=x']\n", "r.toml")

    with pytest.raises(UserError, match="Tags of the type list are not known there"):
        statement(Warehouse.SNOWFLAKE, "t", RULES, TagType.LIST)
    with pytest.raises(UserError, match="has quotes in its name"):
        statement(Warehouse.DUCKDB, "t", odd)


def rows(kind: TagType) -> str:
    """Rows of two months, as a table of DuckDB has them."""
    tags = [
        {"aws:createdBy": f'claims "x" \\ {number % 2}', "a.b": "1"} if number % 3 else {}
        for number in range(60)
    ]
    details: list[dict[str, str]] = [
        {"ModelId": "large-1", "ModelFamily": "Large"},
        {"ModelFamily": "Small", "ModelVersion": "4.6"},
        {"CoreCount": "4"},
        {},
    ]
    values = ", ".join(
        f"(TIMESTAMPTZ '2026-0{number % 2 + 3}-05 01:00:00+00', 'USD', 'P', 'prod', 'Models', "
        "'AI and Machine Learning', 'Usage', "
        f"'Tokens', '{'m-in' if number % 5 else 'm-out'}', {number / 7!r}::DOUBLE, "
        f"{number}.0000000001, {number}, {_tags(tags[number], kind)}, {_tags(details[number % 4], kind)})"
        for number in range(60)
    )
    return f"(VALUES {values}) AS billed({COLUMNS}, Tags, SkuPriceDetails)"


def _tags(tags: dict[str, str], kind: TagType) -> str:
    """Tags as a literal of DuckDB."""
    if kind is TagType.JSON:
        return f"'{json.dumps(tags)}'"
    names, values = (", ".join(f"'{each}'" for each in side) for side in (tags.keys(), tags.values()))
    if kind is TagType.MAP:
        return f"MAP([{names}]::VARCHAR[], [{values}]::VARCHAR[])"
    listed = ", ".join(f"{{'key': '{name}', 'value': '{value}'}}" for name, value in tags.items())
    return f"[{listed}]::STRUCT(key VARCHAR, value VARCHAR)[]"


def reported(preview: ImportPreview) -> tuple[Sequence[object], ...]:
    """What a preview brings, but for the rows that it is made of."""
    with_tags = [(draft.initiative, draft.line) for draft in preview.drafts]
    costs = sorted(
        (owner, str(line.month), line.amount, line.billed)
        for owner, line in with_tags
        if isinstance(line, CostLine)
    )
    uses = sorted(
        (owner, str(line.month), line.model, line.tokens_in)
        for owner, line in with_tags
        if isinstance(line, UsageLine)
    )
    totals = [(str(total.month), total.currency, total.amount, total.billed) for total in preview.totals]
    return costs, uses, totals


@pytest.mark.parametrize("kind", slow_after(1, TagType))
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_its_result_imports_with_the_totals_of_all_rows(kind: TagType, form: str, tmp_path: Path) -> None:
    whole, small = tmp_path / "whole.parquet", tmp_path / f"small.{form}"
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(f"CREATE TABLE focus AS SELECT * FROM {rows(kind)}")
        connection.execute(f"COPY focus TO '{whole}' (FORMAT parquet)")
        result = statement(Warehouse.DUCKDB, "focus", RULES, kind)
        connection.execute(f"COPY ({result}) TO '{small}' (FORMAT {form})")

    of_all, of_few = read_focus([whole], RULES), read_focus([small], RULES)
    assert (of_few.rows, of_few.refused_count, of_all.rows) == (16, 0, 60)
    assert reported(of_few) == reported(of_all)
    assert sum(total.amount for total in of_all.totals) == sum(
        Decimal(repr(number / 7)) for number in range(60)
    )


@pytest.mark.parametrize(("warehouse", "kind"), KINDS)
def test_rows_that_are_counted_keep_their_model(warehouse: Warehouse, kind: TagType) -> None:
    whole = statement(warehouse, "shop.focus", RULES, kind)
    found = parse_one(whole, dialect=warehouse.value)
    texts = {literal.this for literal in found.find_all(exp.Literal) if literal.is_string}
    texts |= {str(path.this) for path in found.find_all(exp.JSONPathKey)}

    assert isinstance(found, exp.Select)
    assert {"SkuPriceDetails", "Tags"} <= {column.name for column in found.expressions}
    for name in ("ModelId", "ModelFamily", "ModelVersion", "custom_llm_provider"):
        assert sum(name in text for text in texts) > 1
    without = statement(warehouse, "shop.focus", RULES, kind, model=False)
    assert "SkuPriceDetails" not in without
    assert "custom_llm_provider" not in without


@pytest.mark.parametrize("kind", TagType)
def test_the_model_in_tags_of_litellm_is_kept(kind: TagType, tmp_path: Path) -> None:
    reported = read_rules(
        b'[[rule]]\ninitiative = "A"\nbehaviour = "fixed"\ncounts = "tokens"\n', "rules.toml"
    )
    tags = _tags({"model": "large-1", "custom_llm_provider": "ostmere"}, kind)
    small = tmp_path / "small.csv"
    with duckdb.connect() as connection:
        connection.execute(
            f"CREATE TABLE focus AS SELECT * REPLACE ({tags} AS Tags, 'input' AS SkuMeter) FROM {rows(kind)}"
        )
        connection.execute(
            f"COPY ({statement(Warehouse.DUCKDB, 'focus', reported, kind)}) TO '{small}' (FORMAT csv)"
        )
    used = [draft.line for draft in read_focus([small], reported).drafts if isinstance(draft.line, UsageLine)]

    assert {line.model for line in used} == {"large-1", "Small-4.6"}


def test_the_meter_is_kept_where_rows_tell_their_tokens() -> None:
    reported = read_rules(
        b'[[rule]]\ninitiative = "A"\nbehaviour = "fixed"\ncounts = "tokens"\n', "rules.toml"
    )

    assert "SkuMeter" in statement(Warehouse.DUCKDB, "bill", reported)
    assert "SkuMeter" not in statement(Warehouse.DUCKDB, "bill", Rules())
