"""The SQL statement that aggregates billed rows in a warehouse, so that only its small result is imported."""

from pathlib import Path
from typing import Final

from fivegates.actions.file.atomic_files import read_file
from fivegates.exchange.ledger.assignment_rules import LARGEST_FILE, Rules, read_rules
from fivegates.exchange.ledger.focus.warehouse import TagType, Warehouse, statement, tag_types

__all__ = ["TagType", "Warehouse", "statement_for", "statement_of", "tag_types"]

_NO_RULES: Final = Rules()


def statement_for(
    warehouse: Warehouse,
    table: str,
    rules: Path | None = None,
    tags: TagType | None = None,
    *,
    model: bool = True,
) -> str:
    """The statement for the rules of a file. Raises UserError for faulty rules, and a bad table name."""
    found = _NO_RULES if rules is None else read_rules(read_file(rules, LARGEST_FILE), rules.name)
    return statement_of(warehouse, table, found, tags, model=model)


def statement_of(
    warehouse: Warehouse, table: str, rules: Rules, tags: TagType | None = None, *, model: bool = True
) -> str:
    """The statement that aggregates the rows of a table by every attribute that the rules use.

    `model` says whether counted rows are grouped by model. Raises UserError.
    """
    return statement(warehouse, table, rules, tags, model=model)
