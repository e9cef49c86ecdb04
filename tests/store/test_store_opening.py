"""Opening: what is sound opens, and what is not is refused by name and stays as it was."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from builders import portfolio
from stored import KILLED, contents, needs_permissions, nobody, run_outside, sentence_of, untouched

from fivegates.domain.errors import UserError
from fivegates.store.file import connection
from fivegates.store.file.opening import check_file, create_file, open_file
from fivegates.store.records.edits import edit
from fivegates.store.records.portfolio import delete_initiative, read_portfolio
from fivegates.store.records.settings import read_settings
from fivegates.store.schema import versions

Harm = Callable[[Path], None]


def test_a_file_opens_with_what_was_saved(closed: Path, backups: Path) -> None:
    with closing(open_file(closed, backups)) as file:
        assert read_portfolio(file).settings == portfolio().settings
        assert not file.read_only


def test_opening_and_closing_changes_no_byte(closed: Path, backups: Path) -> None:
    with untouched(closed):
        open_file(closed, backups).close()
        check_file(closed).close()


def test_a_created_file_says_what_it_is(path: Path) -> None:
    create_file(path).close()
    header = path.read_bytes()[:100]
    assert header[68:72] == b"FvGt"
    assert header[60:64] == len(versions.MIGRATIONS).to_bytes(4, "big")
    assert contents(path.parent).keys() == {path.name}


def test_creating_never_overwrites(path: Path) -> None:
    path.write_bytes(b"a letter")
    with untouched(path), pytest.raises(UserError, match="exists already"):
        create_file(path)


def test_creating_in_no_folder(path: Path) -> None:
    with pytest.raises(UserError, match="cannot be created"):
        create_file(path.parent / "nowhere" / path.name)


def test_a_file_that_cannot_be_filled_is_not_left_behind(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "MIGRATIONS", ("CREATE TABLE half (id);\nNONSENSE;\n",))
    with pytest.raises(sqlite3.OperationalError):
        create_file(path)
    assert contents(path.parent) == {}


# Refusals


def empty(path: Path) -> None:
    path.write_bytes(b"")


def cut_in_the_header(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:60])


def cut_in_half(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def overwritten_pages(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:16384] = b"\xff" * (16384 - 4096)
    path.write_bytes(data)


def overwritten_schema(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[100:1000] = b"\xa5" * 900
    path.write_bytes(data)


def letter(path: Path) -> None:
    path.write_bytes(b"Dear board,\n" * 50)


def other_database(path: Path) -> None:
    path.unlink()
    run_outside(path, "CREATE TABLE notes (text)", "PRAGMA application_id = 7")


def unmarked_database(path: Path) -> None:
    run_outside(path, "PRAGMA application_id = 0")


def newer(path: Path) -> None:
    run_outside(path, "PRAGMA user_version = 999")


def no_version(path: Path) -> None:
    run_outside(path, "PRAGMA user_version = 0")


def negative_version(path: Path) -> None:
    run_outside(path, "PRAGMA user_version = -1")


def dangling_reference(path: Path) -> None:
    run_outside(path, "PRAGMA foreign_keys = OFF", "UPDATE evidence SET initiative_id = 77")


def no_settings(path: Path) -> None:
    run_outside(path, "DELETE FROM portfolio")


def no_revision(path: Path) -> None:
    run_outside(path, "DELETE FROM revision")


REFUSALS = [
    (empty, "is empty"),
    (cut_in_the_header, "is damaged"),
    (cut_in_half, "is damaged"),
    (overwritten_pages, "is damaged"),
    (overwritten_schema, "is damaged"),
    (letter, "is not a Fivegates portfolio"),
    (other_database, "is not a Fivegates portfolio"),
    (unmarked_database, "is not a Fivegates portfolio"),
    (newer, f"file version 999; this one knows {len(versions.MIGRATIONS)}"),
    (no_version, "is damaged"),
    (negative_version, "is damaged"),
    (dangling_reference, "is damaged"),
    (no_settings, "is damaged"),
    (no_revision, "is damaged"),
]


@pytest.mark.parametrize(("harm", "expected"), REFUSALS)
def test_a_refused_file_is_named_and_left_as_it_was(
    closed: Path, backups: Path, harm: Harm, expected: str
) -> None:
    harm(closed)
    with untouched(closed), pytest.raises(UserError) as refused:
        open_file(closed, backups)
    reported = sentence_of(refused.value, [closed.name])
    assert expected in reported
    assert "left as it is" in reported or "was changed" in reported


@pytest.mark.parametrize(("harm", "expected"), REFUSALS)
def test_a_check_refuses_the_same(closed: Path, harm: Harm, expected: str) -> None:
    harm(closed)
    with untouched(closed), pytest.raises(UserError) as refused:
        check_file(closed)
    assert expected in sentence_of(refused.value, [closed.name])


def test_a_file_that_is_not_there(path: Path, backups: Path) -> None:
    with pytest.raises(UserError, match="cannot be found"):
        open_file(path, backups)


def test_a_folder_is_no_file(path: Path, backups: Path) -> None:
    path.mkdir()
    with pytest.raises(UserError, match="not a file"):
        open_file(path, backups)


@pytest.mark.skipif(os.name != "posix", reason="named pipes are POSIX")
def test_a_pipe_is_refused_without_waiting_for_it(path: Path, backups: Path) -> None:
    os.mkfifo(path)
    with pytest.raises(UserError, match="not a file"):
        open_file(path, backups)


def test_a_file_beyond_all_size(closed: Path, backups: Path) -> None:
    os.truncate(closed, 5 * 1024**3)
    with pytest.raises(UserError, match="too large"):
        open_file(closed, backups)


def test_only_a_full_check_reads_the_indexes(closed: Path, backups: Path) -> None:
    with closing(sqlite3.connect(closed)) as found:
        root = found.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'change_of_initiative'"
        ).fetchone()[0]
    data = bytearray(closed.read_bytes())
    cells = slice((root - 1) * 4096 + 8, root * 4096)
    entry = data[cells].rstrip(b"\0")[-3:]
    assert entry
    data[root * 4096 - 1] ^= 2
    closed.write_bytes(data)
    open_file(closed, backups).close()
    with untouched(closed), pytest.raises(UserError, match="is damaged"):
        check_file(closed)


def flipped(path: Path, text: bytes, place: int, bit: int) -> None:
    """Turn over one bit of a text on the disk."""
    data = bytearray(path.read_bytes())
    data[data.index(text) + place] ^= bit
    path.write_bytes(data)


def test_a_date_in_which_a_bit_turned_over_is_reported_as_damage(closed: Path, backups: Path) -> None:
    """Python's SQLite checks such a constraint on writing alone."""
    with closing(open_file(closed, backups)) as file:
        file.connection.execute("UPDATE initiative SET target_go_live = '2026-09-01' WHERE id = 1")
        file.refresh_revision()
    flipped(closed, b"2026-09-01", 8, 0x04)
    with pytest.raises(UserError, match="is damaged"), closing(open_file(closed, backups)) as file:
        read_portfolio(file)


@pytest.mark.parametrize("text", [b"CREATE TABLE scenario", b"CREATE TABLE review_verdict"])
@pytest.mark.parametrize("place", [0, 5, 16])
def test_a_schema_in_which_a_bit_turned_over_is_reported_as_damage(
    closed: Path, backups: Path, text: bytes, place: int
) -> None:
    flipped(closed, text, place, 0x80)
    reported = r"is damaged|no Fivegates made"
    with untouched(closed), pytest.raises(UserError, match=reported):
        open_file(closed, backups)
    with untouched(closed), pytest.raises(UserError, match=reported):
        check_file(closed)


# Other programs


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)


@pytest.mark.usefixtures("_impatient")
def test_a_file_that_another_program_holds(closed: Path, backups: Path) -> None:
    with closing(sqlite3.connect(closed, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UserError, match=r"in use by another program\. Nothing was changed") as refused:
            open_file(closed, backups)
        sentence_of(refused.value, [closed.name])


def test_a_file_that_another_program_only_reads(closed: Path, backups: Path) -> None:
    with closing(sqlite3.connect(closed, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM portfolio").fetchall()
        open_file(closed, backups).close()


def test_statistics_of_another_program_do_no_harm(closed: Path, backups: Path) -> None:
    run_outside(closed, "ANALYZE")
    open_file(closed, backups).close()


def test_write_ahead_logging_is_left(closed: Path, backups: Path) -> None:
    run_outside(closed, "PRAGMA journal_mode = WAL")
    with closing(open_file(closed, backups)) as file:
        assert file.connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"


@pytest.fixture
def half_saved(closed: Path) -> Path:
    """A portfolio whose program died while it saved."""
    subprocess.run([sys.executable, "-c", KILLED, str(closed)], check=False)
    assert Path(f"{closed}-journal").stat().st_size
    return closed


def test_a_half_saved_edit_is_taken_back(half_saved: Path, backups: Path) -> None:
    with closing(open_file(half_saved, backups)) as file:
        assert read_settings(file) == portfolio().settings
    assert contents(half_saved.parent).keys() == {half_saved.name}


def test_a_file_that_was_not_wholly_created_is_empty(path: Path, backups: Path) -> None:
    """Its program died after the last page was written, and before the journal was deleted."""
    journal = Path(f"{path}-journal")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.execute(f"PRAGMA application_id = {versions.APPLICATION_ID}")
        connection.execute("CREATE TABLE rubric (id TEXT)")
        connection.execute("INSERT INTO rubric SELECT hex(zeroblob(90000))")
        kept = journal.read_bytes()
        connection.execute("COMMIT")
    journal.write_bytes(kept)
    with pytest.raises(UserError, match="is empty, so there is no portfolio to open"):
        open_file(path, backups)


def test_a_check_leaves_a_half_saved_file_as_it_is(half_saved: Path) -> None:
    with untouched(half_saved), pytest.raises(UserError, match="half saved") as refused:
        check_file(half_saved)
    sentence_of(refused.value, [half_saved.name, "Open it in Fivegates"])


# Files that may only be read


@needs_permissions
@pytest.mark.parametrize(("of_file", "of_folder"), [(0o444, 0o777), (0o666, 0o555)])
def test_what_cannot_be_written_opens_for_reading(
    shared: Path, backups: Path, of_file: int, of_folder: int
) -> None:
    shared.chmod(of_file)
    shared.parent.chmod(of_folder)
    with untouched(shared), nobody(), closing(open_file(shared, backups)) as file:
        assert file.read_only
        assert read_settings(file) == portfolio().settings
        with pytest.raises(UserError, match="cannot be written"), edit(file) as transaction:
            delete_initiative(transaction, 1)


@needs_permissions
def test_a_link_to_where_nothing_can_be_written_opens_for_reading(shared: Path, backups: Path) -> None:
    shared.chmod(0o666)
    shared.parent.chmod(0o555)
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        link = Path(folder) / "link.fivegates"
        link.symlink_to(shared)
        with untouched(shared), nobody(), closing(open_file(link, backups)) as file:
            assert file.read_only


@needs_permissions
def test_what_cannot_be_read(shared: Path, backups: Path) -> None:
    shared.chmod(0)
    shared.parent.chmod(0o755)
    with nobody(), pytest.raises(UserError, match="cannot be read: Permission denied"):
        open_file(shared, backups)
