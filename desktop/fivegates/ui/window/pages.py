"""The pages of a workspace, each made when it is first wanted."""

from collections.abc import Callable
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from fivegates.ui.context import Context
from fivegates.ui.portfolio.page import PortfolioPage
from fivegates.ui.session import Session
from fivegates.ui.window.initiative_commands import InitiativeCommands
from fivegates.ui.window.menus import Place

if TYPE_CHECKING:
    from fivegates.ui.action_list import ActionsPage
    from fivegates.ui.attention import AttentionPage
    from fivegates.ui.brief.page import BriefPage
    from fivegates.ui.capacity.page import CapacityPage
    from fivegates.ui.compare.page import ComparePage
    from fivegates.ui.decisions import DecisionsPage
    from fivegates.ui.evidence_calendar import CalendarPage
    from fivegates.ui.frameworks.page import FrameworksPage
    from fivegates.ui.ideas.page import IdeasPage
    from fivegates.ui.initiative.page import InitiativePage
    from fivegates.ui.insights.page import InsightsPage

# The modules of the pages, the most used first.
PAGE_MODULES: Final = (
    "fivegates.ui.initiative.page",
    "fivegates.ui.brief.page",
    "fivegates.ui.attention",
    "fivegates.ui.action_list",
    "fivegates.ui.compare.page",
    "fivegates.ui.insights.page",
    "fivegates.ui.evidence_calendar",
    "fivegates.ui.frameworks.page",
    "fivegates.ui.capacity.page",
    "fivegates.ui.decisions",
    "fivegates.ui.ideas.page",
)


def load_pages() -> None:
    """Import the modules of all pages, on any thread, so that no page waits for them when first opened."""
    for module in PAGE_MODULES:
        import_module(module)


class Pages(QStackedWidget):
    """Shows one of them at a time, the portfolio's first.

    Signals:
        opened(int, str, Place): the user opened an initiative from a place; its id, and a gate's or "".
        portfolio_requested(): the user wants the table of initiatives.
        brief_requested(int, int): the user wants the brief of an initiative's review; their ids.
        initiative_requested(int): the user wants to go back to an initiative.
        import_requested(int), prices_requested(): the user wants to import costs, or to see the prices.
        action_opened(int, int): the user opened an action of the list of all; ids of initiative and action.
        attention_opened(Attention): the user wants to deal with what needs attention.
        exported(Path): a brief, a comparison or a list was written.
        current_changed(): another initiative of the comparison is the one that commands are about.
    """

    opened = Signal(int, str, Place)
    portfolio_requested = Signal()
    brief_requested = Signal(int, int)
    initiative_requested = Signal(int)
    import_requested = Signal(int)
    prices_requested = Signal()
    action_opened = Signal(int, int)
    attention_opened = Signal(object)
    exported = Signal(object)
    current_changed = Signal()

    def __init__(
        self, session: Session, context: Context, commands: InitiativeCommands, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._context = context
        self._closers: list[Callable[[], object]] = []
        self.portfolio = PortfolioPage(session, context, commands, self)
        self.addWidget(self.portfolio)

    def close_pages(self) -> None:
        """Stop background work of the pages; none is used again."""
        for close in self._closers:
            close()

    @property
    def typed_in(self) -> "InitiativePage | None":
        """The page of one initiative, None before its first use; it saves typed text when it is left."""
        page: InitiativePage | None = vars(self).get("initiative")
        return page

    def is_shown(self, name: str) -> bool:
        """True if the page of this name has been created and is the current one."""
        return vars(self).get(name) is self.currentWidget()

    def shown_review(self, initiative_id: int) -> int | None:
        """The review of this initiative that is shown, scored or on paper; None where there is none."""
        for name in ("initiative", "brief"):
            if self.is_shown(name):
                shown: InitiativePage | BriefPage = vars(self)[name]
                return shown.review_of(initiative_id)
        return None

    def at(self, place: Place) -> QWidget:
        """The page of a place."""
        page: QWidget = getattr(self, place.value)
        return page

    @cached_property
    def initiative(self) -> "InitiativePage":
        """The page of an initiative."""
        from fivegates.ui.initiative.page import InitiativePage

        page = InitiativePage(self._session, self._context, self)
        page.brief_requested.connect(self.brief_requested)
        page.import_requested.connect(self.import_requested)
        page.prices_requested.connect(self.prices_requested)
        self._keep(page, page.close_page)
        return page

    @cached_property
    def brief(self) -> "BriefPage":
        """The brief of a review."""
        from fivegates.ui.brief.page import BriefPage

        page = BriefPage(self._session, self._context, self)
        page.back_requested.connect(self.initiative_requested)
        page.exported.connect(self.exported)
        self._keep(page, page.close_page)
        return page

    @cached_property
    def compare(self) -> "ComparePage":
        """Initiatives side by side."""
        from fivegates.ui.compare.page import ComparePage

        page = ComparePage(self._session, self._context, self)
        page.opened.connect(lambda of: self.opened.emit(of, "", Place.COMPARE))
        page.portfolio_requested.connect(self.portfolio_requested)
        page.chosen.connect(self.current_changed)
        page.exporting.exported.connect(self.exported)
        self._keep(page, page.close_page)
        return page

    @cached_property
    def insights(self) -> "InsightsPage":
        """The insights over all initiatives."""
        from fivegates.ui.insights.page import InsightsPage

        page = InsightsPage(self._session, self._context, self)
        page.opened.connect(lambda of, gate: self.opened.emit(of, gate, Place.INSIGHTS))
        page.portfolio_requested.connect(self.portfolio_requested)
        self._keep(page, page.close_page)
        return page

    @cached_property
    def calendar(self) -> "CalendarPage":
        """The evidence calendar."""
        from fivegates.ui.evidence_calendar import CalendarPage

        page = CalendarPage(self._session, self._context, self)
        page.opened.connect(lambda of: self.opened.emit(of, "", Place.CALENDAR))
        page.portfolio_requested.connect(self.portfolio_requested)
        self._keep(page, page.close_page)
        return page

    @cached_property
    def attention(self) -> "AttentionPage":
        """The attention items of today."""
        from fivegates.ui.attention import AttentionPage

        page = AttentionPage(self._session, self._context, self)
        page.opened.connect(self.attention_opened)
        page.portfolio_requested.connect(self.portfolio_requested)
        self._keep(page, page.close_page)
        return page

    @cached_property
    def action_list(self) -> "ActionsPage":
        """The actions of all initiatives."""
        from fivegates.ui.action_list import ActionsPage

        page = ActionsPage(self._session, self._context, self)
        page.opened.connect(self.action_opened)
        page.portfolio_requested.connect(self.portfolio_requested)
        page.exported.connect(self.exported)
        self.addWidget(page)
        return page

    @cached_property
    def capacity(self) -> "CapacityPage":
        """The capacity plan."""
        from fivegates.ui.capacity.page import CapacityPage

        page = CapacityPage(self._session, self._context, self)
        page.opened.connect(lambda of: self.opened.emit(of, "", Place.CAPACITY))
        self._keep(page, page.close_page)
        return page

    @cached_property
    def decisions(self) -> "DecisionsPage":
        """The decisions on all initiatives."""
        from fivegates.ui.decisions import DecisionsPage

        page = DecisionsPage(self._session, self._context, self)
        page.opened.connect(lambda of: self.opened.emit(of, "", Place.DECISIONS))
        page.portfolio_requested.connect(self.portfolio_requested)
        self.addWidget(page)
        return page

    @cached_property
    def frameworks(self) -> "FrameworksPage":
        """The coverage of frameworks."""
        from fivegates.ui.frameworks.page import FrameworksPage

        page = FrameworksPage(self._session, self._context, self)
        page.opened.connect(lambda of: self.opened.emit(of, "", Place.FRAMEWORKS))
        page.portfolio_requested.connect(self.portfolio_requested)
        page.exported.connect(self.exported)
        self._keep(page, page.close_page)
        return page

    @cached_property
    def ideas(self) -> "IdeasPage":
        """The ideas."""
        from fivegates.ui.ideas.page import IdeasPage

        page = IdeasPage(self._session, self._context, self)
        page.opened.connect(lambda of: self.opened.emit(of, "", Place.IDEAS))
        self.addWidget(page)
        return page

    def _keep(self, page: QWidget, close: Callable[[], object]) -> None:
        """Put a new page among the others, to be closed with them."""
        self.addWidget(page)
        self._closers.append(close)
