"""The table, the sidebar and an initiative's page tell the verdict of today beside the review's."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copyfile
from time import sleep

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from fivegates.actions import attention
from fivegates.actions.attention import read_day
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.queries import find_initiative, record
from fivegates.domain.language import ENGLISH, Language
from fivegates.languages import language as german
from fivegates.ui.context import Context
from fivegates.ui.initiative.forms.decision_form import DecisionForm
from fivegates.ui.initiative.page import InitiativePage
from fivegates.ui.initiative.records.decisions import DecisionCommands
from fivegates.ui.initiative.subject import subject_of
from fivegates.ui.portfolio.model import COLUMN_IDS, PortfolioModel
from fivegates.ui.portfolio.table import PortfolioTable
from fivegates.ui.settings import WindowSettings
from fivegates.ui.theme import default_palettes
from fivegates.ui.window.sidebar import Sidebar
from fivegates.ui.window.sidebar_list import SidebarModel
from fivegates.ui.window.workspace import Workspace

TODAY = date(2026, 11, 30)
AGED = "Ready with conditions on 30 Nov 2026, ready at the review"


@pytest.fixture
def context(language: Language) -> Context:
    """The day after a proof of the broker mailbox has lapsed."""
    settings = WindowSettings(QSettings("fivegates", "fivegates"))
    return Context(language, default_palettes().light, settings, lambda: TODAY)


@pytest.fixture
def portfolio_path(whole_sample: Path, tmp_path: Path) -> Path:
    """The sample."""
    return Path(copyfile(whole_sample, tmp_path / "sample.fivegates"))


def spoken(model: SidebarModel) -> list[str]:
    """What a screen reader says of each initiative in the sidebar."""
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(row).data(role)) for row in range(model.rowCount())]


def texts(of: QWidget) -> list[str]:
    return [label.text() for label in of.findChildren(QLabel)]


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What has been judged; each initiative takes more than a slice."""
    done: list[object] = []

    def slowly(opened: OpenPortfolio, today: date) -> Iterator[object]:
        for each in read_day(opened, today):
            sleep(0.03)
            done.append(each)
            yield each

    monkeypatch.setattr(attention, "read_day", slowly)
    return done


def test_judging_goes_on_after_a_pause_in_typing(
    judged: list[object], workspace: Workspace, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: bool(judged))
    line = workspace.portfolio.findChildren(QLineEdit)[0]
    qtbot.keyClicks(line, "c")
    before = len(judged)
    qtbot.wait(200)
    assert len(judged) == before < 6
    with qtbot.waitSignal(workspace.verdicts.found):
        pass
    assert len(judged) == 6


def test_verdicts_that_have_aged_show_on_their_rows(workspace: Workspace, qtbot: QtBot) -> None:
    qtbot.waitUntil(
        lambda: any(t.startswith("As of 30 November 2026: ") for t in texts(workspace)), timeout=30_000
    )
    (model,) = workspace.portfolio.findChildren(PortfolioModel)
    rows = {line.initiative.code: row for row, line in enumerate(model.lines)}
    column = next(
        n for n in range(model.columnCount()) if model.headerData(n, Qt.Orientation.Horizontal) == "Verdict"
    )
    assert model.cell_text(model.rows[rows["BRK-MAIL"]], column) == AGED
    assert model.cell_text(model.rows[rows["UWR-SEARCH"]], column) == "Ready with conditions"
    (listed,) = workspace.findChildren(SidebarModel)
    assert any(AGED in text for text in spoken(listed))
    (table,) = workspace.portfolio.findChildren(PortfolioTable)
    assert table.horizontalScrollBar().maximum() == 0, "no column is pushed out of the window"


def test_a_verdict_of_two_days_has_room_in_a_wide_window_in_any_order(
    workspace: Workspace, qtbot: QtBot
) -> None:
    (table,) = workspace.portfolio.findChildren(PortfolioTable)
    (listed,) = workspace.findChildren(SidebarModel)
    qtbot.waitUntil(lambda: any(AGED in text for text in spoken(listed)), timeout=30_000)
    workspace.window().resize(1920, 1000)
    qtbot.waitUntil(lambda: table.width() > 1600)
    verdict, name = COLUMN_IDS.index("verdict"), COLUMN_IDS.index("name")
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        table.sortByColumn(name, order)
        assert table.columnWidth(verdict) > table.fontMetrics().horizontalAdvance(AGED)


@pytest.mark.parametrize("language", [ENGLISH, german("de")], ids=["English", "German"])
def test_beside_a_sidebar_of_300_pixels_no_column_is_pushed_out_of_the_window(
    workspace: Workspace, qtbot: QtBot, context: Context
) -> None:
    (table,) = workspace.portfolio.findChildren(PortfolioTable)
    (listed,) = workspace.findChildren(SidebarModel)
    qtbot.waitUntil(lambda: any("30" in text for text in spoken(listed)), timeout=30_000)
    context.settings.sidebar_width = 300
    (sidebar,) = workspace.findChildren(Sidebar)
    sidebar.width_requested.emit()
    qtbot.waitUntil(lambda: sidebar.width() == 300)
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
    name = table.columnWidth(COLUMN_IDS.index("name"))
    assert name >= 20 * table.fontMetrics().averageCharWidth()


def test_the_page_of_an_initiative_says_both_verdicts(workspace: Workspace) -> None:
    workspace.show_initiative(find_initiative(workspace.session.opened, "BRK-MAIL"))
    page = workspace.page
    assert isinstance(page, InitiativePage)
    both = "Ready as of the review of 10 November 2026; as of 30 November 2026 ready with conditions"
    assert any(both in text for text in texts(page))


def test_the_form_of_a_decision_says_both_verdicts_from_the_day_on_which_they_differ(
    workspace: Workspace, context: Context
) -> None:
    session = workspace.session
    of = record(session.opened, find_initiative(session.opened, "BRK-MAIL"))
    DecisionCommands(session, context, workspace).add(
        subject_of(session.opened, of, of.reviews[0], TODAY), today=True
    )
    form = workspace.findChild(DecisionForm)
    assert form is not None
    both = "Ready as of the review of 10 November 2026; as of 30 November 2026 ready with conditions"
    assert any(both in text for text in texts(form))
    form.set_date(date(2026, 11, 12))
    assert "Verdict of the review of 10 Nov 2026: Ready" in texts(form)
    form.close()
