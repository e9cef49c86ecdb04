"""The Qt model of a comparison: a column for each initiative, a row for each heading, fact or fold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from fivegates.domain.comparison.comparison import Comparison, Side
from fivegates.domain.language import Language
from fivegates.domain.wording.comparison import answer_sentences, trend_finding
from fivegates.domain.wording.comparison_facts import (
    Cell,
    Row,
    criterion_rows,
    deciding_headlines,
    differing_title,
    path_rows,
    same_title,
    status_rows,
)
from fivegates.domain.wording.comparison_money import (
    build_rows,
    money_note,
    money_rows,
)
from fivegates.domain.wording.words import UNKNOWN
from fivegates.ui.tables.views import Index
from fivegates.ui.widgets.roles import plain_tooltip

# The brief has all reasons of each initiative.
_MOST_REASONS = 3
FEWEST_MARKED = 2


class Kind(Enum):
    """Layout of a row: a fact has a cell for each initiative, the others span all of them."""

    HEADING = auto()
    FACT = auto()
    FOLD = auto()
    CHART = auto()


@dataclass(frozen=True, slots=True)
class PageRow:
    """A row of the table; `text` is the text of a row that spans all initiatives."""

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
    for row in status_rows(comparison, language):
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
    for row in (*money_rows(comparison, language), *build_rows(comparison, language)):
        yield _fact(row)
    yield PageRow(Kind.CHART, gettext("Readiness over time"), text=trend_finding(comparison, language))


def _heading(label: str, text: str) -> PageRow:
    """The heading of a part, and a sentence about all of it."""
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
    """The line that folds the equal rows, and those rows."""
    if not comparison.alike:
        return
    yield PageRow(Kind.FOLD, text=same_title(comparison, language))
    if unfolded:
        for row in criterion_rows(comparison, comparison.alike, language):
            yield _fact(row)


CELL_ROLE = Qt.ItemDataRole.UserRole
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
SIDE_ROLE = Qt.ItemDataRole.UserRole + 2
_NOWHERE = QModelIndex()


class ComparisonModel(QAbstractTableModel):
    """Gives cells (`CELL_ROLE`), rows (`ROW_ROLE`) and sides (`SIDE_ROLE`) to those who draw them."""

    def __init__(self, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._comparison: Comparison | None = None
        self.rows: tuple[PageRow, ...] = ()
        self.unfolded = False

    @property
    def sides(self) -> Sequence[Side]:
        """The initiatives, by column."""
        return self._comparison.sides if self._comparison else ()

    def show_comparison(self, comparison: Comparison | None) -> None:
        """Show this comparison instead, or none."""
        self.beginResetModel()
        self._comparison = comparison
        self._fill()
        self.endResetModel()

    def fold(self, *, unfolded: bool) -> None:
        """Show what is the same, or fold it away."""
        self.beginResetModel()
        self.unfolded = unfolded
        self._fill()
        self.endResetModel()

    def row_of(self, kind: Kind) -> int | None:
        """The first row of a kind."""
        return next((number for number, row in enumerate(self.rows) if row.kind is kind), None)

    def _fill(self) -> None:
        found = self._comparison
        self.rows = page_rows(found, self._language, unfolded=self.unfolded) if found else ()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Number of facts."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Number of initiatives."""
        return 0 if parent.isValid() else len(self.sides)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The names above, the labels on the left.

        A header asks for sections of before while it is reset.
        """
        vertical = orientation is Qt.Orientation.Vertical
        if section >= len(self.rows if vertical else self.sides):
            return None
        if vertical:
            row = self.rows[section]
            shown = {Qt.ItemDataRole.DisplayRole: row.label, ROW_ROLE: row}
            return shown.get(role)
        side = self.sides[section]
        return {
            Qt.ItemDataRole.DisplayRole: side.initiative.name,
            Qt.ItemDataRole.ToolTipRole: plain_tooltip(f"{side.initiative.name}\n{side.initiative.code}"),
            SIDE_ROLE: side,
        }.get(role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a cell, its words for a screen reader, or what it is drawn from."""
        row = self.rows[index.row()]
        cell = row.cells[index.column()] if row.cells else Cell(row.text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, cell, index.column())
        return {Qt.ItemDataRole.DisplayRole: cell.text, CELL_ROLE: cell, ROW_ROLE: row}.get(role)

    def _spoken(self, row: PageRow, cell: Cell, column: int) -> str:
        """A cell for a screen reader: its initiative, its label and its text."""
        gettext = self._language.gettext
        if row.kind is Kind.FOLD:
            how = gettext("shown") if self.unfolded else gettext("folded")
            return gettext("{text}, {how}", text=row.text, how=how)
        if row.kind is not Kind.FACT:
            return row.text
        text = " · ".join(part for part in (cell.text, cell.note) if part)
        name = self.sides[column].initiative.name
        return gettext("{label}, {name}: {text}", label=row.label, name=name, text=text)
