"""Edit the settings of a portfolio, and read a logo for its letterhead."""

from base64 import b64encode
from pathlib import Path

from fivegates.actions.file.atomic_files import read_file
from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.file.transaction import saving
from fivegates.domain.errors import UserError, refuse
from fivegates.domain.initiative.record_checks import check_settings
from fivegates.domain.language import Message
from fivegates.domain.portfolio.settings import Settings, is_svg, logo_problems
from fivegates.store.records.reviews import read_rubric
from fivegates.store.records.settings import read_settings, save_settings


def edit_settings(opened: OpenPortfolio, settings: Settings) -> Changes:
    """Save title, marking, the rubric of new reviews, and the currency in which money is reported.

    Raises UserError for a bad field, or a rubric that the portfolio does not hold.
    """
    refuse(check_settings(settings))
    read_rubric(opened.file, settings.rubric_id, settings.rubric_version)
    currency = read_settings(opened.file).currency
    with saving(opened, Message("Edit the portfolio's settings")) as action:
        save_settings(action.edit, settings)
        action.concerns_settings()
        if settings.currency != currency:
            action.judge_portfolio()
    return action.changes


_MOST_READ = 10_000_000


def logo_from(path: Path) -> str:
    """The PNG or SVG in a file, as the settings keep it.

    Raises UserError when it cannot be read, or has what papers cannot show; DataError for what is neither, or
    larger than a logo needs.
    """
    from fivegates.briefs.typesetting.logo import picture_of
    from fivegates.briefs.typesetting.svg import drawing_of

    data = read_file(path, _MOST_READ)
    refuse(tuple(logo_problems("logo", data)), path.name)
    if is_svg(data):
        drawing_of(data)
    elif picture_of(data) is None:
        raise UserError("{file} is damaged: it cannot be read as a PNG picture.", file=path.name)
    return b64encode(data).decode()
