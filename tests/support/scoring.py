"""Helpers for tests of the initiative page: pressing keys, and reading back what was saved."""

from collections.abc import Mapping

from builders import REVIEWED
from ledgers import MARCH, benefit, cost, usage
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from fivegates.actions import queries
from fivegates.actions.evidence import add_evidence
from fivegates.actions.ledger import add_lines
from fivegates.domain.economics.ledger import Ledger
from fivegates.domain.initiative.initiative import Evidence, EvidenceKind
from fivegates.domain.language import Message
from fivegates.domain.review.review import InitiativeRecord, Review, Score
from fivegates.domain.rubric.rubric import Criterion
from fivegates.domain.verdict.states import VerdictState
from fivegates.ui.initiative.page import InitiativePage
from fivegates.ui.initiative.score.criterion_focus import CriterionFocus
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.session import Session
from fivegates.ui.widgets.form_dialog import FormDialog
from windows import wait_until_freed


class Desk:
    """The initiative page with hands on the keyboard; what is read back comes from the file."""

    def __init__(self, qtbot: QtBot, session: Session, page: InitiativePage) -> None:
        self.qtbot = qtbot
        self.session = session
        self.page = page

    @property
    def focus(self) -> QWidget:
        """The widget with the keyboard focus in the open dialog, else in the window."""
        widget = (self.dialog or self.page.window()).focusWidget()
        assert widget is not None, "nothing has the keyboard"
        return widget

    def has_focus(self, widget: QWidget) -> bool:
        """True if a widget has the keyboard."""
        return self.focus is widget

    @property
    def dialog(self) -> QWidget | None:
        """The dialog that is open."""
        return QApplication.activeModalWidget()

    @property
    def card(self) -> CriterionFocus:
        """The card in focus."""
        return self.page.tabs.score.card

    @property
    def subject(self) -> Subject:
        """The subject shown."""
        assert self.page.subject
        return self.page.subject

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Every criterion of the rubric, in its order."""
        return self.subject.rubric.criteria

    @property
    def in_focus(self) -> str:
        """The id of the criterion in focus."""
        return self.page.tabs.score.criterion

    def press(self, *keys: Qt.Key | str, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Press keys one after the other, wherever the focus is."""
        for key in keys:
            none = Qt.KeyboardModifier.NoModifier
            if isinstance(key, str):
                self.qtbot.keyClicks(self.focus, key, modifier or none)
            else:
                self.qtbot.keyClick(self.focus, key, modifier or none)

    @property
    def tab_bar(self) -> QTabBar:
        """The parts of the review."""
        bars = self.page.findChildren(QTabBar)
        return next(bar for bar in bars if bar.accessibleName() == "Parts of the review")

    def show_tab(self, number: int) -> None:
        """Bring a tab to the front by its key, and let the page settle."""
        self.press(f"{number}", modifier=Qt.KeyboardModifier.AltModifier)
        QApplication.processEvents()

    def show_tab_called(self, title: str) -> None:
        """Bring the tab of this title to the front by its key."""
        titles = [self.tab_bar.tabText(number) for number in range(self.tab_bar.count())]
        self.show_tab(titles.index(title) + 1)

    def go_to(self, criterion: str) -> None:
        """Bring a criterion into focus by the arrow keys."""
        order = [c.id for c in self.criteria]
        steps = order.index(criterion) - order.index(self.in_focus)
        self.press(*[Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up] * abs(steps))

    def form(self) -> FormDialog:
        """The form that is open."""
        form = self.dialog
        assert isinstance(form, FormDialog)
        return form

    def closed(self, form: FormDialog) -> None:
        """Wait until a form is gone, and the window has the keyboard again."""
        wait_until_freed(self.qtbot, form)
        window = self.page.window()
        window.activateWindow()
        self.qtbot.waitUntil(window.isActiveWindow)

    @property
    def record(self) -> InitiativeRecord:
        """The initiative as stored in the file."""
        return queries.record(self.session.opened, self.subject.initiative_id)

    @property
    def review(self) -> Review:
        """The review shown, as stored in the file."""
        return queries.find_review(self.record, self.subject.review.id)

    def score(self, criterion: str) -> Score:
        """The stored score of a criterion; an empty one if there is none."""
        return self.review.scores.get(criterion, Score(criterion))

    def verdict(self) -> VerdictState:
        """The verdict that is shown."""
        return self.subject.verdict.state

    @property
    def levels(self) -> Mapping[str, int | None]:
        """The levels in the file, by criterion."""
        return {key: score.level for key, score in self.review.scores.items()}


def prove_and_score(desk: Desk, level: int) -> None:
    """Give every criterion evidence of the day and one level, and the ledger figures that support it."""
    months = [MARCH.plus(-1), MARCH, MARCH.plus(1)]
    ledger = Ledger(
        tuple(cost("100", month) for month in months),
        tuple(usage(50, month) for month in months),
        tuple(benefit("100", month) for month in months),
    )
    desk.session.run(add_lines, {desk.subject.initiative_id: ledger}, Message("Import"))
    for criterion in desk.criteria:
        item = Evidence(criterion.id, EvidenceKind.SIGN_OFF, f"Proof of {criterion.topic}", REVIEWED)
        desk.session.run(add_evidence, desk.subject.initiative_id, item)
    for _ in desk.criteria:
        desk.press(str(level), Qt.Key.Key_Down)
