"""The workspace of an open portfolio: the sidebar and the pages."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from fivegates.domain.comparison.size import FEWEST, MOST, require_number
from fivegates.domain.search import Hit, HitKind
from fivegates.ui.context import Context
from fivegates.ui.session import Session
from fivegates.ui.verdicts_of_day import VerdictsOfDay
from fivegates.ui.window.initiative_commands import InitiativeCommands
from fivegates.ui.window.menus import Place
from fivegates.ui.window.pages import Pages
from fivegates.ui.window.portfolio_dialogs import PortfolioDialogs
from fivegates.ui.window.sidebar import Sidebar

if TYPE_CHECKING:
    from fivegates.actions.importing.imports import Arrival
    from fivegates.domain.portfolio.attention import Attention
    from fivegates.ui.export_notice import ExportNotice
    from fivegates.ui.importing.commands import ImportCommands
    from fivegates.ui.initiative.page import InitiativePage
    from fivegates.ui.pack_export import PackExport


class Workspace(QWidget):
    """Shows one page at a time; pages other than the portfolio's are made when first wanted.

    Signals:
        current_changed(): another initiative, or none, is the one that commands are about.
        reported(str): something was done that is worth a line in the status bar.
        sample_requested(): the user asked for the sample.
    """

    current_changed = Signal()
    sample_requested = Signal()
    reported = Signal(str)

    def __init__(self, session: Session, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._context = context
        self._shown: int | None = None
        self._exported: ExportNotice | None = None
        self._importing: ImportCommands | None = None
        self._packing: PackExport | None = None
        self._led_from = Place.PORTFOLIO
        self.dialogs = PortfolioDialogs(session, context, self)
        self.commands = InitiativeCommands(session, context, parent or self)
        self._lay_out()
        self.verdicts = VerdictsOfDay(session, context, self)
        self._connect()
        self.show_portfolio()

    def _lay_out(self) -> None:
        """Lay out parents before children: Qt restyles all children of a widget that gets a new parent."""
        panes = QSplitter(self, childrenCollapsible=False, handleWidth=0)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(panes)
        self._sidebar = Sidebar(self.session, self._context, panes)
        column = QWidget(panes)
        self._column = QVBoxLayout(column)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._pages = Pages(self.session, self._context, self.commands, column)
        self._column.addWidget(self._pages, 1)
        self.portfolio = self._pages.portfolio
        self._fit_panes(panes)

    def _fit_panes(self, panes: QSplitter) -> None:
        """The sidebar beside the pages; the width to which it is dragged is remembered."""
        panes.setStretchFactor(1, 1)

        def fit() -> None:
            whole = max(panes.width(), 2 * self._sidebar.wanted_width)
            panes.setSizes([self._sidebar.wanted_width, whole - self._sidebar.wanted_width])

        def keep(pixels: int, _handle: int) -> None:
            self._context.settings.sidebar_width = pixels

        panes.splitterMoved.connect(keep)
        self._sidebar.width_requested.connect(fit)
        fit()

    @property
    def current(self) -> int | None:
        """The current initiative of commands: the shown one, or the chosen row or column of a table."""
        if self._pages.is_shown("compare"):
            return self._pages.compare.current
        return self._shown if self._shown is not None else self.portfolio.current

    @property
    def shown(self) -> int | None:
        """The initiative whose page is shown."""
        return self._shown

    @property
    def page(self) -> QWidget:
        """The page that is shown."""
        return self._pages.currentWidget() or self.portfolio

    def show_place(self, place: Place) -> None:
        """Show a page of the sidebar, as it was left."""
        self._go_to(self._pages.at(place), None, place)
        self.enter_page()

    def compare(self, ids: Sequence[int]) -> None:
        """Compare these initiatives; none at all leaves the comparison as it was."""
        if len(ids) > MOST:
            self.session.ask(lambda _opened: require_number(len(ids)))
            return
        if ids:
            self._pages.compare.compare(ids)
        self.show_place(Place.COMPARE)

    def compare_chosen(self) -> None:
        """Compare the rows marked in the portfolio; elsewhere, or with one alone, show the comparison."""
        marked = self.portfolio.marked if self.page is self.portfolio else []
        self.compare(marked if len(marked) >= FEWEST else [])

    def compare_set(self, name: str) -> None:
        """Compare a set of initiatives that is kept."""
        self._pages.compare.show_set(name)
        self.show_place(Place.COMPARE)

    def show_view(self, name: str) -> None:
        """Show the portfolio in a view that is kept."""
        self.portfolio.views.show_view(name)
        self.show_place(Place.PORTFOLIO)

    def show_banner(self, banner: QWidget) -> None:
        """Put a notice above the pages."""
        self._column.insertWidget(0, banner)

    def show_exported(self, path: Path) -> None:
        """Offer what can be done with a file that was written."""
        if self._exported is None:
            from fivegates.ui.export_notice import ExportNotice

            self._exported = ExportNotice(self._context)
            self._column.addWidget(self._exported)
        self._exported.show_file(path)

    def show_file(self) -> None:
        """Name the file that is open: the session may go on in another."""
        self._sidebar.show_file()

    def show_portfolio(self) -> None:
        """Show the table of all initiatives."""
        self.show_place(Place.PORTFOLIO)

    def show_initiative(self, initiative_id: int) -> None:
        """Show one initiative; the focus stays where it is."""
        page = self._pages.initiative
        page.show_initiative(initiative_id)
        self._go_to(page, initiative_id)

    def open_initiative(self, initiative_id: int) -> None:
        """Show one initiative and go into its page."""
        self.show_initiative(initiative_id)
        self.enter_page()

    def search(self) -> None:
        """Go to the field that searches everything."""
        self._sidebar.search.enter()

    def prepare_search(self) -> None:
        """Index all text for the search while the window is idle."""
        self._sidebar.search.prepare()

    def show_hit(self, hit: Hit) -> None:
        """Go to a hit; one in the rubric is shown at the initiative that commands are about."""
        shared: dict[HitKind, Callable[[], object]] = {
            HitKind.PORTFOLIO: self.show_portfolio,
            HitKind.MEETING: lambda: self.show_brief(hit.initiative_id),
            HitKind.PAPER_MEETING: self.show_portfolio,
            HitKind.PRICE_BOOK: self.dialogs.show_prices,
            HitKind.RATE: self.dialogs.show_rates,
            HitKind.FRAMEWORK: lambda: self.show_place(Place.FRAMEWORKS),
            HitKind.IDEA: lambda: self._show_idea(hit.record_id),
            HitKind.CAPACITY: lambda: self.show_place(Place.CAPACITY),
        }
        if hit.kind in shared:
            shared[hit.kind]()
            return
        initiative_id = hit.initiative_id or self.current or self._sidebar.neighbour(1)
        if initiative_id is None:
            self.show_portfolio()
            return
        self.open_initiative(initiative_id)
        self._pages.initiative.enter_hit(hit)

    def _show_idea(self, idea_id: int) -> None:
        """Show an idea among all."""
        self.show_place(Place.IDEAS)
        self._pages.ideas.choose(idea_id)

    def initiative_page(self, initiative_id: int) -> "InitiativePage":
        """Show an initiative; return its page, whose commands are about the review shown, or the latest."""
        self.show_initiative(initiative_id)
        return self._pages.initiative

    def show_brief(self, initiative_id: int, review_id: int | None = None) -> None:
        """Show the brief of a review of an initiative: the one named, else the one shown, else the latest."""
        named = review_id or self._pages.shown_review(initiative_id)
        page = self._pages.brief
        self._go_to(page, initiative_id)
        page.show_brief(initiative_id, named)

    def export_brief(self, initiative_id: int, *, to_printer: bool = False) -> None:
        """Show the brief, and ask where to export it, or how to print it, as soon as it is ready."""
        if not (self._pages.is_shown("brief") and self._shown == initiative_id):
            self.show_brief(initiative_id)
        (self._pages.brief.print_brief if to_printer else self._pages.brief.export)()

    def export_pack(self, *, protected: bool = False) -> None:
        """Export the portfolio pack to a file asked for, with a password if `protected`."""
        if self._packing is None:
            from fivegates.ui.pack_export import PackExport

            self._packing = PackExport(self.session, self._context, self)
            self._packing.reported.connect(self.reported)
            self._packing.exported.connect(self.show_exported)
        self._packing.ask(protected=protected)

    def show_neighbour(self, steps: int) -> None:
        """Show the initiative so many rows further down the sidebar."""
        wanted = self._sidebar.neighbour(steps)
        if wanted is not None:
            self.show_initiative(wanted)

    def present(self) -> None:
        """Present the portfolio full screen, beginning with the initiative that is shown."""
        from fivegates.ui.presentation.presentation import Presentation

        presentation = Presentation(self.session, self._context, self.verdicts, self._shown, self)
        presentation.showFullScreen()

    def ask_import(self, initiative_id: int | None = None) -> None:
        """Ask for a file to import; rows that name no initiative go to the one given."""
        importing = self._made_importing()
        importing.ask(lambda paths: importing.take(paths, initiative_id))

    def show_warehouse(self) -> None:
        """Show the statement that adds up bills where they are stored."""
        self._made_importing().show_warehouse()

    def show_edits(self) -> None:
        """Show who edited what and when; on an initiative's page, what concerned it."""
        from fivegates.ui.edit_history import EditHistoryDialog

        dialog = EditHistoryDialog(self.session, self._context, self._shown, self)
        dialog.opened.connect(self._open_edited)
        dialog.open()

    def _open_edited(self, initiative_id: int, criterion: str) -> None:
        """Show an initiative, and one of its criteria where that is named."""
        self.open_initiative(initiative_id)
        self._pages.initiative.enter_criterion(criterion)

    def import_file(self, path: Path, *more: Path) -> None:
        """Import a file, or those of a billing export; rows of no initiative go to the one that is shown."""
        self._made_importing().take((path, *more), self._shown)

    def _show_lines(self, arrival: "Arrival") -> None:
        """Show an initiative with lines of its ledger chosen."""
        self.open_initiative(arrival.initiative_id)
        self._pages.initiative.enter_lines(arrival.part, arrival.line_ids)

    def go_back(self) -> None:
        """Go from the brief back to its initiative, and from an initiative to the page before it."""
        if self._shown is not None and self._pages.is_shown("brief"):
            self.open_initiative(self._shown)
        else:
            self.show_place(self._led_from if self._shown is not None else Place.PORTFOLIO)

    def enter_page(self) -> None:
        """Put the focus into the page shown."""
        if self.page is self.portfolio:
            self.portfolio.focus_table()
        else:
            self.page.setFocus(Qt.FocusReason.TabFocusReason)

    def seek(self) -> None:
        """Focus the search field of the paper that is shown, else the portfolio's filter."""
        if self._pages.is_shown("brief"):
            self._pages.brief.seek()
            return
        self._go_to(self.portfolio, None)
        self.portfolio.focus_filter()

    def save_typed(self) -> bool:
        """Save what was typed; whether some of it could not be saved."""
        page = self._pages.typed_in
        return page is not None and page.save_typed()

    def show_unsaved(self) -> None:
        """Show what was typed and is not saved."""
        page = self._pages.typed_in
        if page is not None:
            page.show_unsaved()
            self._go_to(page, page.initiative_id)

    def close_workspace(self) -> None:
        """Stop background work; the workspace is not used again."""
        self._pages.close_pages()
        if self._packing is not None:
            self._packing.close()
        self.verdicts.close()
        self._sidebar.close_sidebar()
        self.session.copies.close()

    def _connect(self) -> None:
        """Connect all signals, in one list."""
        self.verdicts.found.connect(self.portfolio.show_lines)
        self.verdicts.found.connect(self._sidebar.show_lines)
        self.verdicts.attention_found.connect(self.portfolio.show_attention)
        self._sidebar.place_requested.connect(self.show_place)
        self._sidebar.initiative_requested.connect(self.show_initiative)
        self._sidebar.hit_requested.connect(self.show_hit)
        self._sidebar.page_entered.connect(self.enter_page)
        self.portfolio.opened.connect(self.open_initiative)
        self.portfolio.chosen.connect(self.current_changed)
        self.portfolio.filter_typed.connect(self.verdicts.wait)
        self.portfolio.attention_requested.connect(lambda: self.show_place(Place.ATTENTION))
        self.portfolio.compare_requested.connect(self.compare_chosen)
        self.portfolio.sample_requested.connect(self.sample_requested)
        self._pages.opened.connect(self._open_from)
        self._pages.action_opened.connect(self._open_action)
        self._pages.attention_opened.connect(self._open_attention)
        self._pages.exported.connect(self.show_exported)
        self._pages.portfolio_requested.connect(self.show_portfolio)
        self._pages.brief_requested.connect(self.show_brief)
        self._pages.initiative_requested.connect(self.open_initiative)
        self._pages.import_requested.connect(self.ask_import)
        self._pages.prices_requested.connect(self.dialogs.show_prices)
        self._pages.current_changed.connect(self.current_changed)
        self.commands.added.connect(self._show_added)
        self.commands.copied.connect(self._show_copy)

    def _open_from(self, initiative_id: int, gate: str, place: Place) -> None:
        """Show an initiative from a place, to which going back leads; at one of its gates if it is named."""
        self.open_initiative(initiative_id)
        self._led_from = place
        if gate:
            self._pages.initiative.enter_gate(gate)

    def _open_action(self, initiative_id: int, action_id: int) -> None:
        """Show an action in its initiative; going back leads to the list of all."""
        self.open_initiative(initiative_id)
        self._led_from = Place.ACTIONS
        self._pages.initiative.enter_record(HitKind.ACTION, action_id)

    def _open_attention(self, item: "Attention") -> None:
        """Show the place of an attention item; going back leads to the list of them."""
        self.open_initiative(item.initiative.id)
        self._led_from = Place.ATTENTION
        self._pages.initiative.enter_attention(item)

    def _go_to(self, page: QWidget, initiative_id: int | None, place: Place = Place.PORTFOLIO) -> None:
        """Show a page, and mark its place in the sidebar."""
        if initiative_id is None or initiative_id != self._shown:
            self._led_from = Place.PORTFOLIO
        self._shown = initiative_id
        self._pages.setCurrentWidget(page)
        self._sidebar.mark_shown(initiative_id, place)
        self.current_changed.emit()

    def _show_copy(self, initiative_id: int) -> None:
        """Choose a copy in the table, or show it where another is shown."""
        self._sidebar.refresh()
        if self._shown is None:
            self.portfolio.choose(initiative_id)
            self.portfolio.focus_table()
        else:
            self.open_initiative(initiative_id)

    def _show_added(self, initiative_id: int) -> None:
        """Go into a new initiative, where its first review begins."""
        self._sidebar.refresh()
        self.open_initiative(initiative_id)

    def _made_importing(self) -> "ImportCommands":
        if self._importing is None:
            from fivegates.ui.importing.commands import ImportCommands

            self._importing = ImportCommands(self.session, self._context, self)
            self._importing.reported.connect(self.reported)
            self._importing.lines_requested.connect(self._show_lines)
        return self._importing
