"""Whole portfolios out and in: nothing lost, nothing overwritten, refused whole."""

from pathlib import Path

import pytest
from builders import portfolio

from fivegates.actions.file.creation import create_filled, create_portfolio, create_sample
from fivegates.actions.file.exchange import export_json, import_json, is_portfolio_json, read_json
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import undo
from fivegates.actions.overview import lines, settings
from fivegates.actions.queries import rubrics
from fivegates.domain.errors import UserError


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """The builders' portfolio as JSON."""
    opened = create_filled(tmp_path / "source.fivegates", portfolio())
    export_json(opened, tmp_path / "source.json")
    close_portfolio(opened)
    return tmp_path / "source.json"


def test_a_whole_portfolio_survives_the_way_out_and_in(exported: Path, tmp_path: Path) -> None:
    opened = create_filled(tmp_path / "copy.fivegates", read_json(exported))
    export_json(opened, tmp_path / "again.json")
    close_portfolio(opened)

    assert (tmp_path / "again.json").read_bytes() == exported.read_bytes()


def test_an_import_adds_initiatives_and_rubrics_and_keeps_the_settings(
    opened: OpenPortfolio, exported: Path
) -> None:
    before = settings(opened)
    changes = import_json(opened, exported)

    assert {line.initiative.code for line in lines(opened)} == {"CLAIMS", "EMPTY"}
    assert len(changes.initiatives) == 2
    assert {rubric.id for rubric in rubrics(opened)} == {"five-gates", "small"}
    assert settings(opened) == before
    undo(opened)
    assert lines(opened) == ()


@pytest.mark.usefixtures("initiative_id")
def test_a_code_in_use_refuses_the_whole_import(opened: OpenPortfolio, exported: Path) -> None:
    with pytest.raises(UserError, match=r"Nothing was imported.*CLAIMS"):
        import_json(opened, exported)
    assert [line.initiative.code for line in lines(opened)] == ["CLAIMS"]


def test_an_import_without_rubrics_of_its_own_changes_no_settings(
    opened: OpenPortfolio, tmp_path: Path
) -> None:
    source = tmp_path / "small.json"
    source.write_text(
        '{"format": "fivegates-portfolio", "version": 1, "initiatives": [{"code": "A", "name": "A"}]}'
    )

    assert not import_json(opened, source).settings
    assert [line.initiative.code for line in lines(opened)] == ["A"]


def test_a_file_that_cannot_be_filled_is_not_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise UserError("No.")

    monkeypatch.setattr("fivegates.actions.file.creation.insert_portfolio", fail)
    with pytest.raises(UserError):
        create_portfolio(tmp_path / "new.fivegates")
    assert list(tmp_path.iterdir()) == []


def test_the_sample_has_nothing_to_undo(tmp_path: Path) -> None:
    opened = create_sample(tmp_path / "sample.fivegates")
    assert opened.undo_label is None
    assert len(lines(opened)) == 6
    close_portfolio(opened)


def test_an_export_is_known_by_how_it_begins(opened: OpenPortfolio, tmp_path: Path) -> None:
    out, other = tmp_path / "out.json", tmp_path / "other.json"
    export_json(opened, out)
    other.write_text("{}")

    assert is_portfolio_json(out)
    assert not is_portfolio_json(other)
    assert not is_portfolio_json(tmp_path / "none.json")
