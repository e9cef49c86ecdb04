"""The lines of the portfolio page are read once, and again as soon as anybody has written."""

from dataclasses import replace

import pytest
from builders import initiative
from stored import run_outside

from fivegates.domain.errors import UserError
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.edits import edit
from fivegates.store.records.initiative_table import INITIATIVE
from fivegates.store.records.overview import read_overview


def names(file: PortfolioFile) -> list[str]:
    return [line.initiative.name for line in read_overview(file)]


def test_unchanged_lines_are_not_read_again(file: PortfolioFile) -> None:
    assert read_overview(file) is read_overview(file)


def test_our_own_edit_is_seen(file: PortfolioFile) -> None:
    before = read_overview(file)
    with edit(file) as transaction:
        INITIATIVE.insert(transaction, replace(initiative("NEW", 0), name="Added"))
    assert "Added" in names(file)
    assert len(read_overview(file)) == len(before) + 1


def test_what_another_program_wrote_is_seen(file: PortfolioFile) -> None:
    read_overview(file)
    run_outside(file.path, "UPDATE initiative SET name = 'Renamed' WHERE id = 1")
    assert "Renamed" in names(file)


def test_what_a_failed_edit_would_have_saved_is_not_kept(file: PortfolioFile) -> None:
    before = names(file)

    def half() -> None:
        with edit(file) as transaction:
            INITIATIVE.insert(transaction, replace(initiative("NEW", 0), name="Half"))
            assert "Half" in names(file)
            raise UserError("No.")

    with pytest.raises(UserError):
        half()
    assert names(file) == before


def test_another_connection_starts_anew(file: PortfolioFile) -> None:
    before = read_overview(file)
    file.replace_connection(None)
    assert read_overview(file) is not before
    assert read_overview(file) == before
