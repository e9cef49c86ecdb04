"""The initiative page for everyone: names, Tab, long words, large text, other rubrics."""

from collections.abc import Callable
from dataclasses import replace
from gettext import NullTranslations
from math import ceil
from pathlib import Path

import pytest
from builders import REVIEWED, criterion, initiative, rubric
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot
from scoring import Desk

from fivegates.actions import queries
from fivegates.actions.evidence import add_evidence
from fivegates.actions.file.creation import create_filled
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.initiatives import edit_initiative
from fivegates.actions.plan import add_action
from fivegates.actions.reviews import start_review
from fivegates.actions.scoring import set_level, set_rationale
from fivegates.domain.initiative.initiative import Action, Evidence, EvidenceKind
from fivegates.domain.language import Language
from fivegates.domain.portfolio.settings import Settings
from fivegates.domain.review.review import InitiativeRecord, Portfolio
from fivegates.domain.rubric.rubric import Rubric
from fivegates.ui.initiative.page import InitiativePage
from fivegates.ui.initiative.score.gate_column import CriterionRow
from fivegates.ui.initiative.score.level_cards import LevelCard
from fivegates.ui.settings import TEXT_SCALES
from fivegates.ui.theme import Theme
from fivegates.ui.widgets.buttons import ElidedTextButton
from fivegates.ui.widgets.gate_strip import GateTile
from fivegates.ui.widgets.labels import ElidedLabel
from fivegates.ui.window.main_window import MainWindow

pytestmark = pytest.mark.slow

KEY = Qt.Key
LONG = "Zażółć gęślą jaźń, Ελληνικά, Кириллица & <b>words</b> without end " * 7


class _Longer(NullTranslations):
    """Returns each message with four tenths of its length added."""

    def gettext(self, message: str) -> str:
        return message + " ~~~~" * ceil(0.08 * len(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


GIVES_WAY = ElidedLabel | ElidedTextButton
LONGER = Language("en_GB", _Longer())


def fill(desk: Desk) -> None:
    """Give the initiative long words everywhere, and forty pieces of evidence."""
    run, subject = desk.session.run, desk.subject
    run(edit_initiative, replace(desk.record.initiative, name=LONG[:400]))
    for number in range(40):
        title = LONG[:400] if number % 2 else f"Note {number}"
        item = Evidence("value-owner", EvidenceKind.LINK, title, REVIEWED, "https://example.com/" + "x" * 300)
        run(add_evidence, subject.initiative_id, item)
    run(add_action, subject.initiative_id, Action("value-kpis", LONG[:400], 3, LONG[:200]))
    run(set_level, subject.review.id, "value-kpis", 1)
    run(set_level, subject.review.id, "value-owner", 4)
    run(set_rationale, subject.review.id, "value-owner", LONG)


# Names and Tab


def reachable(root: QWidget) -> list[QWidget]:
    """Every visible widget that Tab stops at."""
    tab = Qt.FocusPolicy.TabFocus
    found = [w for w in root.findChildren(QWidget) if w.isVisible() and w.isEnabled()]
    return [w for w in found if w.focusPolicy() & tab == tab and w.focusProxy() is None]


def nameless(root: QWidget) -> list[str]:
    """Those of which a screen reader would know nothing to say."""
    return [repr(widget) for widget in reachable(root) if not _said(widget)]


def _said(widget: QWidget) -> str:
    inside = widget.parentWidget()
    part = isinstance(inside, QComboBox | QAbstractSpinBox | QAbstractScrollArea)
    own = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or own or (inside.accessibleName() if part and inside else "")


@pytest.mark.parametrize("tab", range(1, 10))
def test_all_that_takes_the_focus_has_a_name(desk: Desk, tab: int) -> None:
    fill(desk)
    desk.show_tab(tab)
    assert len(reachable(desk.page)) >= 5
    assert not nameless(desk.page)


@pytest.mark.parametrize("key", ["n", "e"])
def test_all_in_the_forms_has_a_name(desk: Desk, key: str) -> None:
    desk.press(key)
    assert len(reachable(desk.form())) >= 4
    assert not nameless(desk.form())


@pytest.mark.parametrize("key", [KEY.Key_Tab, KEY.Key_Backtab])
@pytest.mark.parametrize("tab", range(1, 10))
def test_tab_reaches_all_of_the_page(desk: Desk, tab: int, key: Qt.Key) -> None:
    desk.press("2")
    desk.session.run(
        add_evidence, desk.subject.initiative_id, Evidence("value-owner", EvidenceKind.LINK, "Note", REVIEWED)
    )
    desk.show_tab(tab)
    wanted = {widget for widget in reachable(desk.page) if not _one_of_a_group(widget)}
    seen = set()
    fields = len(desk.page.tabs.evidence.detail.stops())  # Qt's own order does not have them
    for _ in range(len(reachable(desk.page.window())) + fields):
        desk.press(key)
        seen.add(desk.focus)
    missing = [_said(widget) for widget in wanted - seen]
    assert not missing


def _one_of_a_group(widget: QWidget) -> bool:
    """Tab stops at the chosen gate alone; arrows go on from there."""
    return isinstance(widget, GateTile) and not widget.isChecked()


def test_a_row_says_title_standing_and_level(desk: Desk) -> None:
    desk.press("3", KEY.Key_Down)
    row = next(row for row in desk.page.findChildren(CriterionRow) if row.isVisible())
    title = desk.criteria[0].title
    assert row.accessibleName() == f"{title}, required, level 3 of 4, Demonstrated, no proof"


# Room


@pytest.fixture(params=[100, 200])
def scale(request: pytest.FixtureRequest, theme: Theme, window: MainWindow) -> int:
    """The size of text in percent."""
    percent: int = request.param
    theme.set_text_scale(percent)
    window.resize(1280, 800)
    return percent


def cut_off(root: QWidget) -> list[str]:
    """The texts of labels and buttons that have less room than they need."""
    parts: list[QLabel | QAbstractButton] = [*root.findChildren(QLabel), *root.findChildren(QAbstractButton)]
    shown = [part for part in parts if part.isVisible() and part.text()]
    return [part.text() for part in shown if not isinstance(part, GIVES_WAY) and _too_small(part)]


def _too_small(part: QLabel | QAbstractButton) -> bool:
    if isinstance(part, QLabel) and part.wordWrap():
        return part.height() < part.heightForWidth(part.width())
    needed = part.minimumSizeHint() if isinstance(part, QLabel) else part.sizeHint()
    return part.width() < needed.width() or part.height() < needed.height()


@pytest.mark.parametrize("language", [LONGER])
@pytest.mark.parametrize("tab", range(1, 10))
@pytest.mark.usefixtures("scale")
def test_long_words_and_large_text_fit(desk: Desk, window: MainWindow, tab: int) -> None:
    fill(desk)
    desk.show_tab(tab)
    assert not cut_off(desk.page)
    assert window.minimumSizeHint().width() <= 1280
    assert window.width() <= 1280
    for area in desk.page.findChildren(QScrollArea):
        shown = area.widget()
        assert shown
        assert not area.isVisible() or shown.width() <= area.viewport().width()


def test_the_whole_gate_fits_the_usual_window(desk: Desk) -> None:
    for gate in desk.subject.rubric.gates:
        desk.page.tabs.score.show_gate(gate.id)
        QApplication.processEvents()
        for area in desk.page.tabs.score.findChildren(QScrollArea)[:1]:
            assert area.verticalScrollBar().maximum() == 0, gate.name


def test_cards_are_equally_tall_side_by_side_and_stacked_in_large_text(desk: Desk, theme: Theme) -> None:
    cards = desk.page.findChildren(LevelCard)
    QApplication.processEvents()
    assert len({card.height() for card in cards}) == 1
    assert len({card.y() for card in cards}) == 1
    theme.set_text_scale(200)
    QApplication.processEvents()
    assert len({card.x() for card in cards}) == 1
    assert len({card.y() for card in cards}) == 5


def test_cards_beside_a_scroll_bar_stay_side_by_side_in_a_small_window(desk: Desk, theme: Theme) -> None:
    theme.set_text_scale(100)
    cards = desk.card.cards
    beside_a_bar = 626
    cards.resize(beside_a_bar, cards.height())
    assert len({card.stacked for card in cards.cards}) == 1
    assert not cards.cards[0].stacked


@pytest.mark.parametrize("percent", TEXT_SCALES)
def test_no_name_of_a_level_breaks_within_a_word(desk: Desk, theme: Theme, percent: int) -> None:
    theme.set_text_scale(percent)
    QApplication.processEvents()
    for card in desk.page.findChildren(LevelCard):
        assert card.width() >= card.least_width, card.accessibleName()


def test_the_criterion_in_focus_is_scrolled_into_view(desk: Desk, theme: Theme, qtbot: QtBot) -> None:
    theme.set_text_scale(200)
    QApplication.processEvents()
    area = desk.page.tabs.score.findChildren(QScrollArea)[0]

    def in_view() -> bool:
        top = desk.card.mapTo(area.viewport(), desk.card.rect().topLeft()).y()
        return 0 <= top < area.viewport().height()

    for _ in range(3):
        desk.press(KEY.Key_Down)
        qtbot.waitUntil(in_view)


# Other rubrics


def gates_of(count: int) -> Rubric:
    """A rubric of `count` gates with two criteria each, the second gate with nine."""
    criteria = []
    for number in range(1, count + 1):
        many = 9 if number == 2 else 2
        criteria += [
            criterion(f"c{number}-{n}", f"gate-{number}", required=n == 1) for n in range(1, many + 1)
        ]
    return rubric(*criteria)


Make = Callable[[Rubric], Desk]


@pytest.fixture
def desk_on(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> Make:
    """The page of a first review on a rubric of one's own."""

    def make(used: Rubric) -> Desk:
        path = tmp_path / "own.fivegates"
        settings = Settings("Own", "", used.id, used.version)
        opened = create_filled(path, Portfolio(settings, (used,), (InitiativeRecord(initiative("OWN", 0)),)))
        initiative_id = queries.find_initiative(opened, "OWN")
        start_review(opened, initiative_id, REVIEWED)
        close_portfolio(opened)
        window.files.open_path(path)
        workspace = window.workspace
        assert workspace
        workspace.open_initiative(initiative_id)
        page = workspace.findChild(InitiativePage)
        assert page
        desk = Desk(qtbot, workspace.session, page)
        qtbot.waitUntil(lambda: page.isVisible() and desk.card.hasFocus())
        return desk

    return make


@pytest.mark.parametrize("count", [1, 3, 7])
def test_a_rubric_of_any_size_is_scored_by_keyboard(desk_on: Make, count: int) -> None:
    desk = desk_on(gates_of(count))
    assert len([tile for tile in desk.page.findChildren(GateTile) if tile.isVisible()]) == count
    for place in range(len(desk.criteria)):
        desk.press(str(place % 5), KEY.Key_Return)
    assert desk.levels == {c.id: place % 5 for place, c in enumerate(desk.criteria)}
    assert desk.page.window().minimumSizeHint().width() <= 1280
