"""The page on the file format and the metadata for Datasette say what is in the file."""

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from fivegates.resources import resource_path
from fivegates.store.file.connection import database_on
from fivegates.store.schema import versions

PAGE = (Path(__file__).parents[2] / "packaging" / "FILE_FORMAT.md").read_text(encoding="utf-8")
METADATA: dict[str, Any] = json.loads(resource_path("datasette-metadata.json").read_text(encoding="utf-8"))
DESCRIBED: dict[str, Any] = METADATA["databases"]["portfolio"]["tables"]
EXAMPLES = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def plain(whole_sample: Path) -> Iterator[sqlite3.Connection]:
    """The sample, as another program opens it."""
    with closing(sqlite3.connect(f"{whole_sample.as_uri()}?mode=ro", uri=True)) as connection:
        yield connection


def columns(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """The columns of every table and view."""
    database = database_on(connection)
    return {
        found.name: [column.name for column in found.columns] for found in (*database.tables, *database.views)
    }


def test_the_metadata_describe_every_table_and_column_and_no_other(plain: sqlite3.Connection) -> None:
    described = {name: sorted(table["columns"]) for name, table in DESCRIBED.items()}
    assert described == {name: sorted(found) for name, found in columns(plain).items()}


def test_every_description_is_a_sentence() -> None:
    for table in DESCRIBED.values():
        for text in (table["description"], *table["columns"].values()):
            assert re.fullmatch(r"[A-Z0-9a-z].*[.?]", text), text


def test_the_page_describes_tables_and_columns_as_the_metadata_do() -> None:
    sections = dict(re.findall(r"^### (\w+)\n\n(.*?)(?=^#|\Z)", PAGE, re.MULTILINE | re.DOTALL))
    assert sections.keys() == DESCRIBED.keys()
    for name, table in DESCRIBED.items():
        description, _, rows = sections[name].partition("\n\n")
        assert description == table["description"]
        assert dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", rows, re.MULTILINE)) == table["columns"]


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_run(plain: sqlite3.Connection, example: str) -> None:
    plain.execute(example).fetchall()


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 6


def test_the_header_is_as_the_page_says(plain: sqlite3.Connection) -> None:
    reported = dict(re.findall(r"^\| `PRAGMA (\w+)` \| (\w+)", PAGE, re.MULTILINE))
    found = {name: str(plain.execute(f"PRAGMA {name}").fetchone()[0]) for name in reported}
    assert reported == found
    assert f"describes version {len(versions.MIGRATIONS)}." in PAGE
    listed = re.findall(r"^\| (\d+) \| ", PAGE, re.MULTILINE)
    assert listed == [str(number) for number in range(1, len(versions.MIGRATIONS) + 1)]


def test_the_hash_of_a_seal_is_worked_out_as_the_page_says(plain: sqlite3.Connection) -> None:
    names = ("at", "by", "content", "number", "previous")
    quoted = ", ".join(f'"{name}"' for name in names)
    seals = plain.execute(f"SELECT hash, {quoted} FROM seal ORDER BY number").fetchall()
    assert seals
    for stored, *values in seals:
        covered = dict(zip(names, values, strict=True))
        text = json.dumps(covered, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
        assert hashlib.sha256(text.encode()).hexdigest() == stored
