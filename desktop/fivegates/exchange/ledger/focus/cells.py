"""SQL expressions that parse a file's cells in DuckDB: text, exact numbers, days and tags.

A number or a day is NULL where the cell is not in the plain form of FOCUS; such rows are read in Python, cell
by cell, so nothing is rounded or guessed here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from fivegates.exchange.ledger.focus.columns import MODEL_DETAILS, MODEL_TAGS
from fivegates.exchange.ledger.focus.engine import quoted_name, quoted_text

SCALE: Final = 22
"""Decimals of a sum: what 38 digits leave beside the 15 before the point that an amount may have."""

_TEXT: Final = "VARCHAR"
_NUMBER: Final = f"DECIMAL(38, {SCALE})"
_DIGITS: Final = 15
_PLAIN_NUMBER: Final = (
    rf"-?[0-9]{{1,15}}(\.[0-9]{{1,{SCALE}}})?"
    r"|-?[0-9](\.[0-9]{1,16})?[eE]-0?[0-6]"
    r"|-?[0-9](\.[0-9]{1,12})?[eE]-(0?[0-9]|10)"
    r"|-?[0-9](\.[0-9]{1,15})?[eE]\+?0?[0-9]"
)
"""Numbers of which a cast to 22 decimals keeps every digit."""

_PLAIN_TIME: Final = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?"
    r"( ?(Z|UTC|[+-][0-9]{2}(:?[0-9]{2})?))?)?"
)
_FULL_LENGTH: Final = 20
"""The length of a time such as 2026-03-31T23:00:00Z, the form that FOCUS asks for."""

_WHOLE_NUMBERS: Final = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")
_ZONED: Final = "TIMESTAMP WITH TIME ZONE"
_NANOSECONDS: Final = "TIMESTAMP_NS"
_DOUBLE: Final = "DOUBLE"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a relation, and its type as DuckDB names it."""

    name: str
    type: str = _TEXT

    def text(self) -> str:
        """The cell as text; empty where there is none."""
        cell = quoted_name(self.name)
        return f"coalesce({cell if self.type == _TEXT else f'CAST({cell} AS VARCHAR)'}, '')"

    def number(self) -> str:
        """The cell as a decimal, or NULL."""
        cell = quoted_name(self.name)
        if self.type == _DOUBLE:
            return _double(cell)
        if self.type in _WHOLE_NUMBERS or _keeps_digits(self.type):
            return f"TRY_CAST({cell} AS {_NUMBER})"
        text = self.text()
        return _when(f"regexp_full_match({text}, {quoted_text(_PLAIN_NUMBER)})", _cast(text, _NUMBER))

    def moment(self) -> str:
        """The time that is written, whatever its zone, or NULL; a day is its midnight."""
        cell = quoted_name(self.name)
        if self.type == _ZONED:
            return f"make_timestamp(epoch_us({cell}))"
        if self.type == _NANOSECONDS:  # a cast would round the last of a month up to the next one
            return f"make_timestamp(epoch_ns({cell}) // 1000)"
        if self.type.startswith(("DATE", "TIMESTAMP")):
            return f"CAST({cell} AS TIMESTAMP)"
        text = self.text()
        return (
            f"CASE WHEN strlen({text}) = {_FULL_LENGTH} AND suffix({text}, 'Z') "
            f"THEN TRY_CAST({text} AS TIMESTAMP) "
            f"WHEN regexp_full_match({text}, {quoted_text(_PLAIN_TIME)}) "
            f"THEN TRY_CAST(left({text}, 19) AS TIMESTAMP) END"
        )

    def tag_values(self, names: Sequence[str]) -> tuple[str, ...]:
        """The value of each of these tags; NULL where there is none, or the cell must be read in Python."""
        cell = quoted_name(self.name)
        if self.type.startswith("MAP("):
            return tuple(f"CAST({cell}[{quoted_text(name)}] AS VARCHAR)" for name in names)
        if self.type != _TEXT:
            return tuple("CAST(NULL AS VARCHAR)" for _ in names)
        paths = [quoted_text(f'$."{name}"') for name in names]
        if len(paths) == 1:
            return (f"TRY(json_extract_string({cell}, {paths[0]}))",)
        listed = f"TRY(json_extract_string({cell}, [{', '.join(paths)}]))"
        return tuple(f"({listed})[{place}]" for place in range(1, len(paths) + 1))

    def unread_tags(self, values: Sequence[str]) -> str:
        """The text of tags that are read in Python; empty where `values` hold them, or there are none."""
        if self.type.startswith("MAP("):
            return "''"
        text = self.tag_text()
        known = " OR ".join(f"{value} IS NOT NULL" for value in values)
        plain = f"OR (starts_with({text}, '{{') AND json_valid({text}))" if self.type == _TEXT else ""
        return f"CASE WHEN {known} OR {text} = '' {plain} THEN '' ELSE {text} END"

    def model(self) -> str:
        """The model in the details of a price, by its id, or its family and version; NULL where none is."""
        text = self.tag_text()
        known, family, version = (_member(text, name) for name in MODEL_DETAILS)
        named = f"CASE WHEN {family} <> '' THEN concat_ws('-', {family}, nullif({version}, '')) END"
        return _when(f"json_valid({text})", f"coalesce(nullif({known}, ''), {named})")

    def model_tag(self) -> str:
        """The model in the tags of LiteLLM; NULL in others."""
        text = self.tag_text()
        model, provider = (_member(text, name) for name in MODEL_TAGS)
        return _when(f"json_valid({text}) AND {provider} IS NOT NULL", model)

    def tag_text(self) -> str:
        """The tags as text that Python reads, whatever their type."""
        cell = quoted_name(self.name)
        return self.text() if self.type == _TEXT else f"coalesce(CAST(to_json({cell}) AS VARCHAR), '')"


def plain_tag_names(names: Sequence[str]) -> bool:
    """True if these names need no escaping in a JSON path."""
    return not any(sign in name for name in names for sign in '"\\')


def types_of(columns: Mapping[str, Column]) -> str:
    """The columns of a relation of text, as `read_csv` takes them."""
    listed = ", ".join(
        f"{quoted_text(column.name)}: {quoted_text(column.type)}" for column in columns.values()
    )
    return f"{{{listed}}}"


def _member(text: str, name: str) -> str:
    """The text of a member of a JSON object, or of a list of objects with a key and a value."""
    member = f"json_extract_string({text}, {quoted_text(f'$.{name}')})"
    fits = f"json_extract_string(each, '$.key') = {quoted_text(name)}"
    pair = f"list_filter(json_extract({text}, '$[*]'), lambda each: {fits})[1]"
    return f"CASE WHEN starts_with({text}, '[') THEN json_extract_string({pair}, '$.value') ELSE {member} END"


def _when(condition: str, value: str) -> str:
    return f"CASE WHEN {condition} THEN {value} END"


def _cast(text: str, kind: str) -> str:
    return f"TRY_CAST({text} AS {kind})"


def _double(cell: str) -> str:
    """A binary number as the shortest decimal that equals it.

    A decimal of up to 15 digits that divides back to the same binary number is the shortest one: no two of
    them share a binary number.
    """
    scaled = " ".join(_scaled(cell, places) for places in (12, 6))
    text = f"CAST({cell} AS VARCHAR)"
    shortest = _when(f"regexp_full_match({text}, {quoted_text(_PLAIN_NUMBER)})", _cast(text, _NUMBER))
    return f"CASE {scaled} ELSE {shortest} END"


def _scaled(cell: str, places: int) -> str:
    """The branch for numbers of no more than `places` decimals and 15 digits."""
    count = f"round({cell} * 1e{places})"
    unit = f"CAST('0.{1:0{places}}' AS DECIMAL({places}, {places}))"
    return (
        f"WHEN abs({cell}) < 1e{_DIGITS - places} AND {count} / 1e{places} = {cell} "
        f"THEN CAST(CAST({count} AS DECIMAL(16, 0)) * {unit} AS {_NUMBER})"
    )


def _keeps_digits(kind: str) -> bool:
    """True if a decimal type fits into that of a sum."""
    if not kind.startswith("DECIMAL("):
        return False
    width, scale = (int(part) for part in kind[8:-1].split(","))
    return scale <= SCALE and width - scale <= 38 - SCALE
