"""Every statement of a session is ours, or one that sqlite-utils may run in a user's file."""

import re
import sqlite3
import sys
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlite_utils
from builders import cost, evidence_for

from fivegates.actions import evidence, initiatives, ledger, scoring, search
from fivegates.actions.file import backups, exchange, transaction
from fivegates.actions.file.check import check_portfolio
from fivegates.actions.file.creation import create_portfolio, create_sample
from fivegates.actions.file.files import close_portfolio, open_portfolio, save_copy
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.recovery import recover_portfolio
from fivegates.actions.finalising import finalise_review
from fivegates.domain.economics.ledger import Ledger, UsageLine
from fivegates.domain.language import ENGLISH, Message
from fivegates.domain.review.review import Review
from fivegates.store.file.connection import database_on
from fivegates.store.records.portfolio import read_portfolio
from fivegates.store.records.reviews import read_rubric
from fivegates.store.records.rows import insert_rows

if TYPE_CHECKING:
    from types import FrameType

LIBRARY = str(Path(sqlite_utils.__file__).parent)

ALLOWED = re.compile(
    r'SELECT\b|PRAGMA (table_info|foreign_key_list)\(|SAVEPOINT |RELEASE |INSERT INTO "\w+"', re.IGNORECASE
)
"""What sqlite-utils may run by itself: it reads, guards what it runs by savepoints, and inserts rows."""


@dataclass
class Trace:
    """The statements of all connections: those that sqlite-utils made itself, and how many were ours."""

    library: list[str] = field(default_factory=list)
    ours: int = 0

    def note(self, statement: str) -> None:
        """Note a statement by who made it; what a trigger does follows from the statement that fired it."""
        if statement.startswith("--"):
            return
        frame: FrameType | None = sys._getframe(1)
        caller = frame.f_back if frame is not None and frame.f_code.co_name == "execute" else frame
        if caller is not None and caller.f_code.co_filename.startswith(LIBRARY):
            self.library.append(statement)
        else:
            self.ours += 1


@pytest.fixture
def trace(monkeypatch: pytest.MonkeyPatch) -> Trace:
    """Follow every connection that is made from here on."""
    traced = Trace()
    plain = sqlite3.connect

    def connect(*args: Any, **kwargs: Any) -> sqlite3.Connection:  # noqa: ANN401 - as sqlite3 takes them
        connection: sqlite3.Connection = plain(*args, **kwargs)
        connection.set_trace_callback(traced.note)
        return connection

    monkeypatch.setattr(sqlite3, "connect", connect)
    return traced


@pytest.mark.slow
def test_sqlite_utils_writes_nothing_of_its_own_in_a_whole_session(trace: Trace, tmp_path: Path) -> None:
    opened = create_sample(tmp_path / "sample.fivegates")
    _edit(opened)
    _copy(opened, tmp_path)
    assert search.find(opened, "storm"), "the index is read from the file"
    transaction.undo(opened)
    close_portfolio(opened)
    (backup, *_) = backups.list_backups(opened.path)
    backups.restore_backup(opened.path, backup.path)
    again = open_portfolio(opened.path, tmp_path / "backups", tmp_path / "locks")
    close_portfolio(again)
    check_portfolio(opened.path)
    recover_portfolio(opened.path, tmp_path / "recovered.fivegates", ENGLISH)
    assert [statement for statement in trace.library if not ALLOWED.match(statement)] == []
    assert any(statement.startswith("INSERT") for statement in trace.library), "imports are its own"
    assert any(statement.startswith("PRAGMA foreign_key_list") for statement in trace.library)
    assert trace.ours > 200


def _edit(opened: OpenPortfolio) -> None:
    """Add, score, undo, redo, import lines, make final, and delete."""
    drafts = [
        (record, review)
        for record in read_portfolio(opened.file).records
        for review in record.reviews
        if review.seal is None
    ]
    record, review = drafts[0]
    criterion = next(iter(review.scores))
    scoring.set_level(opened, review.id, criterion, 1)
    scoring.set_rationale(opened, review.id, criterion, "As measured.")
    evidence.add_evidence(opened, record.initiative.id, evidence_for(criterion))
    transaction.undo(opened)
    transaction.redo(opened)
    lines = Ledger(
        costs=(cost(), cost()), usage=(UsageLine(date(2026, 4, 1), 5), UsageLine(date(2026, 5, 1), 6))
    )
    ledger.add_lines(opened, {record.initiative.id: lines}, Message("Import"))
    copied = initiatives.duplicate_initiative(opened, record.initiative.id).created
    assert copied is not None
    initiatives.delete_initiative(opened, copied)
    transaction.undo(opened)
    _finalise(opened, review)


def _finalise(opened: OpenPortfolio, review: Review) -> None:
    """Answer what is left, and seal the review."""
    rubric = read_rubric(opened.file, review.rubric_id, review.rubric_version)
    for each in rubric.criteria:
        if each.id not in review.scores:
            scoring.set_level(opened, review.id, each.id, 1)
    finalise_review(opened, review.id, "R. Marsh", datetime(2026, 11, 30, tzinfo=UTC))


def _copy(opened: OpenPortfolio, folder: Path) -> None:
    """Back up, save a copy, export, and import what was exported."""
    backups.back_up_now(opened)
    save_copy(opened, folder / "copy.fivegates")
    exchange.export_json(opened, folder / "all.json")
    other = create_portfolio(folder / "imported.fivegates")
    exchange.import_json(other, folder / "all.json")
    close_portfolio(other)


def test_an_upsert_would_be_noticed(trace: Trace) -> None:
    database = database_on(sqlite3.connect(":memory:", isolation_level=None))
    database.execute("CREATE TABLE rate (id INTEGER PRIMARY KEY, source TEXT)")
    database.execute("BEGIN IMMEDIATE")
    insert_rows(database, "rate", [{"id": 1, "source": "a"}, {"id": 2, "source": "b"}])
    database.execute("COMMIT")
    assert all(map(ALLOWED.match, trace.library))
    database.table("rate").upsert({"id": 1, "source": "c"}, pk="id")
    assert not all(map(ALLOWED.match, trace.library))
    database.close()
