"""The Views menu of the portfolio table: saved views, grouping and visible columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QCheckBox, QLineEdit, QMenu, QWidget

from fivegates.actions.file.opened import Changes
from fivegates.domain.portfolio.facets import GROUPINGS, Chosen, renamed
from fivegates.domain.wording.overview import facet_word
from fivegates.ui.context import Context
from fivegates.ui.portfolio.facets import FacetFilter
from fivegates.ui.portfolio.model import COLUMNS
from fivegates.ui.portfolio.table import PortfolioTable
from fivegates.ui.saved_views import SavedItemLabels, SavedItemsMenu, SavedView, SavedViews


@dataclass(frozen=True, slots=True)
class ViewParts:
    """The widgets whose state a view saves."""

    words: QLineEdit
    facets: FacetFilter
    archived: QCheckBox
    table: PortfolioTable


@dataclass(frozen=True, slots=True)
class _Renamed:
    """The changes of a renaming: each view before and after it, and the filter."""

    views: Sequence[tuple[SavedView, SavedView]]
    before: Chosen
    after: Chosen


class PortfolioViews(QObject):
    """Connects the button and its menu to the filter and the table."""

    def __init__(self, kept: SavedViews, context: Context, parts: ViewParts, page: QWidget) -> None:
        super().__init__(page)
        self._kept = kept
        self._context = context
        self._parts = parts
        self._page = page
        self._renamed: list[_Renamed] = []
        gettext = context.language.gettext
        words = SavedItemLabels(gettext("Views"), gettext("Save this view…"), gettext("Remove a view"))
        self.button = SavedItemsMenu(context, words, self._names, self._fill_menu, page)
        self.button.chosen.connect(self.show_view)
        self.button.save_requested.connect(self._ask_name)
        self.button.removed.connect(kept.drop_view)

    def show_view(self, name: str) -> None:
        """Show a view; nothing happens where none has the name."""
        for view in self._kept.views:
            if view.name == name:
                self._show(view)

    def follow_renaming(self, changes: Changes) -> None:
        """Filter by the new name of a person or unit in saved views and what is shown; back on undo."""
        if changes.renamed is None:
            return
        facets = self._parts.facets
        if not changes.undone:
            chosen = renamed(facets.chosen, changes.renamed)
            renaming = _Renamed(self._kept.views_named(changes.renamed), facets.chosen, chosen)
            self._renamed.append(renaming)
            self._kept.replace_views(renaming.views)
            facets.choose_all(chosen)
        elif self._renamed:
            renaming = self._renamed.pop()
            self._kept.replace_views((after, before) for before, after in renaming.views)
            if facets.chosen == renaming.after:
                facets.choose_all(renaming.before)

    def view(self, name: str) -> SavedView:
        """The current state as a view of this name."""
        parts, (sort, down) = self._parts, self._context.settings.table_sort
        return SavedView(
            name,
            parts.words.text(),
            parts.facets.chosen,
            parts.archived.isChecked(),
            parts.table.hidden,
            sort,
            down,
            parts.table.grouping,
        )

    def _show(self, view: SavedView) -> None:
        parts = self._parts
        parts.words.setText(view.words)
        parts.facets.choose_all(view.facets)
        parts.archived.setChecked(view.archived)
        parts.table.hide_columns(view.hidden)
        parts.table.sort_by(view.sort, down=view.down)
        parts.table.group_by(view.grouping)

    def _names(self) -> list[str]:
        return [view.name for view in self._kept.views]

    def _ask_name(self) -> None:
        """Ask for a name, and keep what is shown under it."""
        from fivegates.ui.dialogs.name_form import NameForm

        title = self._context.language.gettext("Save this view")
        form = NameForm(self._context, title, self._names(), self._page)

        def save() -> bool:
            self._kept.save_view(self.view(form.name.text().strip()))
            return True

        form.save_with(save)

    def _fill_menu(self, menu: QMenu) -> None:
        """Add the submenus for grouping and columns."""
        self._fill_groups(menu)
        self._fill_columns(menu)

    def _fill_groups(self, menu: QMenu) -> None:
        """No groups, or those of a facet; what is shown is ticked."""
        language, table = self._context.language, self._parts.table
        groups = menu.addMenu(language.gettext("Group by"))
        one_of = QActionGroup(groups)
        for facet in (None, *GROUPINGS):
            word = facet_word(facet, language) if facet else language.gettext("No groups")
            action = groups.addAction(word)
            action.setCheckable(True)
            action.setChecked(facet is table.grouping)
            action.triggered.connect(lambda _on=False, f=facet: table.group_by(f))
            one_of.addAction(action)

    def _fill_columns(self, menu: QMenu) -> None:
        """All columns but the name, those that are shown ticked."""
        language, table = self._context.language, self._parts.table
        columns = menu.addMenu(language.gettext("Columns"))
        for column in COLUMNS:
            if column.id != "name":
                action = columns.addAction(column.heading(language))
                action.setCheckable(True)
                action.setChecked(column.id not in table.hidden)
                action.triggered.connect(self._switch(column.id))

    def _switch(self, column: str) -> Callable[[], None]:
        table = self._parts.table
        return lambda: table.hide_columns(table.hidden ^ {column})
