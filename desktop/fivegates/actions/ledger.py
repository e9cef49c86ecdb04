"""Add and edit the lines of a ledger, one by one or many at once, and set the rates."""

from collections.abc import Callable, Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, Final

from fivegates.actions import records
from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.file.transaction import saving
from fivegates.domain.economics.ledger import BenefitLine, CostLine, Ledger, UsageLine
from fivegates.domain.economics.ledger_checks import (
    check_benefit,
    check_cost,
    check_ledger,
    check_rate,
    check_rates,
    check_usage,
)
from fivegates.domain.economics.money import RateTable
from fivegates.domain.errors import refuse
from fivegates.domain.language import Message, gettext_noop, with_minus
from fivegates.store.records.ledger import (
    BENEFIT,
    COST,
    USAGE,
    ImportedLine,
    LineTable,
    insert_ledger,
    known_fingerprints,
    save_rates,
)
from fivegates.store.records.table import RecordTable

_PORTION: Final = 500


def _money_title(line: CostLine | BenefitLine) -> str:
    """The label of a line in the undo menu: its amount."""
    return with_minus(f"{line.amount:f} {line.currency}")


_COST = records.RecordKind[CostLine](
    table=COST,
    check=check_cost,
    title=_money_title,
)
_USAGE = records.RecordKind[UsageLine](
    table=USAGE,
    check=check_usage,
    title=lambda line: line.month,
)
_BENEFIT = records.RecordKind[BenefitLine](
    table=BENEFIT,
    check=check_benefit,
    title=_money_title,
)
_TABLES: Final[Mapping[LineTable, RecordTable[Any]]] = {
    LineTable.COST: COST,
    LineTable.USAGE: USAGE,
    LineTable.BENEFIT: BENEFIT,
}


def add_cost(opened: OpenPortfolio, initiative_id: int, line: CostLine) -> Changes:
    """Add a cost line to an initiative; its id is in `created`. Raises UserError for a bad field."""
    return records.add(opened, _COST, initiative_id, line, gettext_noop("Add a cost of {title}"))


def edit_cost(opened: OpenPortfolio, line: CostLine) -> Changes:
    """Save a cost line that is already there. Raises UserError for a bad field."""
    return records.edit(opened, _COST, line, gettext_noop("Edit a cost of {title}"))


def add_usage(opened: OpenPortfolio, initiative_id: int, line: UsageLine) -> Changes:
    """Add a usage line to an initiative; its id is in `created`. Raises UserError for a bad field."""
    return records.add(opened, _USAGE, initiative_id, line, gettext_noop("Add usage of {title}"))


def edit_usage(opened: OpenPortfolio, line: UsageLine) -> Changes:
    """Save a usage line that is already there. Raises UserError for a bad field."""
    return records.edit(opened, _USAGE, line, gettext_noop("Edit usage of {title}"))


def add_benefit(opened: OpenPortfolio, initiative_id: int, line: BenefitLine) -> Changes:
    """Add a benefit line to an initiative; its id is in `created`. Raises UserError for a bad field."""
    return records.add(opened, _BENEFIT, initiative_id, line, gettext_noop("Add a benefit of {title}"))


def edit_benefit(opened: OpenPortfolio, line: BenefitLine) -> Changes:
    """Save a benefit line that is already there. Raises UserError for a bad field."""
    return records.edit(opened, _BENEFIT, line, gettext_noop("Edit a benefit of {title}"))


def add_lines(
    opened: OpenPortfolio,
    ledgers: Mapping[int, Ledger],
    label: Message,
    *,
    without: Collection[ImportedLine] = (),
    tick: Callable[[int], None] = lambda _: None,
) -> Changes:
    """Add lines to initiatives, by id, in one transaction that is undone as one action.

    The lines `without` are taken out, as the new ones take their place. A line whose fingerprint the
    portfolio knows is left out, so that what is imported twice counts once. Raises DataError naming every bad
    field; then nothing is added. `tick` receives the lines written so far; an exception from it aborts the
    action, and nothing is saved.
    """
    for ledger in ledgers.values():
        refuse(check_ledger(ledger))
    known = known_fingerprints(opened.file)
    with saving(opened, label) as action:
        for line in without:
            _TABLES[line.table].delete(action.edit, line.id)
        for written, (initiative_id, portion) in _portions(ledgers, known):
            tick(written)
            insert_ledger(action.edit, initiative_id, portion)
        for initiative_id in sorted({*ledgers, *(line.initiative_id for line in without)}):
            action.judge_all(initiative_id)
    return action.changes


def _portions(
    ledgers: Mapping[int, Ledger], known: AbstractSet[str]
) -> Iterator[tuple[int, tuple[int, Ledger]]]:
    """Split lines into batches, each with the number of lines before it."""
    written = 0
    for initiative_id, ledger in ledgers.items():
        new = _unknown(ledger, known)
        longest = max(len(new.costs), len(new.usage), len(new.benefits))
        for start in range(0, longest, _PORTION):
            part = slice(start, start + _PORTION)
            portion = Ledger(new.costs[part], new.usage[part], new.benefits[part])
            yield written, (initiative_id, portion)
            written += len(portion.costs) + len(portion.usage) + len(portion.benefits)


def _unknown(ledger: Ledger, known: AbstractSet[str]) -> Ledger:
    """The lines that were not imported before; manual ones have no fingerprint."""
    return Ledger(
        tuple(line for line in ledger.costs if line.fingerprint not in known),
        tuple(line for line in ledger.usage if line.fingerprint not in known),
        tuple(line for line in ledger.benefits if line.fingerprint not in known),
    )


def set_rates(opened: OpenPortfolio, rates: RateTable, label: Message) -> Changes:
    """Save the whole table of rates; verdicts that rest on money follow. Raises UserError for a bad field."""
    for rate in rates.rates:
        refuse(check_rate(rate))
    refuse(check_rates(rates.rates))
    with saving(opened, label) as action:
        save_rates(action.edit, rates)
        action.concerns_settings()
        action.judge_portfolio()
    return action.changes
