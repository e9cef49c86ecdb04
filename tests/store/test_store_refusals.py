"""All refusals of the portfolio file in one table: each is provoked for real, and says what to do next."""

import ast
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from builders import initiative, two_gates
from stored import KILLED, run_outside

from fivegates.domain.errors import UserError
from fivegates.store.backups import restoring
from fivegates.store.backups.backup import back_up, save_copy
from fivegates.store.backups.restoring import restore
from fivegates.store.file import connection, disk, journals, opening, sqlite_errors
from fivegates.store.file.journals import NAMES_A_FILE
from fivegates.store.file.opening import check_file, create_file, open_file
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.edits import edit
from fivegates.store.records.initiative_table import INITIATIVE
from fivegates.store.recovery.recover import recover_file
from fivegates.store.schema import versions

STORE = Path(opening.__file__).parents[1]


@dataclass(frozen=True)
class Place:
    """Where a refusal is provoked: a closed portfolio, and folders for the rest."""

    path: Path
    backups: Path
    locks: Path
    patch: pytest.MonkeyPatch

    @property
    def other(self) -> Path:
        """Another name in a folder of its own."""
        folder = self.backups.parent / "others"
        folder.mkdir(parents=True, exist_ok=True)
        return folder / "other.fivegates"

    def open(self) -> PortfolioFile:
        return open_file(self.path, self.backups)

    def full(self, *_: object) -> None:
        raise OSError(28, "No space left on device")


@pytest.fixture
def place(closed: Path, backups: Path, locks: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)
    return Place(closed, backups, locks, monkeypatch)


def add(file: PortfolioFile) -> None:
    with edit(file) as transaction:
        INITIATIVE.insert(transaction, initiative("NEW"))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9000])


@contextmanager
def held(place: Place, how: str = "EXCLUSIVE") -> Iterator[None]:
    """Another program holds the file."""
    with closing(sqlite3.connect(place.path, isolation_level=None)) as holder:
        holder.execute(f"BEGIN {how}")
        yield
        holder.execute("ROLLBACK")


def create_over(place: Place) -> None:
    create_file(place.path)


def create_nowhere(place: Place) -> None:
    create_file(place.path.parent / "nowhere" / "new.fivegates")


def open_a_letter(place: Place) -> None:
    place.path.write_bytes(b"Dear board,\n" * 50)
    place.open()


def open_nothing(place: Place) -> None:
    place.path.write_bytes(b"")
    place.open()


def open_what_is_gone(place: Place) -> None:
    place.path.unlink()
    place.open()


def open_a_name_beyond_all_bounds(place: Place) -> None:
    check_file(place.path.with_name("x" * 5_000))


def open_beside_a_journal_that_names_a_file(place: Place) -> None:
    Path(f"{place.path}-journal").write_bytes(NAMES_A_FILE)
    place.open()


def open_a_folder(place: Place) -> None:
    place.path.unlink()
    place.path.mkdir()
    place.open()


def open_a_giant(place: Place) -> None:
    os.truncate(place.path, 5 * 1024**3)
    place.open()


def open_a_newer(place: Place) -> None:
    run_outside(place.path, "PRAGMA user_version = 999")
    place.open()


def open_a_damaged(place: Place) -> None:
    cut(place.path)
    place.open()


def open_a_foreign(place: Place) -> None:
    run_outside(place.path, "CREATE TABLE extra (id)")
    place.open()


def open_an_endless(place: Place) -> None:
    place.patch.setattr(connection, "CHECK_SECONDS", -1.0)
    check_file(place.path)


def open_what_another_holds(place: Place) -> None:
    with held(place):
        place.open()


def open_what_may_not_be_read(place: Place) -> None:
    place.patch.setattr(Path, "open", place.full)
    place.open()


def check_what_is_half_saved_for_reading(place: Place) -> None:
    place.patch.setattr(sqlite_errors, "may_save", lambda _path: False)
    check_what_is_half_saved(place)


def check_what_is_half_saved(place: Place) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(place.path)], check=False)
    check_file(place.path)


def open_an_older_for_reading(place: Place) -> None:
    place.patch.setattr(
        versions, "MIGRATIONS", (*versions.MIGRATIONS, "CREATE TABLE more (id INTEGER) STRICT;\n")
    )
    place.patch.setattr(opening, "may_save", lambda _path: False)
    place.open()


def check_a_log_that_cannot_be_copied(place: Place) -> None:
    run_outside(place.path, "PRAGMA journal_mode = WAL")
    place.patch.setattr(shutil, "copyfile", place.full)
    check_file(place.path)


def edit_what_another_saves(place: Place) -> None:
    with closing(place.open()) as file, held(place, "IMMEDIATE"):
        add(file)


def edit_over_another(place: Place) -> None:
    with closing(place.open()) as file:
        run_outside(place.path, "UPDATE portfolio SET title = 'theirs'")
        add(file)


def edit_what_was_moved(place: Place) -> None:
    with closing(place.open()) as file:
        place.path.rename(place.other)
        try:
            add(file)
        finally:
            place.other.rename(place.path)


def edit_in_the_second_window(place: Place) -> None:
    with (
        closing(open_file(place.path, place.backups, place.locks)),
        closing(open_file(place.path, place.backups, place.locks)) as second,
    ):
        add(second)


def edit_on_a_full_disk(place: Place) -> None:
    with closing(place.open()) as file:
        pages = file.connection.execute("PRAGMA page_count").fetchone()[0]
        file.connection.execute(f"PRAGMA max_page_count = {pages}")
        for _ in range(200):
            with edit(file) as transaction:
                INITIATIVE.insert(transaction, replace(initiative(f"N-{_}"), summary="s" * 20_000))


def edit_what_is_for_reading(place: Place) -> None:
    with closing(PortfolioFile(place.path, read_only=True)) as file:
        file.refresh_revision()
        add(file)


def edit_what_has_too_long_a_name(place: Place) -> None:
    long = place.path.with_name(f"{'x' * 239}.fivegates")
    place.path.rename(long)
    with closing(open_file(long, place.backups)) as file:
        add(file)


def edit_what_was_damaged(place: Place) -> None:
    with closing(place.open()) as file:
        cut(place.path)
        add(file)


def copy_onto_itself(place: Place) -> None:
    with closing(place.open()) as file:
        save_copy(file, place.path)


def copy_beside_a_leftover(place: Place) -> None:
    Path(f"{place.other}-journal").write_bytes(b"of another file")
    with closing(place.open()) as file:
        save_copy(file, place.other)


def copy_nowhere(place: Place) -> None:
    with closing(place.open()) as file:
        save_copy(file, place.other.parent / "nowhere" / "copy.fivegates")


def copy_to_a_full_disk(place: Place) -> None:
    place.patch.setattr(disk, "flush", place.full)
    with closing(place.open()) as file:
        save_copy(file, place.other)


def back_up_onto_an_obstacle(place: Place) -> None:
    place.backups.parent.mkdir(parents=True, exist_ok=True)
    place.backups.write_text("in the way")
    with closing(PortfolioFile(place.path)) as file:
        back_up(file, place.backups)


def restore_under_another_window(place: Place) -> None:
    with closing(open_file(place.path, place.backups, place.locks)) as file:
        restore(place.path, back_up(file, place.backups), place.backups, place.locks)


def restore_on_a_full_disk(place: Place) -> None:
    with closing(place.open()) as file:
        made = back_up(file, place.backups)
    place.patch.setattr(restoring, "flush", place.full)
    restore(place.path, made, place.backups, place.locks)


def recover_from_nothing(place: Place) -> None:
    place.path.write_bytes(b"")
    recover_file(place.path, place.other, (two_gates(),))


def recover_what_is_made_up(place: Place) -> None:
    view = "CREATE VIEW change AS SELECT 1 AS rowid"
    run_outside(place.path, "DROP TABLE change", view)
    recover_file(place.path, place.other, (two_gates(),))


def recover_beside_a_giant(place: Place) -> None:
    place.patch.setattr(journals, "MOST_BESIDE", 0)
    Path(f"{place.path}-wal").write_bytes(bytes(place.path.stat().st_size + 1))
    recover_file(place.path, place.other, (two_gates(),))


def recover_nowhere(place: Place) -> None:
    recover_file(place.path, place.other.parent / "nowhere" / "out.fivegates", (two_gates(),))


REFUSALS = [
    (create_over, "exists already", "Choose another name"),
    (create_nowhere, "cannot be created: No such file or directory", "Choose another place"),
    (open_a_letter, "is not a Fivegates portfolio. Nothing in it was changed", "choose another file"),
    (open_nothing, "is empty, so there is no portfolio to open. It was left as it is", "go back to a backup"),
    (open_what_is_gone, "cannot be found", "go back to a backup"),
    (open_a_name_beyond_all_bounds, "there is nothing to open", "Choose another"),
    (open_beside_a_journal_that_names_a_file, "so neither was read. Nothing was changed", "move"),
    (open_a_folder, "is not a file that can be opened", "Choose another"),
    (open_a_giant, "is too large to be a portfolio. Nothing in it was changed", "choose another file"),
    (open_a_newer, "was written by a newer Fivegates", "open it with the newer program"),
    (open_a_damaged, "is damaged. It was left as it is", "go back to a backup"),
    (open_a_foreign, "has parts that no Fivegates made", "go back to a backup"),
    (open_an_endless, "took too long to examine, so it was not opened. Nothing in it", "go back to a backup"),
    (open_what_another_holds, "is in use by another program. Nothing was changed", "close it there"),
    (open_what_may_not_be_read, "cannot be read: No space left on device. Nothing", "see that you may"),
    (check_what_is_half_saved, "was left half saved", "Open it in Fivegates"),
    (check_what_is_half_saved_for_reading, "was left half saved", "copy it and the file"),
    (open_an_older_for_reading, "is of an older version and cannot be written", "copy it to where you may"),
    (check_a_log_that_cannot_be_copied, "cannot be read: No space left on device", "see to the disk"),
    (edit_what_another_saves, "in use by another program, so nothing was saved", "Close it there"),
    (edit_over_another, "Nothing was saved over it", "load it again"),
    (edit_what_was_moved, "moved, renamed, deleted or replaced", "Save a copy elsewhere"),
    (edit_in_the_second_window, "is open in another window, so nothing was", "Close it there"),
    (edit_on_a_full_disk, "The disk is full, so nothing was saved", "save a copy elsewhere"),
    (edit_what_is_for_reading, "cannot be written, so nothing was saved", "Save a copy elsewhere"),
    (edit_what_has_too_long_a_name, "is too long, so nothing was saved", "rename it, or save a copy"),
    (edit_what_was_damaged, "is damaged", "go back to a backup"),
    (copy_onto_itself, "is the portfolio itself", "Choose another name"),
    (copy_beside_a_leftover, "is there, so another program may be saving", "Choose another name"),
    (copy_nowhere, "was not written: No such file", "choose another place"),
    (copy_to_a_full_disk, "What was there before is unchanged", "choose another place"),
    (back_up_onto_an_obstacle, "cannot be used for backups", "see that you may write there"),
    (restore_under_another_window, "so nothing was restored", "Close it there"),
    (restore_on_a_full_disk, "was not restored: No space left on device", "see to the disk"),
    (recover_from_nothing, "there is nothing to recover. It was left as it is", "go back to a backup"),
    (
        recover_what_is_made_up,
        "so nothing was recovered from it. It was left as it is",
        "go back to a backup",
    ),
    (recover_beside_a_giant, "so neither was read. Nothing was changed", "close it, then try again"),
    (recover_nowhere, "It is as it was before", "choose another place"),
]
"""How it is provoked, what the sentence says happened and was kept, and what to do next."""

ELSEWHERE = {
    "The disk reported an error",  # by strace and a failing connection, in tests/faults and test_store_edits
    "The disk is full, so {file} cannot be used",  # reading asks for room only to recover a half saved edit
    "The disk is full, so {file} was not copied",  # by a disk of its own, which a test cannot make
    "{file} cannot be opened. Nothing was changed",  # a disk that went away: test_store_edits
    "{file} is damaged, so nothing was saved",  # SQLite's own finding in the middle of an edit
    "No copy of {file} can be written there",  # a folder that goes away meanwhile
    "The copy did not come out whole",  # test_store_backup
    "{file} is a consolidated view",  # tests/actions/test_consolidation
}


@pytest.mark.parametrize(
    ("provoke", "happened", "advice"), REFUSALS, ids=[row[0].__name__ for row in REFUSALS]
)
def test_a_refusal_says_what_happened_and_what_to_do(
    place: Place, provoke: Callable[[Place], None], happened: str, advice: str
) -> None:
    with pytest.raises(UserError) as refused:
        provoke(place)
    text = str(refused.value)
    assert "{" not in text
    assert happened in text
    assert advice.lower() in text.lower()


MODULES = (
    "file/opening",
    "file/inspection",
    "file/sqlite_errors",
    "file/journals",
    "backups/backup",
    "backups/restoring",
    "recovery/recover",
    "records/edits",
)


def sentences() -> Iterator[str]:
    """Every sentence by which these files of the store refuse something."""
    for name in MODULES:
        for node in ast.walk(ast.parse((STORE / f"{name}.py").read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {
                "UserError",
                "FileRefusalError",
                "gettext_noop",
            }:
                yield from (
                    arg.value
                    for arg in node.args
                    if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
                )


def test_no_refusal_is_missing_from_the_table() -> None:
    known = [happened for _, happened, _ in REFUSALS]
    missing = [
        sentence
        for sentence in sentences()
        if not any(_filled(sentence, happened) for happened in known)
        and not any(sentence.startswith(start) for start in ELSEWHERE)
        and "no longer" not in sentence  # what an edit cannot find: test_store_edits
    ]
    assert missing == []


def _filled(sentence: str, happened: str) -> bool:
    """Whether these words are of this sentence; what fills its braces comes after a colon."""
    return happened.partition(":")[0] in sentence
