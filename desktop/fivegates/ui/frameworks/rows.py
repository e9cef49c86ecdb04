"""The rows of the tables of frameworks: items of one initiative, and items over all."""

from typing import Final

from fivegates.domain.frameworks.coverage import WEAKEST_FIRST, Basis, Coverage, PortfolioCoverage
from fivegates.domain.frameworks.framework import FrameworkItem
from fivegates.domain.language import Language
from fivegates.domain.wording.frameworks import basis_word
from fivegates.ui.tables.model import Cell, Heading, RecordRow

_NONE: Final = "–"
PART: Final = 1
"""The column of the part, in both tables."""
_ORDER: Final = (*WEAKEST_FIRST, Basis.NOT_ASKED, Basis.NOT_APPLICABLE)


def item_headings(language: Language) -> tuple[Heading, ...]:
    """The columns of one initiative's items."""
    return (
        Heading(language.gettext("Item")),
        Heading(language.gettext("Part")),
        Heading(language.gettext("What it asks for"), share=5),
        Heading(language.gettext("Rests on")),
        Heading(language.gettext("Until"), right=True),
        Heading(language.gettext("Criteria asked"), right=True),
    )


def item_rows(coverage: Coverage, language: Language) -> list[RecordRow]:
    """A row an item, in the order of the framework; its id is its place."""
    return [
        RecordRow(
            place,
            "",
            (
                *_item_cells(each.item, place, language),
                _basis_cell(each.basis, language),
                Cell(language.short_date(each.until), each.until.toordinal())
                if each.until
                else Cell(_NONE, None, quiet=True),
                _asked_cell(len(each.criteria), len(each.item.criteria), language),
            ),
        )
        for place, each in enumerate(coverage.items, 1)
    ]


def _item_cells(item: FrameworkItem, place: int, language: Language) -> tuple[Cell, Cell, Cell]:
    """Number, part and title; numbers are sorted as the framework has them."""
    name, title = language.shipped(item.part), language.shipped(item.title)
    part = Cell(name, name) if name else Cell(_NONE, None, quiet=True)
    return Cell(item.ref, place), part, Cell(title, title)


def _basis_cell(basis: Basis, language: Language) -> Cell:
    """The basis of an item; a missing one is highlighted, and one without a judgement is greyed."""
    return Cell(
        basis_word(basis, language),
        _ORDER.index(basis),
        warns=basis is Basis.NOTHING,
        quiet=basis in {Basis.NOT_ASKED, Basis.NOT_APPLICABLE},
    )


def _asked_cell(asked: int, touching: int, language: Language) -> Cell:
    """Number of the item's criteria that the rubric asks."""
    if not touching:
        return Cell(_NONE, None, quiet=True)
    return Cell(
        language.gettext("{asked} of {count}", asked=asked, count=touching), asked, quiet=asked == touching
    )


def overall_headings(language: Language) -> tuple[Heading, ...]:
    """The columns of items over all initiatives."""
    return (
        Heading(language.gettext("Item")),
        Heading(language.gettext("Part")),
        Heading(language.gettext("What it asks for"), share=5),
        *(Heading(basis_word(basis, language), right=True) for basis in Basis),
    )


def overall_rows(found: PortfolioCoverage, language: Language) -> list[RecordRow]:
    """A row an item, with the number of initiatives for each basis; its id is its place."""
    return [
        RecordRow(
            place,
            "",
            (
                *_item_cells(item, place, language),
                *(
                    Cell(
                        language.number(counts[basis]),
                        counts[basis],
                        warns=basis is Basis.NOTHING and counts[basis] > 0,
                        quiet=not counts[basis],
                    )
                    for basis in Basis
                ),
            ),
        )
        for place, (item, counts) in enumerate(found.rows(), 1)
    ]
