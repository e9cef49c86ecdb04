"""The lines of a ledger, and the rates."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from fivegates.domain.economics.ledger import BenefitLine, CostLine, Ledger, UsageLine
from fivegates.domain.economics.money import Rate, RateTable
from fivegates.domain.economics.months import Month
from fivegates.store.file.portfolio_file import PortfolioFile, cached_by_tables
from fivegates.store.records.edits import Edit
from fivegates.store.records.table import RecordTable

# A key of scoring reads the same lines again.
_LINES_KEPT: Final = 4_096

COST: Final = RecordTable(CostLine, "cost", parent="initiative_id", cached=_LINES_KEPT)
USAGE: Final = RecordTable(UsageLine, "usage", parent="initiative_id", cached=_LINES_KEPT)
BENEFIT: Final = RecordTable(BenefitLine, "benefit", parent="initiative_id", cached=_LINES_KEPT)
RATE: Final = RecordTable(Rate, "rate", order="month, base, quote")
OF_LEDGER: Final[Mapping[str, RecordTable[Any]]] = {"costs": COST, "usage": USAGE, "benefits": BENEFIT}
"""The tables of the lines, by the fields of `Ledger`."""

_IMPORTED: Final = """
SELECT 'cost' AS kind, id, initiative_id, dated, source, fingerprint FROM cost WHERE fingerprint <> ''
UNION ALL SELECT 'usage', id, initiative_id, dated, source, fingerprint FROM usage WHERE fingerprint <> ''
UNION ALL SELECT 'benefit', id, initiative_id, dated, source, fingerprint FROM benefit WHERE fingerprint <> ''
"""


def insert_ledger(edit: Edit, initiative_id: int, ledger: Ledger) -> None:
    """Insert all lines of a ledger."""
    for field, table in OF_LEDGER.items():
        table.insert_all(edit, [(initiative_id, line) for line in getattr(ledger, field)])


def read_ledger(file: PortfolioFile, initiative_id: int) -> Ledger:
    """The initiative's lines, each kind in the order in which they were added."""
    return Ledger(**{field: table.of(file, initiative_id) for field, table in OF_LEDGER.items()})


@cached_by_tables(RATE.tables)
def read_rates(file: PortfolioFile) -> RateTable:
    """The portfolio's rates, by month and pair."""
    return RateTable(RATE.all(file))


def save_rates(edit: Edit, rates: RateTable) -> None:
    """Replace the table of rates with `rates`, leaving unchanged rows alone."""
    held = {replace(rate, id=0): rate.id for rate in read_rates(edit.file).rates}
    wanted = {replace(rate, id=0): rate for rate in rates.rates}
    for rate, rate_id in held.items():
        if rate not in wanted:
            RATE.delete(edit, rate_id)
    RATE.insert_all(edit, [(0, rate) for plain, rate in wanted.items() if plain not in held])


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
        ImportedLine(line_id, owner, LineTable(table), Month.parse(dated[:7]), source, fingerprint)
        for table, line_id, owner, dated, source, fingerprint in file.rows(_IMPORTED)
    )


def known_fingerprints(file: PortfolioFile) -> frozenset[str]:
    """The fingerprints of all imported lines, whichever initiative they went to."""
    found = file.rows(f"SELECT DISTINCT fingerprint FROM ({_IMPORTED})")  # noqa: S608 - words of this file
    return frozenset(row["fingerprint"] for row in found)
