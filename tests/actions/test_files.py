"""Opening, copying and checking files through the actions."""

import sqlite3
from pathlib import Path
from shutil import copyfile

import pytest

from fivegates.actions.file.check import check_portfolio
from fivegates.actions.file.files import backup_folder, close_portfolio, open_portfolio, save_copy
from fivegates.actions.overview import lines
from fivegates.domain.errors import UserError

OF_DRAFTS = "review_id NOT IN (SELECT review_id FROM seal)"


@pytest.fixture
def sample(whole_sample: Path, tmp_path: Path) -> Path:
    """The sample portfolio."""
    return Path(copyfile(whole_sample, tmp_path / "sample.fivegates"))


def test_a_copy_holds_the_same(sample: Path, tmp_path: Path) -> None:
    opened = open_portfolio(sample, tmp_path / "backups")
    save_copy(opened, tmp_path / "copy.fivegates")
    copy = open_portfolio(tmp_path / "copy.fivegates", tmp_path / "backups")

    assert copy.path == tmp_path / "copy.fivegates"
    assert not copy.read_only
    assert lines(copy) == lines(opened)
    close_portfolio(copy)
    close_portfolio(opened)


def test_a_sound_file_passes_the_check(sample: Path) -> None:
    before = sample.read_bytes()
    check_portfolio(sample)
    assert sample.read_bytes() == before


def test_a_verdict_that_does_not_follow_is_named(sample: Path) -> None:
    connection = sqlite3.connect(sample)
    connection.execute(f"UPDATE gate_verdict SET state = 'open' WHERE state = 'closed' AND {OF_DRAFTS}")
    connection.commit()
    connection.close()

    with pytest.raises(UserError, match=r"sample\.fivegates.*does not follow"):
        check_portfolio(sample)


@pytest.mark.parametrize(
    ("statement", "reported"),
    [
        (
            f"UPDATE score SET criterion = 'x' WHERE criterion = 'ops-owner' AND {OF_DRAFTS}",
            r"scores\.x: “x” is not known here",
        ),
        ("UPDATE evidence SET note = char(27) WHERE id = 1", r"evidence\[0\]\.note: .*cannot be stored"),
        ("UPDATE portfolio SET rubric_version = NULL", "rubric: This file has no rubric"),
        ("UPDATE review SET dated = '1970-01-01' WHERE id = 5", r"reviews\[0\]\.date: Choose a date"),
    ],
)
def test_a_value_that_no_form_takes_is_named(sample: Path, statement: str, reported: str) -> None:
    connection = sqlite3.connect(sample)
    connection.execute(statement)
    connection.commit()
    connection.close()

    with pytest.raises(UserError, match=rf"^sample\.fivegates: .*{reported}"):
        check_portfolio(sample)


def test_backups_are_kept_in_the_users_own_data_folder() -> None:
    assert backup_folder().parts[-2:] == ("fivegates", "backups")
