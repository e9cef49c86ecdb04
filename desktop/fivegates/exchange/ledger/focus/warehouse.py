"""The SQL statement that aggregates billed rows in their warehouse, in its dialect.

Its result has the columns of FOCUS, one row for each group that an import would make, and imports like any
bill. Costs are cast from their text, so that a binary number counts as the decimal that it is shown as.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fivegates.domain.errors import UserError
from fivegates.domain.quoting import shown
from fivegates.exchange.ledger.assignment_rules import Rules
from fivegates.exchange.ledger.focus.columns import ASKED, FIELDS, MODEL_DETAILS, MODEL_TAGS
from fivegates.exchange.ledger.focus.groups import NAMES

if TYPE_CHECKING:
    from sqlglot.expressions import Expr


class Warehouse(StrEnum):
    """The supported warehouses."""

    BIGQUERY = "bigquery"
    SNOWFLAKE = "snowflake"
    ATHENA = "athena"
    SPARK = "spark"
    DUCKDB = "duckdb"


class TagType(StrEnum):
    """The type of a table's tags: JSON, a map, or a list of records with a key and a value."""

    JSON = "json"
    MAP = "map"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class _Dialect:
    """The types of text and of exact decimals, and how a tag is found, by the type of its column.

    `{column}` stands for the column, `{name}` for the name of the tag between quotes, `{path}` for `path`
    with the name in it.
    """

    text: str
    number: str
    usual: TagType
    tags: Mapping[TagType, str]
    path: str = '$."{name}"'
    backslash: bool = False

    def member(self, column: str, kind: TagType, name: str) -> str:
        """The value of a tag, or of another member of a column like Tags. Raises UserError."""
        if kind not in self.tags:
            raise UserError("Tags of the type {type} are not known there.", type=kind)
        if kind is TagType.JSON and any(sign in name for sign in "\"'\\"):
            raise UserError("The tag {name} has quotes in its name. Query it under another one.", name=name)
        path = self.path.replace("{name}", name)
        return self.tags[kind].format(column=column, name=self._quoted(name), path=self._quoted(path))

    def _quoted(self, text: str) -> str:
        """Text between quotes."""
        inner = text.replace("\\", "\\\\") if self.backslash else text
        return "'" + inner.replace("'", "\\'" if self.backslash else "''") + "'"


_DIALECTS: Final = {
    Warehouse.BIGQUERY: _Dialect(
        "STRING",
        "BIGNUMERIC",
        TagType.LIST,
        {
            TagType.LIST: "(SELECT ANY_VALUE(tag.value) FROM UNNEST({column}) AS tag WHERE tag.key = {name})",
            TagType.JSON: "JSON_VALUE({column}, {path})",
        },
        backslash=True,
    ),
    Warehouse.SNOWFLAKE: _Dialect(
        "VARCHAR",
        "NUMBER(38, 20)",
        TagType.JSON,
        {
            TagType.JSON: "CAST(GET(TRY_PARSE_JSON(CAST({column} AS VARCHAR)), {name}) AS VARCHAR)",
            TagType.MAP: "CAST(GET({column}, {name}) AS VARCHAR)",
        },
        backslash=True,
    ),
    Warehouse.ATHENA: _Dialect(
        "VARCHAR",
        "DECIMAL(38, 20)",
        TagType.MAP,
        {
            TagType.MAP: "ELEMENT_AT({column}, {name})",
            TagType.JSON: "JSON_EXTRACT_SCALAR({column}, {path})",
            TagType.LIST: "ELEMENT_AT(FILTER({column}, t -> t.key = {name}), 1).value",
        },
        path='$["{name}"]',
    ),
    Warehouse.SPARK: _Dialect(
        "STRING",
        "DECIMAL(38, 20)",
        TagType.JSON,
        {
            TagType.JSON: "GET_JSON_OBJECT({column}, {path})",
            TagType.MAP: "TRY_ELEMENT_AT({column}, {name})",
            TagType.LIST: "TRY_ELEMENT_AT(FILTER({column}, t -> t.key = {name}), 1).value",
        },
        path="$['{name}']",
        backslash=True,
    ),
    Warehouse.DUCKDB: _Dialect(
        "VARCHAR",
        "DECIMAL(38, 20)",
        TagType.JSON,
        {
            TagType.JSON: "JSON_EXTRACT_STRING({column}, {path})",
            TagType.MAP: "{column}[{name}]",
            TagType.LIST: "LIST_FILTER({column}, lambda t: t.key = {name})[1].value",
        },
    ),
}
_PERIOD: Final = "ChargePeriodStart"
_MONTH: Final = 7
_OLDER: Final = {"provider": "ProviderName"}
"""Columns by their names in FOCUS 1.0 to 1.3, which warehouses hold, where 1.4 names them otherwise."""


def tag_types(warehouse: Warehouse) -> tuple[TagType, ...]:
    """The types of tags that can be queried there, the usual one first."""
    dialect = _DIALECTS[warehouse]
    return (dialect.usual, *(each for each in dialect.tags if each is not dialect.usual))


def statement(
    warehouse: Warehouse, table: str, rules: Rules, tags: TagType | None = None, *, model: bool = True
) -> str:
    """The statement that aggregates the rows of `table` by every attribute that `rules` use.

    `tags` is the type of the columns Tags and SkuPriceDetails, the usual one there where it is None. `model`
    says whether rows that are counted are distinguished by their model, which tables before FOCUS 1.1 do not
    name. Raises UserError for a name that is no table in that dialect, and for tags of a type that is not
    known there.
    """
    from sqlglot import exp

    dialect, kind = _DIALECTS[warehouse], tags or _DIALECTS[warehouse].usual
    names = _names(rules)
    objects = {
        column: [(name, _parsed(dialect.member(column, kind, name), warehouse)) for name in members]
        for column, members in _members(rules, model=model).items()
    }
    figures = ("EffectiveCost", "BilledCost", "ConsumedQuantity")
    rows = exp.select(
        _month(dialect).as_(_PERIOD),
        *(exp.column(name) for name in names),
        *(_object(found).as_(column) for column, found in objects.items()),
        *(_exact(name, dialect).as_(name) for name in figures),
    ).from_(_table(table, warehouse))
    keys = [_PERIOD, *names, *objects]
    sums = [exp.func("SUM", exp.column(name)).as_(name) for name in figures]
    whole = exp.select(*(exp.column(key) for key in keys), *sums).from_(rows.subquery("billed"))
    return whole.group_by(*(exp.column(key) for key in keys)).sql(dialect=warehouse.value, pretty=True)


def _members(rules: Rules, *, model: bool) -> dict[str, tuple[str, ...]]:
    """The members that are kept of each column that is an object, by its name."""
    counted = rules.count and model
    tags = dict.fromkeys((*rules.tags, *(MODEL_TAGS if counted else ())))
    found = {"Tags": tuple(tags), FIELDS["details"][0]: MODEL_DETAILS if counted else ()}
    return {column: members for column, members in found.items() if members}


def _names(rules: Rules) -> list[str]:
    """The columns to group rows by: those of every import, and those that rules use."""
    asked = rules.fields | ({"meter"} if rules.reads_token_kinds else set())
    fields = [name for name in NAMES if name in FIELDS and (name not in ASKED or name in asked)]
    return [_OLDER.get(field, FIELDS[field][0]) for field in fields]


def _month(dialect: _Dialect) -> "Expr":
    """The first day of the month that is written, as text."""
    from sqlglot import exp

    text = exp.cast(exp.column(_PERIOD), dialect.text)
    month = exp.Substring(this=text, start=exp.Literal.number(1), length=exp.Literal.number(_MONTH))
    return exp.Concat(expressions=[month, exp.Literal.string("-01")], safe=False, coalesce=False)


def _exact(name: str, dialect: _Dialect) -> "Expr":
    """A figure as an exact decimal."""
    from sqlglot import exp

    return exp.cast(exp.cast(exp.column(name), dialect.text), dialect.number)


def _object(found: "list[tuple[str, Expr]]") -> "Expr":
    """Tags, or other members of an object, as a JSON object; its last member is a placeholder."""
    from sqlglot import exp

    members = [_member(name, value) for name, value in found]
    ends = exp.Literal.string("{"), exp.Literal.string('"":null}')
    return exp.Concat(expressions=[ends[0], *members, ends[1]], safe=False, coalesce=False)


def _member(name: str, value: "Expr") -> "Expr":
    """A value as a member of a JSON object; empty where a row has none."""
    from sqlglot import exp

    escaped: Expr = value
    for sign, instead in (("\\", "\\\\"), ('"', '\\"')):
        escaped = exp.func("REPLACE", escaped, exp.Literal.string(sign), exp.Literal.string(instead))
    start = exp.Literal.string(f'{json.dumps(name, ensure_ascii=False)}:"')
    text = exp.Concat(expressions=[start, escaped, exp.Literal.string('",')], safe=False, coalesce=False)
    return exp.Coalesce(this=text, expressions=[exp.Literal.string("")])


def _table(name: str, warehouse: Warehouse) -> "Expr":
    """The table as its warehouse names it. Raises UserError."""
    from sqlglot import exp

    found = _parsed(f"SELECT 1 FROM {name}", warehouse)  # noqa: S608 - parsed, and printed for its author
    source = found.args.get("from_") if isinstance(found, exp.Select) else None
    if source is None or found != exp.select("1").from_(source.this):
        raise UserError("“{table}” is not the name of a table.", table=shown(name))
    table: Expr = source.this
    return table


def _parsed(text: str, warehouse: Warehouse) -> "Expr":
    """Parse a text in the dialect of a warehouse. Raises UserError."""
    from sqlglot import parse_one
    from sqlglot.errors import SqlglotError

    try:
        return parse_one(text, dialect=warehouse.value)
    except SqlglotError as error:
        raise UserError("“{table}” is not the name of a table.", table=shown(text)) from error
