"""The statements that DuckDB runs over one file of billed rows: its aggregate, and its rows one by one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from fivegates.domain.amounts import currencies
from fivegates.exchange.focus_columns import IDENTITY
from fivegates.exchange.focus_groups import MOST_NAME, NAMES
from fivegates.exchange.focus_traces import MOST_MARKS
from fivegates.exchange.ledger.focus.cells import Column, plain_tag_names
from fivegates.exchange.ledger.focus.engine import quoted_text
from fivegates.exchange.previews import MOST_REFUSALS
from fivegates.exchange.value_styles import NOTHING

FIGURES: Final = ("period", "tags", "amount", "billed", "quantity")
"""The cells that are read for themselves; those of `NAMES` follow them."""

_TEXTS: Final = ", ".join((*(f"c_{field}" for field in FIGURES), *(f"n_{name}" for name in NAMES)))
_MODEL_PATHS: Final = ("ModelId", "ModelFamily")
_TIMES: Final = ("ChargePeriodStart", "ChargePeriodEnd")


@dataclass(frozen=True, slots=True)
class Relation:
    """What a statement reads: its `rows` and the `line` of each, as SQL, and its columns by their names."""

    rows: str
    line: str
    columns: Mapping[str, Column]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is read of a relation: the column of each field, and the tags that rules ask for."""

    columns: Mapping[str, str]
    tags: tuple[str, ...]


def aggregate(relation: Relation, wanted: Wanted) -> str:
    """One row for each group of plain rows, and one for each row that is not plain.

    Columns: month as 12 x year + month - 1, a bit for each day, values of the tags, text of tags that are
    read in Python, names, number of rows, first line, amount, billed, quantity, digest, marks, lines of rows
    whose tags are read in Python, and the texts of a row that is not plain, FIGURES and NAMES.
    """
    names = ", ".join(f"n_{name}" for name in NAMES)
    return f"""
        SELECT
            year(day) * 12 + month(day) - 1 AS month, bit_or(CAST(1 AS BIGINT) << day(day)),
            tag_values, tag_text, [{names}],
            count(*), min(line), sum(amount), sum(billed), sum(quantity), sum(row_hash),
            min((CAST(day(day) AS UBIGINT) << 32) | (row_hash & 4294967295), {MOST_MARKS}),
            min(CASE WHEN tag_text <> '' THEN line END, {MOST_REFUSALS}),
            any_value(CASE WHEN odd THEN [{_TEXTS}] END)
        FROM (SELECT *, {_odd(wanted)} AS odd FROM ({_cells(relation, wanted)}))
        GROUP BY month, tag_values, tag_text, {names}, CASE WHEN odd THEN line END
        """  # noqa: S608 - names of columns are quoted, and all values are ours


def rows_one_by_one(relation: Relation, wanted: Wanted) -> str:
    """Each row: its line, its hash, and its texts, FIGURES and NAMES."""
    return f"SELECT line, row_hash, [{_TEXTS}] FROM ({_cells(relation, wanted)})"  # noqa: S608


def evidence(relation: Relation, wanted: Wanted) -> str:
    """The text of the cells whose styles are in question: the period, and the three figures."""
    texts = ", ".join(_text(relation, wanted, field) for field in ("period", "amount", "billed", "quantity"))
    return f"SELECT {texts} FROM {relation.rows}"  # noqa: S608


def _cells(relation: Relation, wanted: Wanted) -> str:
    """What is read of each row, as text and as values."""
    found = {field: relation.columns[name] for field, name in wanted.columns.items()}
    figures = {field: found[field] if field in found else None for field in FIGURES}
    texts = [f"{_figure_text(field, column)} AS c_{field}" for field, column in figures.items()]
    values = [f"{found['period'].day()} AS day"]
    values += [
        f"{column.number() if column else 'NULL'} AS {field}"
        for field, column in figures.items()
        if field in {"amount", "billed", "quantity"}
    ]
    names = [f"{_name(relation, wanted, name)} AS n_{name}" for name in NAMES]
    parts = [
        f"{relation.line} AS line",
        *texts,
        *values,
        *names,
        *_tags(found.get("tags"), wanted.tags),
        f"hash(concat({_identity(relation, wanted)})) AS row_hash",
    ]
    return f"SELECT {', '.join(parts)} FROM {relation.rows}"  # noqa: S608


def _figure_text(field: str, column: Column | None) -> str:
    if column is None:
        return "''"
    return column.tag_text() if field == "tags" else column.text()


def _text(relation: Relation, wanted: Wanted, field: str) -> str:
    """The text of a field; empty where the file has no such column."""
    name = wanted.columns.get(field)
    return "''" if name is None else relation.columns[name].text()


def _name(relation: Relation, wanted: Wanted, name: str) -> str:
    """One of `NAMES`."""
    if name == "model":
        details = wanted.columns.get("details")
        return "''" if details is None else relation.columns[details].model(_MODEL_PATHS)
    text = _text(relation, wanted, name)
    return f"upper(trim({text}))" if name == "currency" else text


def _tags(column: Column | None, names: tuple[str, ...]) -> tuple[str, str]:
    """The values of the tags, and the text of those that are read in Python; empty where there is none."""
    if column is None or not names:
        return "CAST(NULL AS VARCHAR[]) AS tag_values", "'' AS tag_text"
    text = column.tag_text()
    if not plain_tag_names(names):
        return "CAST(NULL AS VARCHAR[]) AS tag_values", f"{text} AS tag_text"
    values = column.values(names)
    return (
        f"{values} AS tag_values",
        f"CASE WHEN {text} IN ({_listed(NOTHING)}) OR ({values}) IS NOT NULL THEN '' ELSE {text} END AS tag_text",
    )


def _odd(wanted: Wanted) -> str:
    """Whether a row is not plain: one of its cells is to be read, or refused, in Python."""
    longest = MOST_NAME
    names = " + ".join(f"strlen(n_{name})" for name in NAMES)
    tags = f" OR strlen(list_aggregate(tag_values, 'string_agg', '')) > {longest}" if wanted.tags else ""
    return f"""(
        day IS NULL OR amount IS NULL OR billed IS NULL
        OR (quantity IS NULL AND c_quantity NOT IN ({_listed(NOTHING)}))
        OR n_currency NOT IN ({_listed(currencies())}) OR {names} > {longest}{tags}
    )"""


def _identity(relation: Relation, wanted: Wanted) -> str:
    """The cells that tell what a row is for, joined so that no two rows can be taken for one another."""
    columns = {name.casefold(): column for name, column in relation.columns.items()}
    texts = [relation.columns[wanted.columns["period"]].moment(), _text(relation, wanted, "charge_category")]
    for name in IDENTITY:
        if column := columns.get(name.casefold()):
            texts.append(column.moment() if name in _TIMES else column.text())
    return ", chr(31), ".join(texts)


def _listed(texts: frozenset[str]) -> str:
    return ", ".join(quoted_text(text) for text in sorted(texts))
