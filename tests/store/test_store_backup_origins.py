"""The backups of one file are one set, however its path is spelled and whatever it is called later."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from fivegates.domain.errors import UserError
from fivegates.store.backups.backup import back_up, backups_of, note_origin
from fivegates.store.file.disk import own_name
from fivegates.store.file.opening import create_file, open_file
from fivegates.store.file.portfolio_file import PortfolioFile


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the backups are."""
    return tmp_path / "backups"


@pytest.fixture
def backed_up(file: PortfolioFile, folder: Path) -> Path:
    """A portfolio with one backup; its path."""
    back_up(file, folder)
    return file.path


def test_every_spelling_of_a_path_finds_the_backups(
    backed_up: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "link").symlink_to(backed_up.parent)
    (tmp_path / "other.fivegates").symlink_to(backed_up)
    monkeypatch.chdir(backed_up.parent)
    (made,) = backups_of(backed_up, folder)
    for spelled in (
        Path(backed_up.name),
        Path("..") / backed_up.parent.name / backed_up.name,
        tmp_path / "link" / backed_up.name,
        tmp_path / "other.fivegates",
    ):
        assert backups_of(spelled, folder) == [made]


def test_a_backup_by_a_link_belongs_to_the_file(backed_up: Path, folder: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.fivegates"
    link.symlink_to(backed_up)
    with closing(open_file(link, tmp_path / "elsewhere")) as by_link:
        back_up(by_link, folder)
    assert len(backups_of(backed_up, folder)) == 2


def test_a_backup_named_by_a_link_before_is_still_found(
    backed_up: Path, folder: Path, tmp_path: Path
) -> None:
    link = tmp_path / "link.fivegates"
    link.symlink_to(backed_up)
    (made,) = backups_of(backed_up, folder)
    older = folder / f"{own_name(link)} 2026-01-01 10.00.00.fivegates"
    shutil.copy(made, older)
    assert backups_of(link, folder) == [older, made]


def test_a_renamed_file_keeps_its_backups_and_its_later_ones_join_them(
    backed_up: Path, folder: Path, tmp_path: Path
) -> None:
    made = backups_of(backed_up, folder)
    renamed = backed_up.rename(backed_up.with_name("Renamed.fivegates"))
    assert backups_of(renamed, folder) == made
    with closing(open_file(renamed, tmp_path / "elsewhere")) as opened:
        back_up(opened, folder)
    assert len(backups_of(renamed, folder)) == 2


def test_a_copy_has_no_backups_yet(backed_up: Path, folder: Path) -> None:
    copy = backed_up.with_name("Copy.fivegates")
    shutil.copy(backed_up, copy)
    assert backups_of(copy, folder) == []


def test_a_new_file_with_the_numbers_of_a_deleted_one_has_no_backups(
    backed_up: Path, folder: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(backed_up)) as connection:
        connection.execute("UPDATE revision SET number = 500")
        connection.commit()
    note_origin(backed_up, folder)
    new = tmp_path / "New.fivegates"
    create_file(new).close()
    backed_up.unlink()
    (note,) = folder.with_name("backup-origins").iterdir()
    found = new.stat()
    note.write_text(
        f'{{"path": "{backed_up}", "device": {found.st_dev}, "inode": {found.st_ino}, "revision": 500}}'
    )
    assert backups_of(new, folder) == []


@pytest.mark.parametrize("text", ["", "[]", "{}", "nothing"])
def test_a_note_that_makes_no_sense_is_passed_over(backed_up: Path, folder: Path, text: str) -> None:
    made = backups_of(backed_up, folder)
    for note in folder.with_name("backup-origins").iterdir():
        note.write_text(text)
    assert backups_of(backed_up, folder) == made
    assert backups_of(backed_up.rename(backed_up.with_name("R.fivegates")), folder) == []


def test_a_file_that_cannot_be_read_keeps_its_backups_by_its_path(backed_up: Path, folder: Path) -> None:
    made = backups_of(backed_up, folder)
    backed_up.write_bytes(b"damaged")
    assert backups_of(backed_up, folder) == made
    backed_up.unlink()
    assert backups_of(backed_up, folder) == made
    note_origin(backed_up, folder)


def test_a_folder_that_is_closed_is_reported_in_words(
    backed_up: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(_folder: Path, _pattern: str) -> list[Path]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "glob", closed)
    with pytest.raises(UserError, match="cannot be used for backups: Permission denied"):
        backups_of(backed_up, Path("/closed"))


def moved_to_another_disk(path: Path, folder: Path) -> Path:
    """The file elsewhere, under other numbers of the disk."""
    folder.mkdir()
    copy = Path(shutil.copy(path, folder / path.name))
    (folder / "kept").touch()
    path.unlink()
    return copy


def test_a_file_that_was_moved_to_another_disk_keeps_its_backups(
    backed_up: Path, folder: Path, tmp_path: Path
) -> None:
    made = backups_of(backed_up, folder)
    moved = moved_to_another_disk(backed_up, tmp_path / "disk")
    assert backups_of(moved, folder) == made
    with closing(open_file(moved, tmp_path / "elsewhere")) as opened:
        back_up(opened, folder)
    again = moved_to_another_disk(moved, tmp_path / "third")
    assert len(backups_of(again, folder)) == 2


def test_a_new_file_in_the_place_of_a_moved_one_takes_no_backups_from_it(
    backed_up: Path, folder: Path, tmp_path: Path
) -> None:
    made = backups_of(backed_up, folder)
    moved = moved_to_another_disk(backed_up, tmp_path / "disk")
    create_file(backed_up).close()
    assert backups_of(moved, folder) == made


def test_a_note_of_an_earlier_version_is_reported_by_the_numbers_of_the_disk(
    backed_up: Path, folder: Path
) -> None:
    made = backups_of(backed_up, folder)
    (note,) = folder.with_name("backup-origins").iterdir()
    plain = json.loads(note.read_text())
    del plain["file_id"]
    note.write_text(json.dumps(plain))
    assert backups_of(backed_up.rename(backed_up.with_name("Renamed.fivegates")), folder) == made
