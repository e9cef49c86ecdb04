"""An older file becomes what a fresh one is, after a backup, in one step or not at all."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from builders import ledger, portfolio, rates
from stored import fill, needs_permissions, nobody, run_outside, untouched

from fivegates.domain.economics.ledger import Ledger
from fivegates.domain.economics.money import RateTable
from fivegates.domain.errors import UserError
from fivegates.domain.portfolio.settings import Settings
from fivegates.store.file.opening import check_file, create_file, open_file
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.edits import edit
from fivegates.store.records.ledger import insert_ledger, save_rates
from fivegates.store.records.portfolio import read_portfolio, read_record
from fivegates.store.records.settings import read_settings
from fivegates.store.schema import versions
from fivegates.store.schema.versions import migrate

CURRENT = len(versions.MIGRATIONS)

STEP = """
ALTER TABLE initiative ADD COLUMN risk TEXT NOT NULL DEFAULT 'none';
CREATE TABLE hazard (
    id INTEGER PRIMARY KEY
) STRICT;
CREATE TRIGGER decided AFTER INSERT ON hazard BEGIN
    UPDATE initiative SET risk = 'known';
END;
"""


@pytest.fixture
def _next_version(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that knows one version more than the one which wrote the file."""
    assert closed.exists()
    monkeypatch.setattr(versions, "MIGRATIONS", (*versions.MIGRATIONS, STEP))


def definitions(file: PortfolioFile) -> set[tuple[str, str]]:
    found = file.connection.execute("SELECT name, sql FROM sqlite_schema").fetchall()
    return {(row["name"], row["sql"]) for row in found}


@pytest.mark.usefixtures("_next_version")
def test_an_older_file_becomes_what_a_fresh_one_is(closed: Path, backups: Path, tmp_path: Path) -> None:
    with (
        closing(open_file(closed, backups)) as old,
        closing(create_file(tmp_path / "fresh.fivegates")) as fresh,
    ):
        assert definitions(old) == definitions(fresh)
        assert old.connection.execute("PRAGMA user_version").fetchone()[0] == CURRENT + 1
        assert read_settings(old) == portfolio().settings
        assert old.connection.execute("SELECT DISTINCT risk FROM initiative").fetchone()[0] == "none"
    open_file(closed, backups).close()


@pytest.mark.usefixtures("_next_version")
def test_an_older_file_is_backed_up_before_it_is_upgraded(closed: Path, backups: Path) -> None:
    before = closed.read_bytes()
    open_file(closed, backups).close()
    (backup,) = backups.iterdir()
    with closing(sqlite3.connect(backup)) as kept:
        assert kept.execute("PRAGMA user_version").fetchone()[0] == CURRENT
        assert kept.execute("SELECT count(*) FROM initiative").fetchone()[0] == 2
    assert closed.read_bytes() != before


@pytest.mark.usefixtures("_next_version")
def test_without_a_backup_nothing_is_upgraded(closed: Path, tmp_path: Path) -> None:
    obstacle = tmp_path / "backups"
    obstacle.write_text("no folder")
    with untouched(closed), pytest.raises(UserError, match="cannot be used for backups"):
        open_file(closed, obstacle)


@pytest.mark.usefixtures("_next_version")
def test_a_check_reads_an_older_file_without_upgrading_it(closed: Path) -> None:
    with untouched(closed), closing(check_file(closed)) as file:
        assert read_settings(file) == portfolio().settings


@needs_permissions
@pytest.mark.usefixtures("_next_version")
def test_an_older_file_that_cannot_be_written(shared: Path, backups: Path) -> None:
    shared.chmod(0o444)
    shared.parent.chmod(0o755)
    with untouched(shared), nobody(), pytest.raises(UserError, match="older version and cannot be written"):
        open_file(shared, backups)


@pytest.mark.parametrize("version", [CURRENT, CURRENT + 4])
def test_an_upgrade_that_another_program_made_meanwhile_is_not_made_again(
    file: PortfolioFile, version: int
) -> None:
    file.connection.execute(f"PRAGMA user_version = {version}")
    before = definitions(file)
    migrate(file.connection, versions.MIGRATIONS)
    assert file.connection.execute("PRAGMA user_version").fetchone()[0] == version
    assert definitions(file) == before


def test_a_failing_step_leaves_the_older_file_as_it_was(
    closed: Path, backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = "UPDATE evidence SET initiative_id = 99;\n"
    monkeypatch.setattr(versions, "MIGRATIONS", (*versions.MIGRATIONS, STEP, broken))
    with untouched(closed), pytest.raises(sqlite3.IntegrityError, match="broke a reference"):
        open_file(closed, backups)


def test_a_fresh_file_is_filled_through_the_same_road(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "MIGRATIONS", (*versions.MIGRATIONS, STEP))
    with closing(create_file(path)) as file:
        fill(file, portfolio())
        assert file.connection.execute("PRAGMA user_version").fetchone()[0] == CURRENT + 1


@pytest.fixture
def before_money(tmp_path: Path) -> Path:
    """A file of version 1, which knew no money, with one initiative."""
    path = tmp_path / "old.fivegates"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(versions, "MIGRATIONS", versions.MIGRATIONS[:1])
        create_file(path).close()
    run_outside(
        path,
        "INSERT INTO initiative VALUES "
        "(7, 'OLD', 'Old', '', '', '', 'poc', '[]', '[]', NULL, NULL, '', '[]', 0)",
        "UPDATE portfolio SET title = 'Kept'",
    )
    return path


def test_a_file_from_before_money_takes_a_ledger_after_its_upgrade(before_money: Path, backups: Path) -> None:
    with closing(open_file(before_money, backups)) as file:
        assert read_settings(file) == Settings("Kept", "", "", "", "EUR")
        assert read_record(file, 7).ledger == Ledger()
        with edit(file) as transaction:
            insert_ledger(transaction, 7, ledger())
            save_rates(transaction, rates())
        assert len(read_record(file, 7).ledger.costs) == 2
    (backup,) = backups.iterdir()
    with closing(sqlite3.connect(backup)) as kept:
        assert kept.execute("PRAGMA user_version").fetchone()[0] == 1
        assert kept.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'cost'").fetchone()[0] == 0


def test_a_file_from_before_money_is_checked_as_it_stands(before_money: Path) -> None:
    with untouched(before_money), closing(check_file(before_money)) as file:
        assert read_portfolio(file).rates == RateTable()
