"""The lines of a ledger, and the rates."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from fivegates.domain.economics.ledger import BenefitLine, CostLine, Ledger, UsageLine
from fivegates.domain.economics.money import Rate, RateTable
from fivegates.domain.economics.months import Month
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.edits import Edit
from fivegates.store.records.table import RecordTable

# A key of scoring reads the same lines again.
_LINES_KEPT: Final = 4_096

COST: Final = RecordTable(CostLine, "cost", parent="initiative_id", cached=_LINES_KEPT)
USAGE: Final = RecordTable(UsageLine, "usage", parent="initiative_id", cached=_LINES_KEPT)
BENEFIT: Final = RecordTable(BenefitLine, "benefit", parent="initiative_id", cached=_LINES_KEPT)
RATE: Final = RecordTable(Rate, "rate")

_IMPORTED: Final = """
SELECT 'cost' AS kind, id, initiative_id, dated, source, fingerprint FROM cost WHERE fingerprint <> ''
UNION ALL SELECT 'usage', id, initiative_id, dated, source, fingerprint FROM usage WHERE fingerprint <> ''
UNION ALL SELECT 'benefit', id, initiative_id, dated, source, fingerprint FROM benefit WHERE fingerprint <> ''
"""


def insert_ledger(edit: Edit, initiative_id: int, ledger: Ledger) -> None:
    """Insert all lines of a ledger."""
    COST.insert_all(edit, [(initiative_id, line) for line in ledger.costs])
    USAGE.insert_all(edit, [(initiative_id, line) for line in ledger.usage])
    BENEFIT.insert_all(edit, [(initiative_id, line) for line in ledger.benefits])


def read_ledger(file: PortfolioFile, initiative_id: int) -> Ledger:
    """The initiative's lines, each kind in the order in which they were added."""
    return Ledger(
        costs=COST.of(file, initiative_id),
        usage=USAGE.of(file, initiative_id),
        benefits=BENEFIT.of(file, initiative_id),
    )


def read_rates(file: PortfolioFile) -> RateTable:
    """The portfolio's rates, by month and pair."""
    return file.kept(("rates",), frozenset({RATE.name}), lambda: _read_rates(file))


def _read_rates(file: PortfolioFile) -> RateTable:
    """Read them."""
    with file.held_still():
        return RateTable(RATE.all(file, "month, base, quote"))


def save_rates(edit: Edit, rates: RateTable) -> None:
    """Make the table of rates what `rates` says, touching no row that stays as it is."""
    wanted = {replace(rate, id=0) for rate in rates.rates}
    kept = set()
    for rate in read_rates(edit.file).rates:
        if replace(rate, id=0) in wanted:
            kept.add(replace(rate, id=0))
        else:
            RATE.delete(edit, rate.id)
    RATE.insert_all(edit, [(0, rate) for rate in rates.rates if replace(rate, id=0) not in kept])


class LineTable(StrEnum):
    """The tables that hold the lines of a ledger."""

    COST = "cost"
    USAGE = "usage"
    BENEFIT = "benefit"


@dataclass(frozen=True, slots=True)
class ImportedLine:
    """A line that came from a file named `source`."""

    id: int
    initiative_id: int
    table: LineTable
    month: Month
    source: str
    fingerprint: str


def read_imported(file: PortfolioFile) -> tuple[ImportedLine, ...]:
    """The lines that were imported, whichever initiative they went to, without figures."""
    return tuple(
        ImportedLine(
            id=row["id"],
            initiative_id=row["initiative_id"],
            table=LineTable(row["kind"]),
            month=Month.parse(row["dated"][:7]),
            source=row["source"],
            fingerprint=row["fingerprint"],
        )
        for row in file.rows(_IMPORTED)
    )


def known_fingerprints(file: PortfolioFile) -> frozenset[str]:
    """The fingerprints of all imported lines, whichever initiative they went to."""
    found = file.rows(f"SELECT DISTINCT fingerprint FROM ({_IMPORTED})")  # noqa: S608 - words of this file
    return frozenset(row["fingerprint"] for row in found)
