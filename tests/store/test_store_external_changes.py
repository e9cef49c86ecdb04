"""A file that is moved, deleted, replaced or rewritten while it is open: noticed, and nothing is lost."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import initiative
from stored import contents, dump, run_outside

from fivegates.domain.errors import FileRefusalError, Remedy, UserError
from fivegates.store.backups.backup import save_copy
from fivegates.store.file.external_changes import ExternalState, accept_changes, external_state
from fivegates.store.file.opening import check_file
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.edits import edit
from fivegates.store.records.initiative_table import INITIATIVE
from fivegates.store.records.overview import read_overview

Harm = Callable[[Path], object]


def add(file: PortfolioFile, code: str = "NEW") -> None:
    """Add an initiative."""
    with edit(file) as transaction:
        INITIATIVE.insert(transaction, initiative(code))


def move(path: Path) -> None:
    path.rename(path.with_name("moved.fivegates"))


def delete(path: Path) -> None:
    path.unlink()


def replace_by_an_equal(path: Path) -> None:
    copy = path.with_name("copy")
    shutil.copyfile(path, copy)
    copy.rename(path)


def rename_the_folder(path: Path) -> None:
    path.parent.rename(path.parent.with_name("renamed"))


@pytest.mark.parametrize("harm", [move, delete, replace_by_an_equal, rename_the_folder])
def test_a_file_that_is_not_ours_any_more_is_not_written_to(
    file: PortfolioFile, tmp_path: Path, harm: Harm
) -> None:
    add(file)
    harm(file.path)
    now = contents(file.path.parent) if file.path.parent.exists() else {}
    assert external_state(file) is ExternalState.GONE
    with pytest.raises(FileRefusalError, match="moved, renamed, deleted or replaced") as refused:
        add(file, "LOST")
    assert refused.value.remedy is Remedy.SAVE_COPY
    assert (contents(file.path.parent) if file.path.parent.exists() else {}) == now
    save_copy(file, tmp_path / "saved.fivegates")
    saved = check_file(tmp_path / "saved.fivegates")
    assert dump(saved) == dump(file)
    saved.close()


def test_a_file_that_came_back_is_ours_again(file: PortfolioFile) -> None:
    moved = file.path.with_name("moved.fivegates")
    file.path.rename(moved)
    assert external_state(file) is ExternalState.GONE
    moved.rename(file.path)
    add(file)


def write_over(path: Path, data: bytes) -> None:
    """Rewrite a file in its place, as some sync programs do: SQLite's own counters know nothing of it."""
    with path.open("r+b") as file:
        file.write(data)
        file.truncate()
    os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns + 10_000_000))


def test_another_copy_at_the_same_count_of_edits_is_never_edited_over(file: PortfolioFile) -> None:
    """Two computers edit copies of one file, and a sync program puts theirs in the place of ours."""
    before = file.path.read_bytes()
    add(file, "OURS")
    ours = file.path.read_bytes()
    run_outside(
        file.path,
        "UPDATE initiative SET code = 'THEIRS' WHERE code = 'OURS'",
    )
    theirs = file.path.read_bytes()
    write_over(file.path, ours)
    assert before != ours != theirs
    file.note_footprint()
    write_over(file.path, theirs)
    assert external_state(file) is ExternalState.CHANGED
    with pytest.raises(FileRefusalError, match="changed by another window or program") as refused:
        add(file, "MORE")
    assert refused.value.remedy is Remedy.RELOAD
    assert file.path.read_bytes() == theirs
    accept_changes(file)
    assert "THEIRS" in {line.initiative.code for line in read_overview(file)}
    add(file, "MORE")


def test_an_older_copy_in_its_place_is_noticed(file: PortfolioFile) -> None:
    before = file.path.read_bytes()
    add(file)
    write_over(file.path, before)
    assert external_state(file) is ExternalState.CHANGED
    accept_changes(file)
    assert len(read_overview(file)) == 2
    add(file)


def test_an_edit_by_another_program_is_noticed(file: PortfolioFile) -> None:
    run_outside(file.path, "UPDATE portfolio SET title = 'theirs'")
    assert external_state(file) is ExternalState.CHANGED


def test_what_was_only_touched_is_still_ours(file: PortfolioFile) -> None:
    add(file)
    os.utime(file.path)
    assert external_state(file) is ExternalState.IN_PLACE
    write_over(file.path, file.path.read_bytes())
    add(file, "MORE")


def test_half_of_a_file_in_its_place_is_reported_as_damage(file: PortfolioFile) -> None:
    add(file)
    data = file.path.read_bytes()
    write_over(file.path, data[: len(data) // 2])
    with pytest.raises(UserError, match="is damaged") as refused:
        add(file, "MORE")
    assert isinstance(refused.value, FileRefusalError)
    assert refused.value.remedy is Remedy.RESTORE
    assert file.path.read_bytes() == data[: len(data) // 2]


def test_our_own_edits_raise_no_alarm(file: PortfolioFile) -> None:
    connection = file.connection
    for number in range(5):
        add(file, f"N-{number}")
        with pytest.raises(UserError), edit(file) as transaction:
            INITIATIVE.update(transaction, initiative("GONE", 77))
    assert file.connection is connection
