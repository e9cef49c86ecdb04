"""Cells of a file as SQL for DuckDB reads them: as text, as an exact number, as a day, as tags.

A number or a day is NULL where the cell is not in the plain form of FOCUS; such rows are read in Python, cell
by cell, so nothing is ever rounded or guessed here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

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
_WHOLE_NUMBERS: Final = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")
_ZONED: Final = "TIMESTAMP WITH TIME ZONE"
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

    def day(self) -> str:
        """The day that is written, whatever its zone, or NULL."""
        cell = quoted_name(self.name)
        if self.type == _ZONED:
            return f"CAST({cell} AT TIME ZONE 'UTC' AS DATE)"
        if self.type.startswith(("DATE", "TIMESTAMP")):
            return f"CAST({cell} AS DATE)"
        text = self.text()
        return _when(
            f"regexp_full_match({text}, {quoted_text(_PLAIN_TIME)})", _cast(f"left({text}, 10)", "DATE")
        )

    def moment(self) -> str:
        """A time in the same words in every file: what is written, without its zone."""
        return f"replace(left({self.text()}, 19), 'T', ' ')"

    def values(self, names: Sequence[str]) -> str:
        """The values of these tags, as a list; NULL where the cell must be read in Python."""
        cell = quoted_name(self.name)
        if self.type == _TEXT:
            paths = ", ".join(quoted_text(f'$."{name}"') for name in names)
            listed = f"json_extract_string({cell}, [{paths}])"
            return _when(f"left({cell}, 1) = '{{' AND json_valid({cell})", listed)
        if self.type.startswith("MAP("):
            each = ", ".join(f"CAST({cell}[{quoted_text(name)}] AS VARCHAR)" for name in names)
            return f"[{each}]"
        return "NULL"

    def model(self, members: Sequence[str]) -> str:
        """The first of these members that the details of a price have; empty where there is none."""
        text = self.tag_text()
        found = ", ".join(f"json_extract_string({text}, {quoted_text(f'$.{name}')})" for name in members)
        return f"CASE WHEN json_valid({text}) THEN coalesce({found}, '') ELSE '' END"

    def tag_text(self) -> str:
        """The tags as text that Python reads, whatever their type."""
        cell = quoted_name(self.name)
        return self.text() if self.type == _TEXT else f"coalesce(CAST(to_json({cell}) AS VARCHAR), '')"


def plain_tag_names(names: Sequence[str]) -> bool:
    """Whether these names can stand in a path into JSON as they are."""
    return not any(sign in name for name in names for sign in '"\\')


def types_of(columns: Mapping[str, Column]) -> str:
    """The columns of a relation of text, as `read_csv` takes them."""
    listed = ", ".join(
        f"{quoted_text(column.name)}: {quoted_text(column.type)}" for column in columns.values()
    )
    return f"{{{listed}}}"


def _when(condition: str, value: str) -> str:
    return f"CASE WHEN {condition} THEN {value} END"


def _cast(text: str, kind: str) -> str:
    return f"TRY_CAST({text} AS {kind})"


def _double(cell: str) -> str:
    """A binary number as the shortest decimal that stands for it.

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
    unit = f"CAST('1e-{places}' AS DECIMAL({places}, {places}))"
    return (
        f"WHEN abs({cell}) < 1e{_DIGITS - places} AND {count} / 1e{places} = {cell} "
        f"THEN CAST(CAST({count} AS DECIMAL(16, 0)) * {unit} AS {_NUMBER})"
    )


def _keeps_digits(kind: str) -> bool:
    """Whether a decimal type fits into that of a sum."""
    if not kind.startswith("DECIMAL("):
        return False
    width, scale = (int(part) for part in kind[8:-1].split(","))
    return scale <= SCALE and width - scale <= 38 - SCALE
