"""Writes the lines of a ledger, and the rates, into an edit under way."""

from dataclasses import replace

from fivegates.domain.economics.ledger import BenefitLine, CostLine, Ledger, UsageLine
from fivegates.domain.economics.money import RateTable
from fivegates.store import ledger_rows
from fivegates.store.edits import Edit
from fivegates.store.reading import read_rates


def insert_ledger(edit: Edit, initiative_id: int, ledger: Ledger) -> None:
    """Insert all lines of a ledger."""
    for cost in ledger.costs:
        insert_cost(edit, initiative_id, cost)
    for usage in ledger.usage:
        insert_usage(edit, initiative_id, usage)
    for benefit in ledger.benefits:
        insert_benefit(edit, initiative_id, benefit)


def insert_cost(edit: Edit, initiative_id: int, line: CostLine) -> int:
    """Insert a cost line; returns its id."""
    return edit.insert("cost", {"initiative_id": initiative_id, **ledger_rows.cost_row(line)})


def update_cost(edit: Edit, line: CostLine) -> None:
    """Save a cost line."""
    edit.update("cost", {"id": line.id}, ledger_rows.cost_row(line))


def delete_cost(edit: Edit, cost_id: int) -> None:
    """Delete a cost line."""
    edit.delete("cost", {"id": cost_id})


def insert_usage(edit: Edit, initiative_id: int, line: UsageLine) -> int:
    """Insert a usage line; returns its id."""
    return edit.insert("usage", {"initiative_id": initiative_id, **ledger_rows.usage_row(line)})


def update_usage(edit: Edit, line: UsageLine) -> None:
    """Save a usage line."""
    edit.update("usage", {"id": line.id}, ledger_rows.usage_row(line))


def delete_usage(edit: Edit, usage_id: int) -> None:
    """Delete a usage line."""
    edit.delete("usage", {"id": usage_id})


def insert_benefit(edit: Edit, initiative_id: int, line: BenefitLine) -> int:
    """Insert a benefit line; returns its id."""
    return edit.insert("benefit", {"initiative_id": initiative_id, **ledger_rows.benefit_row(line)})


def update_benefit(edit: Edit, line: BenefitLine) -> None:
    """Save a benefit line."""
    edit.update("benefit", {"id": line.id}, ledger_rows.benefit_row(line))


def delete_benefit(edit: Edit, benefit_id: int) -> None:
    """Delete a benefit line."""
    edit.delete("benefit", {"id": benefit_id})


def save_rates(edit: Edit, rates: RateTable) -> None:
    """Make the table of rates what `rates` says, touching no row that stays as it is."""
    wanted = {replace(rate, id=0) for rate in rates.rates}
    kept = set()
    for rate in read_rates(edit.file).rates:
        if replace(rate, id=0) in wanted:
            kept.add(replace(rate, id=0))
        else:
            edit.delete("rate", {"id": rate.id})
    for rate in rates.rates:
        if replace(rate, id=0) not in kept:
            edit.insert("rate", ledger_rows.rate_row(rate))
