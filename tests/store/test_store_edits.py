"""Edits: whole or not at all, never over somebody else's, each revertible, each fault told in words."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from builders import action_for, change, evidence_for, initiative, record, review, two_gates
from stored import contents, dump, insert_record, run_outside, sentence_of

from fivegates.domain.errors import UserError
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.portfolio.settings import Settings
from fivegates.store.file import connection
from fivegates.store.file.opening import check_file, open_file
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.edits import Edit, edit, revert
from fivegates.store.records.initiative_table import INITIATIVE
from fivegates.store.records.initiatives import ACTION, CHANGE, EVIDENCE, find_initiative
from fivegates.store.records.overview import read_overview
from fivegates.store.records.portfolio import delete_initiative, read_record
from fivegates.store.records.reviews import REVIEW, insert_rubric, read_rubric, read_rubrics
from fivegates.store.records.rows import RowChange
from fivegates.store.records.settings import read_settings, save_settings

NEW = Initiative("NEW", "A new one")


def add(file: PortfolioFile, value: Initiative = NEW) -> tuple[RowChange, ...]:
    """Add an initiative; returns what changed."""
    with edit(file) as transaction:
        INITIATIVE.insert(transaction, value)
    return tuple(transaction.rows)


@pytest.fixture
def other(file: PortfolioFile, backups: Path) -> Iterator[PortfolioFile]:
    """The same portfolio, open in another window."""
    with closing(open_file(file.path, backups)) as opened:
        yield opened


def test_an_edit_is_on_disk_at_once(file: PortfolioFile) -> None:
    add(file)
    with closing(sqlite3.connect(file.path)) as found:
        assert found.execute("SELECT name FROM initiative WHERE code = 'NEW'").fetchall() == [("A new one",)]
    assert contents(file.path.parent).keys() == {file.path.name}


def _delete_and_stop(transaction: Edit) -> None:
    delete_initiative(transaction, 1)
    raise KeyboardInterrupt


def test_whatever_is_raised_takes_the_whole_edit_back(file: PortfolioFile) -> None:
    before = dump(file)
    revision = file.revision
    with pytest.raises(KeyboardInterrupt), edit(file) as transaction:
        _delete_and_stop(transaction)
    assert dump(file) == before
    assert file.revision == file.stored_revision() == revision
    add(file)


def test_an_edit_that_changes_nothing_is_none(file: PortfolioFile) -> None:
    before = file.path.read_bytes()
    with edit(file) as transaction:
        INITIATIVE.update(transaction, read_record(file, 1).initiative)
        save_settings(transaction, read_settings(file))
        EVIDENCE.delete(transaction, 99)
    assert transaction.rows == []
    assert file.path.read_bytes() == before


def test_an_edit_counts(file: PortfolioFile) -> None:
    before = file.stored_revision()
    add(file)
    assert file.revision == file.stored_revision() == before + 1


def test_ids_are_given_by_the_file(file: PortfolioFile) -> None:
    with edit(file) as transaction:
        assert INITIATIVE.insert(transaction, NEW) == 3
    (row,) = transaction.rows
    assert (row.table, row.key, row.before) == ("initiative", (3,), None)
    assert row.after is not None
    assert row.after["name"] == "A new one"


GONE: list[Callable[[Edit], None]] = [
    lambda edit: INITIATIVE.update(edit, initiative(initiative_id=77)),
    lambda edit: EVIDENCE.update(edit, evidence_for("owner", item_id=77)),
    lambda edit: CHANGE.update(edit, replace(change(), id=77)),
    lambda edit: ACTION.update(edit, action_for("owner", action_id=77)),
    lambda edit: REVIEW.update(edit, replace(review(two_gates(), {}), id=77)),
]


@pytest.mark.parametrize("update", GONE)
def test_what_is_gone_cannot_be_saved(file: PortfolioFile, update: Callable[[Edit], None]) -> None:
    with pytest.raises(UserError, match="no longer in the portfolio"), edit(file) as transaction:
        update(transaction)


# Two at once


def test_an_edit_made_elsewhere_is_never_overwritten(file: PortfolioFile, other: PortfolioFile) -> None:
    add(other)
    with pytest.raises(UserError, match="changed by another window") as refused:
        add(file, initiative("MINE"))
    sentence_of(refused.value, [file.path.name])
    assert find_initiative(file, "MINE") is None
    file.refresh_revision()
    add(file, initiative("MINE"))
    assert len(read_overview(other)) == 4


def test_nor_is_it_undone_over(file: PortfolioFile, other: PortfolioFile) -> None:
    rows = add(file)
    other.refresh_revision()
    with edit(other) as transaction:
        INITIATIVE.update(transaction, replace(NEW, id=3, name="Renamed"))
    with pytest.raises(UserError, match="changed by another window"):
        revert(file, rows)
    file.refresh_revision()
    with pytest.raises(UserError, match="can no longer be undone"):
        revert(file, rows)
    assert read_record(file, 3).initiative.name == "Renamed"


def test_no_edit_is_lost_between_two_windows(file: PortfolioFile, other: PortfolioFile) -> None:
    saved = 0
    for number in range(20):
        window = (file, other)[number % 3 % 2]
        try:
            add(window, initiative(f"N-{number}"))
            saved += 1
        except UserError:
            window.refresh_revision()
    assert 0 < saved < 20
    assert len(read_overview(file)) == 2 + saved


def test_a_file_held_by_another_program(file: PortfolioFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)
    file.replace_connection(None)
    before = dump(file)
    with closing(sqlite3.connect(file.path, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(UserError, match="in use by another program, so nothing was saved"):
            add(file)
        holder.execute("COMMIT")
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UserError, match="in use by another program. Nothing") as refused:  # noqa: RUF043
            read_overview(file)
        sentence_of(refused.value, [file.path.name])
        holder.execute("ROLLBACK")
    assert dump(file) == before


def test_a_reader_that_holds_on_keeps_the_commit_out(
    file: PortfolioFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)
    file.replace_connection(None)
    before = dump(file)
    with closing(sqlite3.connect(file.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM review").fetchall()
        with pytest.raises(UserError, match="so nothing was saved"):
            add(file)
    assert dump(file) == before
    add(file)


# Undo and redo


def test_an_edit_is_reverted_and_done_again(file: PortfolioFile) -> None:
    before = dump(file)
    with edit(file) as transaction:
        delete_initiative(transaction, 1)
        insert_record(transaction, replace(record(), initiative=initiative("AGAIN")))
        save_settings(transaction, Settings("Other", "", "small", "1.0"))
    after = dump(file)
    inverse = revert(file, transaction.rows)
    assert dump(file) == before
    again = revert(file, inverse)
    assert dump(file) == after
    revert(file, again)
    assert dump(file) == before


def test_reverting_counts_as_an_edit(file: PortfolioFile) -> None:
    rows = add(file)
    revision = file.revision
    revert(file, rows)
    assert file.revision == file.stored_revision() == revision + 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE initiative SET name = 'Another'",
        "DELETE FROM initiative WHERE code = 'NEW'",
    ],
)
def test_what_another_program_changed_is_not_reverted(file: PortfolioFile, statement: str) -> None:
    rows = add(file)
    run_outside(file.path, statement)
    before = dump(file)
    with pytest.raises(UserError, match="changed by another window"):
        revert(file, rows)
    file.refresh_revision()
    with pytest.raises(UserError, match="can no longer be undone"):
        revert(file, rows)
    assert dump(file) == before


def test_what_came_back_is_not_inserted_twice(file: PortfolioFile) -> None:
    inverse = revert(file, add(file))
    add(file)
    with pytest.raises(UserError, match="can no longer be undone"):
        revert(file, inverse)


def test_a_rubric_imported_again_after_undo_is_read_again(file: PortfolioFile) -> None:
    first = replace(two_gates(), version="2.0")
    second = replace(first, name="Another wording")
    with edit(file) as transaction:
        insert_rubric(transaction, first)
    assert read_rubric(file, "small", "2.0") == first
    revert(file, transaction.rows)
    with pytest.raises(UserError, match="holds no rubric"):
        read_rubric(file, "small", "2.0")
    with edit(file) as transaction:
        insert_rubric(transaction, second)
    assert read_rubric(file, "small", "2.0") == second
    assert read_rubrics(file) == (two_gates(), second)


# Faults of the disk


def test_a_full_disk_keeps_what_was_there(file: PortfolioFile) -> None:
    pages = file.connection.execute("PRAGMA page_count").fetchone()[0]
    file.connection.execute(f"PRAGMA max_page_count = {pages}")
    before = dump(file)
    with pytest.raises(UserError, match="disk is full, so nothing was saved") as refused:
        add(file, replace(NEW, summary="s" * 20_000))
    sentence_of(refused.value, [file.path.name])
    assert dump(file) == before
    file.connection.execute(f"PRAGMA max_page_count = {pages + 20}")
    add(file, replace(NEW, summary="s" * 20_000))


@pytest.mark.parametrize("replaced", [False, True])
def test_a_file_that_was_moved_away_is_not_written_to(
    file: PortfolioFile, tmp_path: Path, *, replaced: bool
) -> None:
    moved = tmp_path / "moved.fivegates"
    file.path.rename(moved)
    if replaced:
        file.path.write_bytes(moved.read_bytes())
    with pytest.raises(UserError, match="was moved, renamed, deleted or replaced") as refused:
        add(file)
    sentence_of(refused.value, [file.path.name])
    check_file(moved).close()
    assert len(read_overview(file)) == 2


class FailingDisk:
    """A connection whose COMMIT reports an error of the disk, before or after it took hold."""

    def __init__(self, real: sqlite3.Connection, *, took_hold: bool, then: Callable[[], object]) -> None:
        self._real = real
        self._took_hold = took_hold
        self._then = then

    def execute(self, sql: str, values: tuple[int | str, ...] = ()) -> sqlite3.Cursor:
        if sql != "COMMIT":
            return self._real.execute(sql, values)
        if self._took_hold:
            self._real.execute(sql)
        self._then()
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
        raise error

    def __getattr__(self, name: str) -> object:
        return getattr(self._real, name)


def fail(file: PortfolioFile, *, took_hold: bool, then: Callable[[], object] = bool) -> None:
    """Put a failing disk under a file, to which this happens `then`."""
    failing = FailingDisk(connection.connect(file.path, "rw"), took_hold=took_hold, then=then)
    file.replace_connection(cast("sqlite3.Connection", failing))


def test_after_an_error_of_the_disk_a_lost_edit_is_reported(file: PortfolioFile) -> None:
    before = dump(file)
    fail(file, took_hold=False)
    with pytest.raises(UserError, match="disk reported an error, so nothing was saved"):
        add(file)
    assert dump(file) == before
    add(file)


def test_after_an_error_of_the_disk_a_saved_edit_stands(file: PortfolioFile) -> None:
    fail(file, took_hold=True)
    rows = add(file)
    assert find_initiative(file, "NEW") == 3
    revert(file, rows)
    assert find_initiative(file, "NEW") is None


def test_a_disk_that_went_away_and_comes_back(file: PortfolioFile, tmp_path: Path) -> None:
    away = tmp_path / "unplugged"
    fail(file, took_hold=False, then=lambda: file.path.parent.rename(away))
    with pytest.raises(UserError, match="this may not be saved") as refused:
        add(file)
    sentence_of(refused.value, [file.path.name])
    with pytest.raises(UserError, match="cannot be opened. Nothing was changed"):  # noqa: RUF043
        read_overview(file)
    with pytest.raises(UserError, match="so nothing was saved"):
        add(file)
    away.rename(file.path.parent)
    add(file)
    assert find_initiative(file, "NEW") == 3


def test_a_count_of_edits_that_another_program_deleted(file: PortfolioFile) -> None:
    file.connection.execute("DELETE FROM revision")
    with pytest.raises(UserError, match="is damaged"):
        file.refresh_revision()
    with pytest.raises(UserError, match="is damaged"):
        add(file)


def test_a_fault_of_our_own_is_not_dressed_up(file: PortfolioFile) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"), edit(file) as transaction:
        transaction.insert_all("nowhere", [{"id": 1}])
    with pytest.raises(sqlite3.IntegrityError), edit(file) as transaction:
        INITIATIVE.insert(transaction, initiative())
    assert not file.connection.in_transaction
