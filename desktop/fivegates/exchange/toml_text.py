"""Plain tables as the text of a TOML file."""

import json
from collections.abc import Iterator, Mapping


def table_lines(table: Mapping[str, object], path: str = "") -> Iterator[str]:
    """Print a table: its own keys, then the tables in it. JSON's texts, numbers and lists are TOML's too."""
    tables = {key: _headed_tables(f"{path}{key}", value) for key, value in table.items()}
    for key, value in table.items():
        if not tables[key]:
            yield f"{key} = {_value(value)}"
    for key, headed in tables.items():
        for header, each in headed:
            yield from ("", header, *table_lines(each, f"{path}{key}."))


def _headed_tables(path: str, value: object) -> list[tuple[str, Mapping[str, object]]]:
    """Return the tables that a value holds, each with its header; none for a plain value."""
    if isinstance(value, dict):
        return [(f"[{path}]", value)]
    rows = value if isinstance(value, list) else []
    return [(f"[[{path}]]", row) for row in rows if isinstance(row, dict)]


def _value(value: object) -> str:
    """A text, number or list; of what JSON leaves as it is, TOML forbids one character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
