"""The options of a meeting are remembered, printed, and taken back by an empty text."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pdf_reading import words_of

from fivegates.actions import meetings
from fivegates.actions.file.files import backup_folder, close_portfolio, open_portfolio
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.queries import find_initiative
from fivegates.domain.portfolio.meeting import MeetingDetails, Purpose

Run = Callable[..., Any]
CODE = "CLM-TRIAGE"
ONE_PAGE = ("--edition", "one-page", "--date", "2026-11-30")


@contextmanager
def held(path: Path) -> Iterator[OpenPortfolio]:
    """The portfolio, open."""
    opened = open_portfolio(path, backup_folder())
    try:
        yield opened
    finally:
        close_portfolio(opened)


def of_brief(path: Path) -> MeetingDetails:
    """What is remembered of the brief."""
    with held(path) as opened:
        return meetings.brief_meeting(opened, find_initiative(opened, CODE))


def test_what_is_given_is_remembered_and_printed(run: Run, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "brief.pdf"
    given = ("--agenda-item", " 7.2 ", "--purpose", "decide", "--meeting-date", "2026-12-03")
    assert run("brief", sample, CODE, "-o", out, *ONE_PAGE, *given).code == 0
    assert "Agenda item 7.2 · For decision 3 December 2026" in words_of(out.read_bytes())
    assert of_brief(sample).purpose is Purpose.DECIDE
    empty = ("--agenda-item", "", "--purpose", "", "--meeting-date", "", "--presenter", "Maria Keller")
    assert run("brief", sample, CODE, "-o", out, *ONE_PAGE, *empty).code == 0
    assert of_brief(sample) == MeetingDetails(presenter="Maria Keller")


def test_a_bad_day_or_a_bad_field_is_refused(run: Run, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "brief.pdf"
    ended = run("brief", sample, CODE, "-o", out, "--meeting-date", "3.12.26")
    assert ended.code != 0
    assert "--meeting-date" in ended.err
    ended = run("brief", sample, CODE, "-o", out, "--reference", "x" * 101)
    assert (ended.code, out.exists()) == (1, False)
    assert not of_brief(sample).is_filled
