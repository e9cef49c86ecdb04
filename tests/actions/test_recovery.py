"""A recovered portfolio is judged anew, and what a check would still find is told with what was lost."""

import sqlite3
from pathlib import Path

import pytest

from fivegates.actions.file.check import check_portfolio
from fivegates.actions.file.creation import create_sample
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.file.recovery import recover_portfolio
from fivegates.domain.language import ENGLISH


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The sample portfolio."""
    path = tmp_path / "sample.fivegates"
    close_portfolio(create_sample(path))
    return path


def run_outside(path: Path, statement: str) -> None:
    """Change the file as another program would."""
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement)
    connection.close()


def test_verdicts_follow_from_what_was_kept(sample: Path, tmp_path: Path) -> None:
    run_outside(sample, "DELETE FROM gate_verdict WHERE review_id NOT IN (SELECT review_id FROM seal)")
    out = tmp_path / "out.fivegates"
    assert recover_portfolio(sample, out, ENGLISH) == ()
    check_portfolio(out)


def test_what_is_left_to_mend_is_told(sample: Path, tmp_path: Path) -> None:
    run_outside(sample, "UPDATE evidence SET criterion = 'x' WHERE id = 1")
    told = recover_portfolio(sample, tmp_path / "out.fivegates", ENGLISH)
    assert any("“x” is not known here" in line for line in told)
