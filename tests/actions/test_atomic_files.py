"""Files are written whole or not at all."""

import os
from pathlib import Path

import pytest

from fivegates.actions.file.atomic_files import read_file, require_replaceable, write_file
from fivegates.actions.file.encryption import save_encrypted
from fivegates.actions.file.files import save_copy
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.domain.errors import UserError


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return [path.name for path in folder.iterdir()]


def test_a_new_file_is_written_and_read(tmp_path: Path) -> None:
    path = tmp_path / "brief ü #1.pdf"
    write_file(path, b"whole")

    assert read_file(path, 5) == b"whole"
    assert names(tmp_path) == [path.name]


def test_an_older_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(b"older")
    path.chmod(0o600)
    write_file(path, b"newer")

    assert path.read_bytes() == b"newer"
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o002, 0o664), (0o077, 0o600)])
def test_a_new_file_has_the_mode_that_the_umask_gives(tmp_path: Path, umask: int, mode: int) -> None:
    before = os.umask(umask)
    try:
        write_file(tmp_path / "brief.pdf", b"x")
        write_file(tmp_path / "copy.fivegates-encrypted", b"x", private=True)
    finally:
        os.umask(before)
    assert (tmp_path / "brief.pdf").stat().st_mode & 0o777 == mode
    assert (tmp_path / "copy.fivegates-encrypted").stat().st_mode & 0o777 == 0o600


def test_a_private_file_is_so_whatever_it_replaces(tmp_path: Path) -> None:
    (tmp_path / "copy").write_bytes(b"older")
    (tmp_path / "copy").chmod(0o644)
    write_file(tmp_path / "copy", b"newer", private=True)
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600


def test_a_failure_keeps_the_older_file_and_leaves_no_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(b"older")

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match=r"No space left on device.*unchanged"):
        write_file(path, b"newer")
    assert path.read_bytes() == b"older"
    assert names(tmp_path) == ["brief.pdf"]


@pytest.mark.parametrize("target", ["nowhere/brief.pdf", "."])
def test_a_place_that_takes_no_file_is_reported(tmp_path: Path, target: str) -> None:
    with pytest.raises(UserError, match="was not written"):
        write_file(tmp_path / target, b"x")
    assert names(tmp_path) == []


def test_a_file_that_cannot_be_read_is_reported(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        read_file(tmp_path / "nowhere.json", 5)
    with pytest.raises(UserError, match="is not a file"):
        read_file(tmp_path, 5)


def test_of_a_large_file_no_more_is_read_than_its_reader_needs_to_refuse_it(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(2**40)

    assert read_file(path, 5) == bytes(6)


def test_a_paper_is_replaced_though_its_portfolio_was_deleted_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(b"older")
    write_file(path, b"newer", portfolio=tmp_path / "deleted.fivegates")
    assert path.read_bytes() == b"newer"


def test_a_portfolio_is_never_replaced(opened: OpenPortfolio, tmp_path: Path) -> None:
    before = opened.path.read_bytes()
    with pytest.raises(UserError, match=r"is a portfolio, and only a backup of it may take its place\."):
        write_file(opened.path, b"%PDF")
    with pytest.raises(UserError, match="is a portfolio"):
        require_replaceable(opened.path)
    assert opened.path.read_bytes() == before
    require_replaceable(tmp_path)


@pytest.mark.usefixtures("quick_passwords")
def test_an_encrypted_copy_gives_way_to_another_alone(opened: OpenPortfolio, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    save_encrypted(opened, copy, "some words that fit")
    with pytest.raises(UserError, match="is an encrypted copy of a portfolio"):
        write_file(copy, b"%PDF")
    with pytest.raises(UserError, match="exists already"):
        save_encrypted(opened, copy, "some other words")
    before = copy.read_bytes()
    save_encrypted(opened, copy, "some other words", replace=True)
    assert copy.read_bytes() != before


def test_a_copy_of_a_portfolio_replaces_no_other(opened: OpenPortfolio, tmp_path: Path) -> None:
    other = tmp_path / "other.fivegates"
    save_copy(opened, other)
    with pytest.raises(UserError, match="is a portfolio"):
        save_copy(opened, other)
