"""Everything that is on screen while a portfolio is open: the sidebar and the pages."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from fivegates.ui.context import Context
from fivegates.ui.initiative_verbs import InitiativeVerbs
from fivegates.ui.portfolio.page import PortfolioPage
from fivegates.ui.portfolio_session import Session
from fivegates.ui.sidebar import Sidebar

if TYPE_CHECKING:
    from fivegates.ui.brief.page import BriefPage
    from fivegates.ui.dialogs.portfolio_settings import PortfolioSettingsForm
    from fivegates.ui.initiative.page import InitiativePage


class Workspace(QWidget):
    """Shows one page at a time; pages other than the portfolio's are made when first wanted.

    Signals:
        current_changed(): another initiative, or none, is the one that commands are about.
        sample_requested(): the user asked for the sample.
    """

    current_changed = Signal()
    sample_requested = Signal()

    def __init__(self, session: Session, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._context = context
        self._shown: int | None = None
        self._initiative_page: InitiativePage | None = None
        self._brief_page: BriefPage | None = None
        self.verbs = InitiativeVerbs(session, context, parent or self)
        self.portfolio = PortfolioPage(session, context, self.verbs)
        self._sidebar = Sidebar(session, context)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.portfolio)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._sidebar)
        layout.addWidget(self._pages, 1)
        self._connect()
        self.show_portfolio()

    @property
    def current(self) -> int | None:
        """The initiative that commands are about: the shown one, or the chosen row of the table."""
        return self._shown if self._shown is not None else self.portfolio.current

    @property
    def page(self) -> QWidget:
        """The page that is shown."""
        return self._pages.currentWidget() or self.portfolio

    def show_portfolio(self) -> None:
        """Show the table of all initiatives."""
        self._go_to(self.portfolio, None)
        self.portfolio.focus_table()

    def show_initiative(self, initiative_id: int) -> None:
        """Show one initiative; the focus stays where it is."""
        page = self._made_initiative_page()
        page.show_initiative(initiative_id)
        self._go_to(page, initiative_id)

    def open_initiative(self, initiative_id: int) -> None:
        """Show one initiative and go into its page."""
        self.show_initiative(initiative_id)
        self.enter_page()

    def finalise_review(self, initiative_id: int) -> None:
        """Ask in whose name the review that is shown, or the latest, becomes final."""
        self.show_initiative(initiative_id)
        self._made_initiative_page().finalise_review()

    def show_brief(self, initiative_id: int, review_id: int | None = None) -> None:
        """Show the brief of one review of an initiative, the latest unless named."""
        page = self._made_brief_page()
        self._go_to(page, initiative_id)
        page.show_brief(initiative_id, review_id)

    def export_brief(self, initiative_id: int) -> None:
        """Show the brief, and ask where to export it as soon as it is ready."""
        self.show_brief(initiative_id)
        self._made_brief_page().export()

    def show_neighbour(self, steps: int) -> None:
        """Show the initiative so many rows further down the sidebar."""
        wanted = self._sidebar.neighbour(steps)
        if wanted is not None:
            self.show_initiative(wanted)

    def edit_settings(self) -> None:
        """Ask for what concerns the portfolio as a whole."""
        from fivegates.actions import overview, queries
        from fivegates.ui.dialogs.portfolio_settings import PortfolioSettingsForm

        settings = self.session.ask(overview.settings)
        rubrics = self.session.ask(queries.rubrics)
        if settings is None or rubrics is None:
            return
        form = PortfolioSettingsForm(self._context, settings, rubrics, self)
        form.submitted.connect(lambda: self._save_settings(form))
        form.open()

    def go_back(self) -> None:
        """From the brief to its initiative, from there to the portfolio."""
        if self._shown is not None and self._pages.currentWidget() is self._brief_page:
            self.open_initiative(self._shown)
        else:
            self.show_portfolio()

    def enter_page(self) -> None:
        """Put the focus into the page shown."""
        if self.page is self.portfolio:
            self.portfolio.focus_table()
        else:
            self.page.setFocus(Qt.FocusReason.TabFocusReason)

    def seek(self) -> None:
        """Go to the portfolio's filter."""
        self._go_to(self.portfolio, None)
        self.portfolio.focus_filter()

    def close_workspace(self) -> None:
        """End what runs; the workspace is not used again."""
        if self._brief_page is not None:
            self._brief_page.close_page()
        self._sidebar.close_sidebar()

    def _connect(self) -> None:
        """All wiring in one list."""
        self._sidebar.portfolio_requested.connect(self.show_portfolio)
        self._sidebar.initiative_requested.connect(self.show_initiative)
        self._sidebar.page_entered.connect(self.enter_page)
        self.portfolio.opened.connect(self.open_initiative)
        self.portfolio.chosen.connect(self.current_changed)
        self.portfolio.sample_requested.connect(self.sample_requested)
        self.verbs.added.connect(self._show_added)

    def _go_to(self, page: QWidget, initiative_id: int | None) -> None:
        """Show a page, and tell where one is."""
        self._shown = initiative_id
        self._pages.setCurrentWidget(page)
        self._sidebar.mark_shown(initiative_id)
        self.current_changed.emit()

    def _save_settings(self, form: "PortfolioSettingsForm") -> None:
        from fivegates.actions.portfolio import edit_settings

        if self.session.run(edit_settings, form.value) is not None:
            form.accept()

    def _show_added(self, initiative_id: int) -> None:
        """Choose a new initiative in the table, or show it where another is shown."""
        self._sidebar.refresh()
        if self._shown is None:
            self.portfolio.choose(initiative_id)
            self.portfolio.focus_table()
        else:
            self.open_initiative(initiative_id)

    def _made_initiative_page(self) -> "InitiativePage":
        if self._initiative_page is None:
            from fivegates.ui.initiative.page import InitiativePage

            self._initiative_page = InitiativePage(self.session, self._context)
            self._initiative_page.brief_requested.connect(self.show_brief)
            self._pages.addWidget(self._initiative_page)
        return self._initiative_page

    def _made_brief_page(self) -> "BriefPage":
        if self._brief_page is None:
            from fivegates.ui.brief.page import BriefPage

            self._brief_page = BriefPage(self.session, self._context)
            self._brief_page.back_requested.connect(self.open_initiative)
            self._pages.addWidget(self._brief_page)
        return self._brief_page
