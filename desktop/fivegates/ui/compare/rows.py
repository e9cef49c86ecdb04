"""The rows of the Compare page: headings, facts, and the line that folds what is the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from fivegates.domain.comparison.comparison import Comparison
from fivegates.domain.language import Language
from fivegates.domain.wording.comparison import answer_sentences, trend_finding
from fivegates.domain.wording.comparison_facts import (
    Cell,
    Row,
    criterion_rows,
    deciding_headlines,
    differing_title,
    money_note,
    money_rows,
    path_rows,
    same_title,
    standing_rows,
)
from fivegates.domain.wording.words import UNKNOWN

# The brief has all reasons of each initiative.
_MOST_REASONS = 3
FEWEST_MARKED = 2


class Kind(Enum):
    """How a row is shown: a fact has a cell for each initiative, the others reach over all of them."""

    HEADING = auto()
    FACT = auto()
    FOLD = auto()
    CHART = auto()


@dataclass(frozen=True, slots=True)
class PageRow:
    """One row; `text` is what a row that reaches over all initiatives says."""

    kind: Kind
    label: str = ""
    note: str = ""
    cells: tuple[Cell, ...] = ()
    text: str = ""


def page_rows(comparison: Comparison, language: Language, *, unfolded: bool) -> tuple[PageRow, ...]:
    """Every row from top to bottom; the criteria that are the same only when `unfolded`."""
    return tuple(_rows(comparison, language, unfolded=unfolded))


def _rows(comparison: Comparison, language: Language, *, unfolded: bool) -> Iterator[PageRow]:
    gettext = language.gettext
    for row in standing_rows(comparison, language):
        yield _fact(row)
    yield PageRow(Kind.FACT, gettext("What decides it"), cells=tuple(_reasons(comparison, language)))
    for row in path_rows(comparison, language):
        yield _fact(row)
    yield _heading(gettext("Behind the order"), "\n".join(answer_sentences(comparison, language)[1:]))
    yield _heading(differing_title(comparison, language), gettext("Those furthest apart come first."))
    for row in criterion_rows(comparison, comparison.differing, language):
        yield _fact(row)
    yield from _same(comparison, language, unfolded=unfolded)
    yield _heading(gettext("What a unit costs and brings"), money_note(language))
    for row in money_rows(comparison, language):
        yield _fact(row)
    yield PageRow(Kind.CHART, gettext("Readiness over time"), text=trend_finding(comparison, language))


def _heading(label: str, text: str) -> PageRow:
    """The heading of a part, and what there is to say of all of it."""
    return PageRow(Kind.HEADING, label, text=text)


def _fact(row: Row) -> PageRow:
    """A row of facts."""
    return PageRow(Kind.FACT, row.label, row.note, row.cells)


def _reasons(comparison: Comparison, language: Language) -> Iterator[Cell]:
    """The first reasons of each side, and how many more there are."""
    for side in comparison.sides:
        found = deciding_headlines(side, language)
        more = len(found) - _MOST_REASONS
        note = language.ngettext("and {count} more", "and {count} more", more) if more > 0 else ""
        marked = found if len(found) < FEWEST_MARKED else tuple(f"•\u00a0{each}" for each in found)
        yield Cell("\n".join(marked[:_MOST_REASONS]) or UNKNOWN, note=note)


def _same(comparison: Comparison, language: Language, *, unfolded: bool) -> Iterator[PageRow]:
    """The line that folds what is the same, and what it folds."""
    if not comparison.alike:
        return
    yield PageRow(Kind.FOLD, text=same_title(comparison, language))
    if unfolded:
        for row in criterion_rows(comparison, comparison.alike, language):
            yield _fact(row)
