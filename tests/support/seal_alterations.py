"""Tampers, one by one, with every column and row that a final review rests on.

Each alteration drops the triggers and restores them afterwards; `check` must report it.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from builders import portfolio
from harm import Figures
from panels import AGREE, panel_of, small_case
from sealing import SEALED_AT, with_finals, with_review
from stored import fill

from fivegates.actions.file import check
from fivegates.actions.file.check import check_portfolio
from fivegates.domain.errors import UserError
from fivegates.domain.review.review import Score
from fivegates.store.file.opening import create_file

OF_FINALS = (
    *("review", "score", "review_verdict", "gate_verdict", "seal"),
    *("panel", "ballot", "ballot_score", "settlement"),
)
"""Tables in which the rows of a final review may not change."""

BESIDE = (
    "initiative",
    "evidence",
    "change",
    "action",
    "decision",
    "condition",
    "threshold",
    "cost",
    "usage",
    "benefit",
    "forecast",
    "scenario",
    "scenario_bounds",
    "rate",
    "price_book",
    "price",
    "rubric",
)
"""Tables whose rows may change; `check` reports that."""

NOT_SEALED = {
    ("initiative", "archived"),
    ("rubric", "name"),
    ("cost", "fingerprint"),
    ("usage", "fingerprint"),
    ("benefit", "fingerprint"),
}
"""Columns that no paper prints: by the fingerprints an import knows its lines again."""

_VALUES = (
    "{0} || 'x'",
    "date({0}, '-1 day')",
    "{0} + 1",
    "1 - {0}",
    "replace({0}, '1', '2')",
    "replace({0}, '0', '9')",
    "NULL",
    "'x'",
    "'[\"x\"]'",
    "'2026-01-01'",
    "1",
    "'1.5'",
    "'EUR'",
)

_CONTROLS = ("UPDATE portfolio SET title = title || '!', marking = 'none'",)
"""What README says is not sealed: to find it altered would be as wrong."""


def sealed_file(path: Path) -> Path:
    """A portfolio with two final reviews, one of them by a panel, and all kinds of records."""
    of = portfolio()
    review, case = of.records[0].reviews[1], small_case()
    panel = panel_of(of.records[0], case, AGREE, AGREE, settled=(Score("test", 3, rationale="Seen."),))
    agreed = replace(review, panel=replace(panel, questions=("Who?",), agreed=SEALED_AT))
    with closing(create_file(path)) as file:
        fill(file, with_finals(with_review(of, (0, 1), agreed), [(0, 0), (0, 1)]))
    return path


def alter_everything(folder: Path) -> Figures:
    """Make each alteration alone; a violation is one that `check` does not report."""
    original = sealed_file(folder / "sealed.fivegates")
    assert _said(original) == "", _said(original)
    figures, path = Figures(), folder / "altered.fivegates"
    for name, statements in _alterations(original):
        path.write_bytes(original.read_bytes())
        if not _altered(path, statements):
            continue
        figures.count(name.split(".")[0])
        if not _said(path):
            figures.violations.append(f"{name} changed unnoticed")
    for statement in _CONTROLS:
        path.write_bytes(original.read_bytes())
        assert _altered(path, (statement,))
        if said := _said(path):
            figures.violations.append(f"{statement}: {said}")
    return figures


def unnoticed_without_the_chain(folder: Path) -> int:
    """The control: how many alterations pass where the chain is not compared."""
    with (
        patch.object(check, "first_fault", lambda *_: None),
        patch.object(check, "since_sealed", lambda *_: ()),
    ):
        (folder / "control").mkdir()
        return len(alter_everything(folder / "control").violations)


def _said(path: Path) -> str:
    """The message of a check; empty where it finds nothing."""
    try:
        since = check_portfolio(path).since
    except UserError as error:
        return str(error)
    return "; ".join(str(what.template) for each in since for what in each.what)


def _alterations(original: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each alteration by name, with alternative statements; the first that succeeds is used."""
    with closing(sqlite3.connect(original)) as found:
        for table in (*OF_FINALS, *BESIDE):
            (definition,) = found.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
            for _, column, *_ in found.execute(f"PRAGMA table_info('{table}')").fetchall():
                if column == "id" or (table, column) in NOT_SEALED:
                    continue
                yield f"{table}.{column}", tuple(_updates(table, column, definition))
            which = f"SELECT rowid FROM {table} LIMIT 1" if "WITHOUT ROWID" not in definition else ""
            where = f"WHERE rowid = ({which})" if which else "WHERE true"
            yield f"{table}. a row gone", (f"DELETE FROM {table} {where}",)


def _updates(table: str, column: str, definition: str) -> Iterator[str]:
    """Statements that give a column another value."""
    (own,) = re.findall(rf"^ *{column} .*?(?=^ *\w+ [A-Z]|\Z)", definition, re.MULTILINE | re.DOTALL)[:1] or (
        "",
    )
    words = [f"'{word}'" for word in re.findall(r"'([a-z-]+)'", own)]
    for value in (*words, *_VALUES):
        new = value.format(f'"{column}"')
        yield f'UPDATE {table} SET "{column}" = {new} WHERE "{column}" IS NOT {new}'


def _altered(path: Path, statements: tuple[str, ...]) -> bool:
    """Make the first alteration that the columns allow, without guards; whether there was one."""
    with closing(sqlite3.connect(path, isolation_level=None)) as found:
        guards = found.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            found.execute(f"DROP TRIGGER {name}")
        made = any(_made(found, statement) for statement in statements)
        for _, sql in guards:
            found.execute(sql)
    return made


def _made(found: sqlite3.Connection, statement: str) -> bool:
    with suppress(sqlite3.Error):
        return found.execute(statement).rowcount > 0
    return False
