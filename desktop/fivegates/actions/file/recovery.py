"""Recover the readable data of a damaged portfolio into a new file."""

from pathlib import Path

from fivegates.actions.file.files import backup_folder, close_portfolio, open_portfolio
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import saving
from fivegates.actions.rubrics import shipped_combinations
from fivegates.domain.errors import UserError
from fivegates.domain.language import Language, Message
from fivegates.domain.portfolio.checks import portfolio_problems
from fivegates.domain.review.chain import first_fault
from fivegates.store.records.portfolio import read_portfolio
from fivegates.store.recovery.recover import recover_file


def recover_portfolio(path: Path, out: Path, language: Language) -> tuple[str, ...]:
    """Recover into a new portfolio at `out`; returns sentences on data that was lost or repaired.

    The file at `path` stays as it is. Raises UserError when `out` exists, when nothing can be read, and for a
    consolidated view, which can be made again.
    """
    recovery = recover_file(path, out, shipped_combinations())
    opened = open_portfolio(out, backup_folder())
    if opened.consolidated:
        close_portfolio(opened)
        out.unlink()
        raise UserError(
            "{file} is a consolidated view, so nothing was recovered. Consolidate its files again.",
            file=path.name,
        )
    try:
        with saving(opened, Message("Recover {file}", file=path.name)) as action:
            action.judge_portfolio()
        return (*(loss.text(language) for loss in recovery.losses), *_left_to_correct(opened, language))
    finally:
        close_portfolio(opened)


def _left_to_correct(opened: OpenPortfolio, language: Language) -> list[str]:
    """The faults that a check of the new file would report: invalid values, mismatched final reviews."""
    portfolio = read_portfolio(opened.file)
    fault = first_fault(portfolio)
    lines = [problem.text(language) for problem in portfolio_problems(portfolio)]
    return [*lines, fault.reason.text(language)] if fault else lines
