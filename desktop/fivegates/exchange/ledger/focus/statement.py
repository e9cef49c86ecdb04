"""The statements that DuckDB runs over one file of billed rows: its aggregate, and its rows one by one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from fivegates.domain.economics.amounts import currencies
from fivegates.exchange.ledger.assignment_rules import Counted
from fivegates.exchange.ledger.focus.cells import Column, plain_tag_names
from fivegates.exchange.ledger.focus.columns import IDENTITY, TELLING
from fivegates.exchange.ledger.focus.engine import quoted_text
from fivegates.exchange.ledger.focus.groups import MOST_NAME, NAMES
from fivegates.exchange.ledger.focus.traces import MOST_MARKS
from fivegates.exchange.ledger.number_and_date_formats import NOTHING
from fivegates.exchange.ledger.preview import MOST_REFUSALS

FIGURES: Final = ("period", "tags", "amount", "billed", "quantity")
"""The cells with values of their own; those of `NAMES` follow them."""

_NUMBERS: Final = ("amount", "billed", "quantity")
_NAME_COLUMNS: Final = ", ".join(f"n_{name}" for name in NAMES)
_TEXTS: Final = ", ".join((*(f"c_{field}" for field in FIGURES), _NAME_COLUMNS))
_TOKEN_WORDS: Final = (
    ("^prompt_token$", Counted.TOKENS_PROMPT),
    ("(cach|cchd).*(writ|creat).*(1 ?h|hour)|1 ?h.*cach.*(writ|creat)", Counted.TOKENS_WRITTEN_HOUR),
    ("(cach|cchd).*(writ|creat)|(writ|creat).*cach", Counted.TOKENS_WRITTEN),
    ("cach|cchd", Counted.TOKENS_CACHED),
    ("outp|completion|output", Counted.TOKENS_OUT),
    ("inp|prompt", Counted.TOKENS_IN),
)
"""The words in a meter's name for each kind of tokens, in lower case; the first match counts."""


@dataclass(frozen=True, slots=True)
class Relation:
    """The input of a statement: its `rows` and the `line` of each, as SQL, and its columns by name."""

    rows: str
    line: str
    columns: Mapping[str, Column]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The columns to read from a relation, by field, and the tags that rules use.

    `counts` is true if a rule counts quantities, for which the model matters, `reads_token_kinds` if the rows
    state which tokens they count.
    """

    columns: Mapping[str, str]
    tags: tuple[str, ...]
    counts: bool = False
    reads_token_kinds: bool = False


def aggregate(relation: Relation, wanted: Wanted) -> str:
    """Return the SQL that groups rows by month, currency, and the other keys.

    Columns: whether the rows are to be read one by one, then month, a bit for each day, values of the tags,
    text of tags that are read in Python, names, number of rows, first line, amount, billed, quantity, digest,
    marks, and the lines of rows whose tags are read in Python.
    """
    tags = "".join(f"t_{place}, " for place in range(len(wanted.tags)))
    return f"""
        SELECT
            odd OR {_odd_group(wanted)}, date_trunc('month', moment) AS month,
            bit_or(CAST(1 AS BIGINT) << day(moment)),
            [{tags.removesuffix(", ")}], tag_text, [{_NAME_COLUMNS}],
            count(*), min(line), sum(amount), sum(billed), sum(quantity), sum(row_hash),
            min((CAST(day(moment) AS UBIGINT) << 32) | (row_hash & 4294967295), {MOST_MARKS}),
            min(CASE WHEN tag_text <> '' THEN line END, {MOST_REFUSALS})
        FROM (SELECT *, {_odd_row()} AS odd FROM ({_cells(relation, wanted)}))
        GROUP BY month, {tags} tag_text, {_NAME_COLUMNS}, odd
        """  # noqa: S608 - names of columns are quoted, and all values are ours


def rows_one_by_one(relation: Relation, wanted: Wanted, *, all_rows: bool) -> str:
    """Each row, or only those that the aggregate leaves out: line, hash, and texts, FIGURES and NAMES."""
    statement = f"SELECT line, row_hash, [{_TEXTS}] FROM ({_cells(relation, wanted)})"  # noqa: S608
    return statement if all_rows else f"{statement} WHERE {_odd_row()} OR {_odd_group(wanted)}"


def evidence(relation: Relation, wanted: Wanted) -> str:
    """The text of the cells whose styles are in question: the period, and the three figures."""
    texts = ", ".join(_text(relation, wanted, field) for field in ("period", *_NUMBERS))
    return f"SELECT {texts} FROM {relation.rows}"  # noqa: S608


def _cells(relation: Relation, wanted: Wanted) -> str:
    """The cells of each row, as text and as values."""
    found = {field: relation.columns[name] for field, name in wanted.columns.items()}
    texts = [f"{_figure_text(field, found.get(field))} AS c_{field}" for field in FIGURES]
    numbers = [
        f"{found[field].number() if field in found else 'CAST(NULL AS DECIMAL(38, 0))'} AS {field}"
        for field in _NUMBERS
    ]
    parts = [
        f"{relation.line} AS line",
        *texts,
        f"{found['period'].moment()} AS moment",
        *numbers,
        *(f"{_name(relation, wanted, name)} AS n_{name}" for name in NAMES),
        *_tags(found.get("tags"), wanted.tags),
        f"hash({_identity(relation, wanted)}) AS row_hash",
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
    """Return the SQL for one of `NAMES`."""
    if name == "model":
        return _model(relation, wanted)
    if name == "token":
        return _token(relation, wanted)
    return _text(relation, wanted, name)


def _model(relation: Relation, wanted: Wanted) -> str:
    """The model that a row names: in the details of its price, or in the tags that LiteLLM writes."""
    if not wanted.counts:
        return "''"
    details, tags = (wanted.columns.get(field) for field in ("details", "tags"))
    found = [relation.columns[details].model()] if details else []
    found += [relation.columns[tags].model_tag()] if tags else []
    return f"coalesce({', '.join((*found, chr(39) * 2))})"


def _token(relation: Relation, wanted: Wanted) -> str:
    """The kind of tokens that a row counts, by the first column that states it."""
    if not wanted.reads_token_kinds:
        return "''"
    columns = {name.casefold(): column for name, column in relation.columns.items()}
    found = [_kind_in(columns[name].tag_text()) for name in map(str.casefold, TELLING) if name in columns]
    return f"coalesce({', '.join((*found, chr(39) * 2))})"


def _kind_in(text: str) -> str:
    """The kind of tokens that a text names, or NULL."""
    cases = [
        f"WHEN regexp_matches(lower({text}), {quoted_text(words)}) THEN {quoted_text(kind.value)}"
        for words, kind in _TOKEN_WORDS
    ]
    return f"CASE {' '.join(cases)} END"


def _tags(column: Column | None, names: tuple[str, ...]) -> list[str]:
    """The values of the tags, and the text of those that are read in Python; empty where there is none."""
    if column is None or not plain_tag_names(names):
        values: tuple[str, ...] = tuple("CAST(NULL AS VARCHAR)" for _ in names)
        text = "''" if column is None else column.tag_text()
    else:
        values = column.tag_values(names)
        text = column.unread_tags(values) if names else "''"
    return [*(f"{value} AS t_{place}" for place, value in enumerate(values)), f"{text} AS tag_text"]


def _odd_row() -> str:
    """Return the SQL condition for a row with a cell that Python reads or refuses."""
    return f"""(
        moment IS NULL OR amount IS NULL OR billed IS NULL
        OR (quantity IS NULL AND c_quantity NOT IN ({_listed(NOTHING)}))
    )"""


def _odd_group(wanted: Wanted) -> str:
    """Return the SQL condition for a group whose keys Python reads or refuses."""
    lengths = [f"strlen(n_{name})" for name in NAMES]
    lengths += [f"strlen(coalesce(t_{place}, ''))" for place in range(len(wanted.tags))]
    return f"(n_currency NOT IN ({_listed(currencies())}) OR {' + '.join(lengths)} > {MOST_NAME})"


def _identity(relation: Relation, wanted: Wanted) -> str:
    """The cells that identify a row."""
    columns = {name.casefold(): column for name, column in relation.columns.items()}
    period = relation.columns[wanted.columns["period"]]
    parts = [f"coalesce(CAST({period.moment()} AS TIMESTAMP), TIMESTAMP 'epoch')"]
    parts.append(_text(relation, wanted, "charge_category"))
    parts += [columns[name].text() for name in map(str.casefold, IDENTITY) if name in columns]
    return ", ".join(parts)


def _listed(texts: frozenset[str]) -> str:
    return ", ".join(quoted_text(text) for text in sorted(texts))
