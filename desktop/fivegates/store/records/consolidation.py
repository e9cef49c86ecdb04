"""The sources of a consolidated view, and where its initiatives are from."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from fivegates.domain.portfolio.consolidation import Origin, Source
from fivegates.store.file.portfolio_file import PortfolioFile, cached_by_tables
from fivegates.store.records.table import RecordTable

SOURCE: Final = RecordTable(Source, "source")
ORIGIN: Final = RecordTable(Origin, "consolidated", parent="initiative_id")


@cached_by_tables(SOURCE.tables)
def read_sources(file: PortfolioFile) -> tuple[Source, ...]:
    """The sources by number; none where the portfolio is no consolidated view."""
    return SOURCE.all(file)


@cached_by_tables(ORIGIN.tables)
def read_origins(file: PortfolioFile) -> Mapping[int, Origin]:
    """Return the origin of each initiative by id; empty if the portfolio is no consolidated view."""
    return MappingProxyType({owner: origin for owner, (origin,) in ORIGIN.by_parent(file).items()})


def seals_before(file: PortfolioFile, initiative_id: int) -> int:
    """The offset of its seal numbers in a consolidated view; 0 in other portfolios."""
    if not file.consolidated:
        return 0
    before = {source.number: source.seals_before for source in read_sources(file)}
    origin = read_origins(file).get(initiative_id)
    return 0 if origin is None else before[origin.source]
