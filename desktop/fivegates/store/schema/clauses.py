"""Clauses that the definitions of tables have in common.

SQLite keeps a definition as it was written, and opening compares it: these never change. Dates
are text, `YYYY-MM-DD`, of the years 1 to 9999 (without `+0 days` SQLite would let 30 February pass). The
bounds on texts are well above those of the forms: they are here for files that others wrote.
"""

from typing import Final

ID: Final = "id INTEGER PRIMARY KEY CHECK (id > 0)"
OF_INITIATIVE: Final = f"""{ID},
    initiative_id INTEGER NOT NULL REFERENCES initiative (id)"""


def numbered_of(parent: str) -> str:
    """The columns by which the rows of a parent are numbered from 1."""
    return f"""{parent}_id INTEGER NOT NULL REFERENCES {parent} (id),
    number INTEGER NOT NULL CHECK (number > 0)"""


def text(most: int, *columns: str, least: int = 0) -> str:
    """Columns of text of `least` to `most` characters."""
    length = f"BETWEEN {least} AND {most}" if least else f"<= {most}"
    return _each(f"{{0}} TEXT NOT NULL CHECK (length({{0}}) {length})", columns)


def lists(*columns: str) -> str:
    """Columns of JSON lists, which no CHECK can examine: SQLite 3.40 calls json_valid unsafe here."""
    return _each("{0} TEXT NOT NULL CHECK ({0} LIKE '[%]' AND length({0}) <= 20000)", columns)


def day(column: str, null: str = " NOT NULL") -> str:
    """A column of a day; with `null` empty, of a day or nothing."""
    return f"{column} TEXT{null} CHECK ({column} IS date({column}, '+0 days') AND {column} > '0001')"


def moment(column: str) -> str:
    """A column of a moment in UTC."""
    written = f"strftime('%Y-%m-%dT%H:%M:%SZ', {column}, '+0 days')"
    return f"{column} TEXT NOT NULL CHECK ({column} IS {written} AND {column} > '0001')"


def digests(*columns: str) -> str:
    """Columns of SHA-256 digests in hexadecimal digits."""
    return _each("{0} TEXT NOT NULL CHECK (length({0}) = 64 AND {0} NOT GLOB '*[^0-9a-f]*')", columns)


def flag(column: str) -> str:
    """A column of 0 or 1."""
    return f"{column} INTEGER NOT NULL CHECK ({column} IN (0, 1))"


def counts(*columns: str) -> str:
    """Columns of whole numbers from 0, or nothing."""
    return _each("{0} INTEGER CHECK ({0} >= 0)", columns)


def currency(column: str) -> str:
    """A column of a currency of ISO 4217."""
    return f"{column} TEXT NOT NULL CHECK ({column} GLOB '[A-Z][A-Z][A-Z]')"


def plain_decimal(column: str) -> str:
    """Require a plain decimal, such as `-12.50`: digits, one point among them, a minus before them."""
    return f"""({column} GLOB '*[0-9]' AND {column} NOT GLOB '*[^-.0-9]*' AND {column} NOT GLOB '?*-*'
        AND {column} NOT GLOB '*.*.*' AND {column} NOT GLOB '.*' AND {column} NOT GLOB '-.*'
        AND length({column}) <= 60)"""


def from_nought(column: str, null: str = "") -> str:
    """A column of a plain decimal not below zero, or nothing where `null` is empty."""
    return f"{column} TEXT{null} CHECK {plain_decimal(column)} CHECK ({column} NOT GLOB '-*')"


def prices(*columns: str) -> str:
    """Columns of plain decimals not below zero, or nothing: a price that is not known is never zero."""
    return ",\n    ".join(map(from_nought, columns))


def _each(clause: str, columns: tuple[str, ...]) -> str:
    return ",\n    ".join(map(clause.format, columns))
