"""An open portfolio with one initiative under review: what the tests of actions start from."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from acting import created
from builders import REVIEWED, initiative
from fresh_files import writable_copy

from fivegates.actions.file.creation import create_portfolio
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.initiatives import add_initiative
from fivegates.actions.reviews import start_review


@pytest.fixture(scope="session")
def whole_board(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portfolio on the default rubric with nothing in it, made once; not to be written to."""
    path = tmp_path_factory.mktemp("board") / "board.fivegates"
    close_portfolio(create_portfolio(path, "Board pack"))
    return path


@pytest.fixture
def opened(whole_board: Path, tmp_path: Path) -> Iterator[OpenPortfolio]:
    """A new portfolio on the default rubric."""
    portfolio = OpenPortfolio(writable_copy(whole_board, tmp_path / "board.fivegates"))
    yield portfolio
    close_portfolio(portfolio)


@pytest.fixture
def initiative_id(opened: OpenPortfolio) -> int:
    """An initiative in it."""
    return created(add_initiative(opened, initiative(initiative_id=0)))


@pytest.fixture
def review_id(opened: OpenPortfolio, initiative_id: int) -> int:
    """A review of the initiative with nothing scored."""
    return created(start_review(opened, initiative_id, REVIEWED, "R. Marsh"))
