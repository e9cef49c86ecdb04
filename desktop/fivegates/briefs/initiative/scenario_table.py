"""Scenarios on paper: the table with its notes, and the assumptions in the appendix."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple

from fivegates.briefs.initiative.context import Sheet, dotted
from fivegates.briefs.typesetting.arrangements import heading
from fivegates.briefs.typesetting.blocks import Align, Block, Prose
from fivegates.briefs.typesetting.tables import Cell, Column, table
from fivegates.domain.economics.assumptions import Assumptions
from fivegates.domain.economics.ledger import PriceBook
from fivegates.domain.economics.projections import Market, Outlook, Projection, with_ranges
from fivegates.domain.language import Language
from fivegates.domain.wording.projections import (
    ProjectionCells,
    assumption_texts,
    projection_cells,
    projection_headings,
    projection_notes,
)
from fivegates.domain.wording.track_record import biases_note

MOST_BOOKS = 12


def scenario_blocks(sheet: Sheet, outlook: Outlook, market: Market) -> Iterator[Block]:
    """The scenarios, one a row, with their notes."""
    if outlook.today is None or not outlook.rows:
        return
    language, styles = sheet.language, sheet.styles
    rows = with_ranges(outlook.today, outlook.rows, market)
    yield heading(language.gettext("Cost at scale"), styles, outline=1)
    yield _table(sheet, rows)
    notes = projection_notes(rows, sheet.initiative.unit.strip(), language)
    notes = (*notes, biases_note(sheet.brief.biases, language))
    yield from (Prose(note, styles.detail, space_before=4, sentence=True) for note in notes if note)


def _table(sheet: Sheet, rows: Sequence[Projection]) -> Block:
    """Figures to the right of their names; the user's own scenarios are last."""
    titles = projection_headings(sheet.initiative.unit, sheet.language)
    columns = (
        Column(titles.name),
        *(Column(title, most=0.17, align=Align.RIGHT) for title in astuple(titles)[1:]),
    )
    cells = [_row(sheet, projection_cells(row, sheet.language)) for row in rows]
    return table(columns, cells, sheet.styles, space_before=4)


def _row(sheet: Sheet, cells: ProjectionCells) -> Sequence[Cell]:
    """The name in ink of its own weight, the figures beside it."""
    name, *figures = astuple(cells)
    styles = sheet.styles
    return (Cell.of(name, styles.cell_strong), *(Cell.of(text, styles.cell) for text in figures))


def assumption_pages(sheet: Sheet, outlook: Outlook, market: Market) -> Iterator[Block]:
    """The assumptions of the user's own scenarios, and the price books used; nothing where there are none."""
    own = [row.own for row in outlook.rows if row.own is not None]
    if own:
        title = sheet.language.gettext("What the scenarios assume")
        yield heading(title, sheet.styles, outline=None)
        text = sheet.language.gettext("What is not named stays as in the latest month with cost and units.")
        yield Prose(text, sheet.styles.note, space_before=2, keep_with_next=True)
        yield _assumptions(sheet, own)
    if market.books and (own or outlook.economics.priced):
        yield heading(sheet.language.gettext("Prices of models"), sheet.styles, outline=None)
        yield _books(sheet, market.books)


def _assumptions(sheet: Sheet, own: Sequence[Assumptions]) -> Block:
    """Return a table with a row per scenario."""
    styles, language = sheet.styles, sheet.language
    rows = []
    for each in own:
        texts = assumption_texts(each, sheet.initiative.unit.strip(), language)
        parts = [(_assumption(name, value, language), styles.cell) for name, value in texts]
        parts += [(each.note, styles.cell_quiet)] if each.note else []
        rows.append((Cell.of(each.name, styles.cell_strong), Cell(tuple(parts))))
    return table((Column("", most=0.24, least=0.24), Column("")), rows, styles, space_before=4)


def _assumption(name: str, value: str, language: Language) -> str:
    return language.gettext("{name}: {value}", name=name, value=value)


def _books(sheet: Sheet, books: Sequence[PriceBook]) -> Block:
    """Return a table of the price books, the newest first: day, source and number of models."""
    styles, language = sheet.styles, sheet.language
    newest = sorted(books, key=lambda book: book.snapshot, reverse=True)[:MOST_BOOKS]
    rows = [
        (
            Cell.of(language.long_date(book.snapshot), styles.cell_strong),
            Cell.of(
                dotted([book.source, book.currency]),
                styles.cell,
            ),
        )
        for book in newest
    ]
    return table((Column("", most=0.24, least=0.24), Column("")), rows, styles, space_before=4)


def scenario_formulas(sheet: Sheet, outlook: Outlook) -> Iterator[tuple[str, str]]:
    """The formulas of tokens, human review, blocks, other models and ranges, where any is used."""
    language = sheet.language
    if outlook.economics.priced:
        yield (
            language.gettext("Priced, not billed"),
            language.gettext(
                "Fresh input tokens × their price + cached × their price + output × their price, at the "
                "price book nearest before the month’s end, in months with tokens and no cost of the model. "
                "The verdict does not count it."
            ),
        )
    if not any(row.own for row in outlook.rows):
        return
    yield (
        language.gettext("Tokens of a unit"),
        language.gettext(
            "Requests × (tokens in × (1 + growth × (requests − 1) / 2) × (1 − hit rate × (1 − price of a "
            "cached token)) + tokens out × price of one) × (1 + retry rate), in fresh input tokens."
        ),
    )
    yield (
        language.gettext("Another model"),
        language.gettext(
            "Its listed prices for requests of the mean size × what is paid today / what the list says of "
            "today’s model, where that is listed. Tokens written to a cache count as fresh, at their price."
        ),
    )
    yield (
        language.gettext("Human review"),
        language.gettext("Share × minutes / 60 × hourly rate, a unit."),
    )
    yield (
        language.gettext("Further blocks"),
        language.gettext("Fixed cost + cost of a block × (blocks of capacity begun − 1)."),
    )
    yield (
        language.gettext("Range"),
        language.gettext(
            "Each assumption that is not sure is drawn from a triangular distribution between its lowest and "
            "highest value; the same seed gives the same range."
        ),
    )
