"""The row filter of the portfolio table: filter text, facets, archived initiatives and folded groups."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QSortFilterProxyModel, Signal

from fivegates.domain.portfolio.facets import Chosen, Facet, Group, group_of, passes
from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.ui.portfolio.model import PortfolioModel, PortfolioRow
from fivegates.ui.tables.order import RowFilter
from fivegates.ui.tables.views import Index


class PortfolioOrder(RowFilter):
    """Sorts by native values, unknown ones last, and keeps rows that contain every search word.

    Signals:
        filtering(): other rows are about to be kept.
        filtered(): other rows may be kept, and groups may have other counts.
    """

    filtering = Signal()
    filtered = Signal()

    def __init__(self, model: PortfolioModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self._words: tuple[str, ...] = ()
        self._archived = False
        self._chosen: Chosen = {}
        self._folded: frozenset[Group] = frozenset()
        self._counts: Counter[Group] | None = None
        self._kept: set[str] = set()
        # Before the model's own signals reach Qt's part, which asks at once which rows are shown.
        model.modelAboutToBeReset.connect(self._forget_counts)
        self.setSourceModel(model)

    def seek(self, text: str) -> None:
        """Keep the initiatives in which every word of `text` occurs."""
        with self._another_filter():
            self._words = tuple(text.casefold().split())

    def show_archived(self, shown: bool) -> None:  # noqa: FBT001 - a slot of a tick box
        """Keep archived initiatives too, or not."""
        with self._another_filter():
            self._archived = shown

    def narrow(self, chosen: Chosen) -> None:
        """Filter by the chosen values of every facet."""
        with self._another_filter():
            self._chosen = {facet: wanted for facet, wanted in chosen.items() if wanted}

    def group_by(self, facet: Facet | None) -> None:
        """Show the initiatives in groups, all of them unfolded; None is without groups."""
        self._folded = frozenset()
        self.model.group_by(facet)

    def fold(self, group: Group, *, folded: bool) -> None:
        """Hide the initiatives of a group, or show them again; its own row stays."""
        with self._another_filter():
            self._folded = self._folded | {group} if folded else self._folded - {group}

    def unfold_for(self, initiative_id: int) -> None:
        """Show the group of an initiative, if it is folded and the initiative passes the filter."""
        facet = self.model.facet
        if facet is None or not self._folded:
            return
        for line in self.model.lines:
            if line.initiative.id == initiative_id and self._passes(line):
                self.fold(group_of(line, facet), folded=False)

    def is_folded(self, group: Group) -> bool:
        """True if the initiatives of a group are hidden."""
        return group in self._folded

    def row_at(self, index: Index) -> PortfolioRow:
        """The initiative or the group shown at `index`."""
        return self.model.rows[self.mapToSource(index).row()]

    def line_at(self, index: Index) -> OverviewLine | None:
        """The initiative shown at `index`; None for the row of a group."""
        row = self.row_at(index)
        return row if isinstance(row, OverviewLine) else None

    def filterAcceptsRow(self, source_row: int, _source_parent: Index) -> bool:
        """True if the row is shown."""
        row, facet = self.model.rows[source_row], self.model.facet
        if isinstance(row, Group):
            return self._counted()[row] > 0
        self._counted()
        return row.initiative.code in self._kept and not (
            facet is not None and self._folded and group_of(row, facet) in self._folded
        )

    def _counted(self) -> Counter[Group]:
        """Number of initiatives of each group that pass; counted once for each change of filter or rows."""
        facet = self.model.facet
        if self._counts is None:
            passing = [line for line in self.model.lines if self._passes(line)]
            self._kept = {line.initiative.code for line in passing}
            self._counts = Counter(group_of(line, facet) for line in passing if facet is not None)
            self.model.count_groups(self._counts, self._folded)
        return self._counts

    @contextmanager
    def _another_filter(self) -> Iterator[None]:
        """Change the filter; groups are counted again, and their rows redrawn."""
        self.filtering.emit()
        self.beginFilterChange()
        yield
        self._counts = None
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)
        self.filtered.emit()

    def _forget_counts(self) -> None:
        self._counts = None

    def _passes(self, line: OverviewLine) -> bool:
        """True if an initiative passes the filter, whatever group it is in."""
        if line.initiative.archived and not self._archived:
            return False
        if self._chosen and not passes(line, self._chosen):
            return False
        if not self._words:
            return True
        text = self.model.searched(line)
        return all(word in text for word in self._words)
