"""Edit what concerns the portfolio as a whole."""

from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.file.transaction import saving
from fivegates.domain.errors import refuse
from fivegates.domain.initiative.record_checks import check_settings
from fivegates.domain.language import Message
from fivegates.domain.portfolio.settings import Settings
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
