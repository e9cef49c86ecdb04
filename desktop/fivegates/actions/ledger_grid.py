"""The operations of a ledger's grid: paste, copy and remove rows, fill down, and parse typed amounts."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.file.transaction import saving
from fivegates.actions.ledger import add_lines
from fivegates.domain.economics.ledger import BenefitLine, CostLine, Ledger, UsageLine
from fivegates.domain.economics.ledger_checks import check_benefit, check_cost, check_usage
from fivegates.domain.errors import UserError, refuse
from fivegates.domain.language import Language, Message
from fivegates.domain.typed_numbers import read_number, read_number_of_any_language
from fivegates.exchange.ledger.clipboard_text import BENEFITS, COSTS, USAGE, read_rows, write_rows
from fivegates.store.records import ledger as stored
from fivegates.store.records.edits import Edit


def paste_costs(opened: OpenPortfolio, initiative_id: int, text: str) -> Changes:
    """Add cost lines from rows of a spreadsheet, all or none. Raises DataError naming line and field."""
    return _paste(opened, initiative_id, Ledger(costs=read_rows(text, COSTS)))


def paste_usage(opened: OpenPortfolio, initiative_id: int, text: str) -> Changes:
    """Add usage lines from rows of a spreadsheet, all or none. Raises DataError naming line and field."""
    return _paste(opened, initiative_id, Ledger(usage=read_rows(text, USAGE)))


def paste_benefits(opened: OpenPortfolio, initiative_id: int, text: str) -> Changes:
    """Add benefit lines from rows of a spreadsheet, all or none. Raises DataError naming line and field."""
    return _paste(opened, initiative_id, Ledger(benefits=read_rows(text, BENEFITS)))


def _paste(opened: OpenPortfolio, initiative_id: int, ledger: Ledger) -> Changes:
    return add_lines(opened, {initiative_id: ledger}, Message("Paste rows into the ledger"))


def copied_costs(lines: Sequence[CostLine]) -> str:
    """Cost lines as rows for a spreadsheet; pasted back, they are the same."""
    return write_rows(lines, COSTS)


def copied_usage(lines: Sequence[UsageLine]) -> str:
    """Usage lines as rows for a spreadsheet; pasted back, they are the same."""
    return write_rows(lines, USAGE)


def copied_benefits(lines: Sequence[BenefitLine]) -> str:
    """Benefit lines as rows for a spreadsheet; pasted back, they are the same."""
    return write_rows(lines, BENEFITS)


def remove_lines(
    opened: OpenPortfolio,
    initiative_id: int,
    *,
    costs: Collection[int] = (),
    usage: Collection[int] = (),
    benefits: Collection[int] = (),
) -> Changes:
    """Remove lines of one initiative by their ids, in one step; undo restores them all."""
    with saving(opened, Message("Remove rows of the ledger")) as action:
        for table, ids in (
            (stored.COST, costs),
            (stored.USAGE, usage),
            (stored.BENEFIT, benefits),
        ):
            for line_id in ids:
                table.delete(action.edit, line_id)
        action.judge_all(initiative_id)
    return action.changes


def fill_down(
    opened: OpenPortfolio,
    initiative_id: int,
    lines: Sequence[CostLine | UsageLine | BenefitLine],
    fields: Collection[str],
) -> Changes:
    """Give lines of one initiative the first one's `fields`, all or none, in one step.

    Raises UserError where a line would be invalid, or there is none to fill.
    """
    if len(lines) < 2:  # noqa: PLR2004 - one to fill from, one to fill
        raise UserError("Choose the row to fill from and the rows below it.")
    values: dict[str, Any] = {field: getattr(lines[0], field) for field in fields}
    filled = [replace(line, **values) for line in lines[1:]]
    with saving(opened, Message("Fill rows of the ledger")) as action:
        for line in filled:
            _update(action.edit, line)
        action.judge_all(initiative_id)
    return action.changes


def _update(edit: Edit, line: CostLine | UsageLine | BenefitLine) -> None:
    """Save a line that is there. Raises UserError for a bad field."""
    if isinstance(line, CostLine):
        refuse(check_cost(line))
        stored.COST.update(edit, line)
    elif isinstance(line, UsageLine):
        refuse(check_usage(line))
        stored.USAGE.update(edit, line)
    else:
        refuse(check_benefit(line))
        stored.BENEFIT.update(edit, line)


def typed_amount(text: str, language: Language | None = None) -> Decimal:
    """Parse an amount as `language` writes it; without a language, only if every language agrees.

    Raises:
        UserError: It is not a number, or can be read in two ways.
    """
    return read_number_of_any_language(text) if language is None else read_number(text, language)
