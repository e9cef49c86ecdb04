"""An open portfolio whose file lost its content: what can be done goes on, the rest is said."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import initiative

from fivegates.actions.file.creation import create_portfolio
from fivegates.actions.file.encryption import save_encrypted
from fivegates.actions.file.external_changes import continue_in_copy, state_words
from fivegates.actions.file.files import backup_folder, close_portfolio, open_portfolio, save_copy
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.initiatives import add_initiative
from fivegates.actions.overview import lines
from fivegates.domain.errors import UserError
from fivegates.domain.language import ENGLISH


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenPortfolio]:
    """A portfolio created in this session: what was saved since then is all that it holds."""
    portfolio = create_portfolio(tmp_path / "board.fivegates", "Board pack")
    yield portfolio
    close_portfolio(portfolio)


@pytest.fixture
def emptied(opened: OpenPortfolio, initiative_id: int) -> OpenPortfolio:
    """A portfolio with an initiative, truncated to nothing by another program."""
    assert initiative_id
    os.truncate(opened.path, 0)
    return opened


def test_a_copy_is_rebuilt_over_an_older_one(emptied: OpenPortfolio, tmp_path: Path) -> None:
    copy = tmp_path / "copy.fivegates"
    copy.write_bytes(b"an older copy")
    rebuilt = save_copy(emptied, copy)
    assert rebuilt is not None
    assert rebuilt.missing == 0
    again = open_portfolio(copy, backup_folder())
    assert [line.initiative.code for line in lines(again)] == [initiative().code]
    close_portfolio(again)


def test_work_goes_on_in_a_rebuilt_copy(emptied: OpenPortfolio, tmp_path: Path) -> None:
    assert continue_in_copy(emptied, tmp_path / "copy.fivegates") is not None
    add_initiative(emptied, initiative("MORE", initiative_id=0))
    assert len(lines(emptied)) == 2


def test_what_cannot_be_done_is_said(emptied: OpenPortfolio, tmp_path: Path) -> None:
    """Closing, which the fixture does, says nothing."""
    with pytest.raises(UserError, match="no longer holds"):
        add_initiative(emptied, initiative("MORE", initiative_id=0))
    with pytest.raises(UserError, match="no longer holds"):
        save_encrypted(emptied, tmp_path / "copy", "correct horse battery staple")
    assert not (tmp_path / "copy").exists()


def test_a_copy_refused_for_another_reason_is_not_rebuilt(opened: OpenPortfolio, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="was not written: No such file"):
        save_copy(opened, tmp_path / "nowhere" / "copy.fivegates")


def test_a_damaged_portfolio_is_not_rebuilt_unasked(opened: OpenPortfolio, tmp_path: Path) -> None:
    data = opened.path.read_bytes()
    with opened.path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (len(data) - 4096))
    opened.file.replace_connection(None)
    with pytest.raises(UserError, match="is damaged"):
        save_copy(opened, tmp_path / "copy.fivegates")


def test_after_a_crash_only_what_was_checked_is_said(opened: OpenPortfolio, initiative_id: int) -> None:
    assert initiative_id
    assert "holds everything up to your last saved edit" in state_words(opened, ENGLISH)
    opened.file.revision += 1
    assert "could not be checked" in state_words(opened, ENGLISH)
    opened.file.revision -= 1
    os.truncate(opened.path, 0)
    assert "no longer holds the portfolio" in state_words(opened, ENGLISH)


def test_what_a_crash_left_behind_is_no_second_crash(
    opened: OpenPortfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opened.file, "footprint", "nonsense")
    assert "could not be checked" in state_words(opened, ENGLISH)
