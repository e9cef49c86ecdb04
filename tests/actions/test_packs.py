"""Gathering a portfolio pack: what stands in it, in which order, and when there is none."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fresh_files import opened_copy
from packs import NAMES, TODAY

from fivegates.actions.file.files import close_portfolio
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.initiatives import delete_initiative
from fivegates.actions.overview import lines, settings
from fivegates.actions.pack import gather_briefs, gather_front, pack_file_name, render_pack
from fivegates.actions.portfolio import edit_settings
from fivegates.domain.brief import PaperSize
from fivegates.domain.errors import UserError
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.pack import lapses_soon
from fivegates.domain.wording.pack import pack_count, pack_title, soon_sentence


@pytest.fixture
def reviewed(whole_small: Path, tmp_path: Path) -> Iterator[OpenPortfolio]:
    """Two initiatives reviewed, one not, one archived."""
    portfolio = opened_copy(whole_small, tmp_path / whole_small.name)
    yield portfolio
    close_portfolio(portfolio)


def test_the_front_has_the_reviewed_ones_in_the_order_of_the_heatmap(reviewed: OpenPortfolio) -> None:
    front = gather_front(reviewed, TODAY, ENGLISH)
    assert [initiative.name for initiative in front.reviewed] == list(NAMES)
    assert [brief.record.initiative.name for brief in gather_briefs(reviewed, front)] == list(NAMES)
    assert [asked.initiative.name for asked in front.asked] == list(NAMES)
    assert front.asked[0].text == "Keep it live."
    assert front.asked[1].text.startswith("Decide nothing yet")
    assert pack_count(front, ENGLISH) == "3 initiatives, 1 not reviewed, 2 of 2 are drafts"


def test_where_all_are_reviewed_only_their_number_is_reported(reviewed: OpenPortfolio) -> None:
    (bare,) = [line.initiative for line in lines(reviewed) if line.latest is None]
    delete_initiative(reviewed, bare.id)
    assert pack_count(gather_front(reviewed, TODAY, ENGLISH), ENGLISH) == "2 initiatives, 2 of 2 are drafts"


def test_the_verdict_that_falls_first_comes_first(reviewed: OpenPortfolio) -> None:
    front = gather_front(reviewed, TODAY, ENGLISH)
    falls = [of.calendar.fall.last_day for of in front.proofs if of.calendar.fall]
    assert len(falls) == len(front.proofs) == 2
    assert falls == sorted(falls)


def test_proofs_that_lapse_soon_are_reported(reviewed: OpenPortfolio) -> None:
    front = gather_front(reviewed, TODAY, ENGLISH)
    soon = list(lapses_soon(front.proofs, TODAY))
    days = [lapse.last_day for _, lapse in soon]
    assert days == sorted(days)
    assert all(0 <= (day - TODAY).days <= 60 for day in days)
    assert soon_sentence(soon, ENGLISH).startswith(f"{len(soon)} proofs lapse within 60 days")
    assert soon_sentence([], ENGLISH) == "No proof lapses within 60 days."


def test_without_a_title_it_is_a_portfolio(reviewed: OpenPortfolio) -> None:
    edit_settings(reviewed, replace(settings(reviewed), title=" "))
    assert pack_title(gather_front(reviewed, TODAY, ENGLISH), ENGLISH) == "Portfolio"


def test_where_nothing_is_reviewed_there_is_no_pack(opened: OpenPortfolio) -> None:
    with pytest.raises(UserError, match="nothing to put into a pack"):
        gather_front(opened, TODAY, ENGLISH)


def test_it_is_set_and_has_a_name_that_sorts(reviewed: OpenPortfolio) -> None:
    front = gather_front(reviewed, TODAY, ENGLISH)
    reported: list[int] = []
    rendered = render_pack(front, gather_briefs(reviewed, front), ENGLISH, PaperSize.LETTER, reported.append)
    assert rendered.pdf.startswith(b"%PDF-")
    assert reported == [1, 2]
    assert pack_file_name(front) == "portfolio-pack-2026-11-23.pdf"
