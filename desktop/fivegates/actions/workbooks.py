"""Export a portfolio as a workbook, or its initiatives as one CSV table."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from fivegates.actions import overview
from fivegates.actions.capacity.plans import capacity_settings
from fivegates.actions.comparisons import latest_with_money
from fivegates.actions.file.atomic_files import write_file
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.frameworks import frameworks
from fivegates.actions.ideas import ideas
from fivegates.actions.insights import gather_heatmap
from fivegates.actions.queries import current_rubric, market, record
from fivegates.domain.insights.heatmap import GateColumn
from fivegates.domain.language import Language
from fivegates.exchange.portfolio.record_tables import TABLES
from fivegates.exchange.portfolio.tables import (
    Tabled,
    capacity_form,
    capacity_rows,
    framework_rows,
    frameworks_form,
    idea_row,
    ideas_form,
    initiative_row,
    initiatives_form,
)
from fivegates.exchange.sheets import Row, csv_table, workbook


def save_tables(opened: OpenPortfolio, path: Path, language: Language, day: date) -> None:
    """Write to `path` atomically: CSV with a row per initiative for that extension, else a workbook.

    Verdicts are as of each review and as of `day`, paths and money as of `day`, which a column names.

    Raises UserError when it cannot be written, or is the portfolio itself; an older file is kept.
    """
    gates = gather_heatmap(opened).gates
    first = initiatives_form(gates, language)
    if path.suffix.lower() == ".csv":
        rows = (initiative_row(each, gates, language) for each in _tabled(opened, day))
        data = csv_table(first, rows)
    else:
        behind = (table.form(language) for table in TABLES)
        governance = frameworks_form(language), ideas_form(language)
        forms = (first, *behind, *governance, capacity_form(language))
        data = workbook(forms, _rows(opened, gates, language, day))
    write_file(path, data, portfolio=opened.path)


def _rows(
    opened: OpenPortfolio, gates: Sequence[GateColumn], language: Language, day: date
) -> Iterator[tuple[int, Row]]:
    """The rows of every sheet with its index: initiative by initiative, then ideas and capacity."""
    held, rubric = frameworks(opened), current_rubric(opened)
    last = len(TABLES) + 1
    for each in _tabled(opened, day):
        yield 0, initiative_row(each, gates, language)
        for index, table in enumerate(TABLES, 1):
            for row in table.rows(each, language):
                yield index, row
        for row in framework_rows(each, held, rubric, language):
            yield last, row
    for idea in ideas(opened):
        yield last + 1, idea_row(idea, language)
    for row in capacity_rows(capacity_settings(opened), language):
        yield last + 2, row


def _tabled(opened: OpenPortfolio, day: date) -> Iterator[Tabled]:
    """Every initiative by name, the archived ones too, as of `day`; one is read at each step."""
    money = overview.settings(opened).currency, market(opened)
    for line in overview.lines(opened):
        of = record(opened, line.initiative.id)
        found, prospect = latest_with_money(opened, of, money, day)
        judged = (found.at_review, found.on_day) if found else (None, None)
        yield Tabled(of, judged[0], prospect, day, judged[1])
