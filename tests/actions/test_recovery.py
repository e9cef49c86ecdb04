"""A recovered portfolio is judged anew, and what a check would still find is told with what was lost."""

import sqlite3
from pathlib import Path
from shutil import copyfile

import pytest
from acting import created
from builders import REVIEWED, initiative

from fivegates.actions.file.check import check_portfolio
from fivegates.actions.file.creation import create_portfolio
from fivegates.actions.file.files import close_portfolio, open_portfolio
from fivegates.actions.file.recovery import recover_portfolio
from fivegates.actions.initiatives import add_initiative
from fivegates.actions.queries import current_rubric
from fivegates.actions.reviews import start_review
from fivegates.actions.rubrics import rubric_with, use_rubric
from fivegates.domain.language import ENGLISH


@pytest.fixture
def sample(whole_sample: Path, tmp_path: Path) -> Path:
    """The sample portfolio."""
    return Path(copyfile(whole_sample, tmp_path / "sample.fivegates"))


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


def test_what_is_left_to_mend_is_reported(sample: Path, tmp_path: Path) -> None:
    run_outside(sample, "UPDATE evidence SET criterion = 'x' WHERE id = 1")
    reported = recover_portfolio(sample, tmp_path / "out.fivegates", ENGLISH)
    assert any("“x” is not known here" in line for line in reported)


def test_a_lost_composition_of_what_comes_with_fivegates_is_put_back(tmp_path: Path) -> None:
    path, out = tmp_path / "board.fivegates", tmp_path / "out.fivegates"
    opened = create_portfolio(path, "Board pack")
    use_rubric(opened, rubric_with(opened, ["agents", "energy"]))
    used = current_rubric(opened)
    initiative_id = created(add_initiative(opened, initiative(initiative_id=0)))
    start_review(opened, initiative_id, REVIEWED)
    close_portfolio(opened)
    run_outside(path, f"DELETE FROM rubric WHERE version = '{used.version}'")
    assert f"The rubric “{used.name}” {used.version} was lost" in " ".join(
        recover_portfolio(path, out, ENGLISH)
    )
    opened = open_portfolio(out, tmp_path)
    assert current_rubric(opened) == used
    close_portfolio(opened)
