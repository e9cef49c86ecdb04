"""What one score key costs, from the key to the sidebar: bounds on statements and judgements, not on time."""

from counting import Counts, counting
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from scoring import Desk

from fivegates.domain.verdict.firmness import firmness_of
from fivegates.domain.verdict.verdict import judge
from fivegates.store.records.portfolio import read_record
from fivegates.ui.window.sidebar_list import SidebarModel
from fivegates.ui.window.workspace import Workspace

STATEMENTS = 40
JUDGEMENTS = 2  # as of the review, and as of today


def count_key(qtbot: QtBot, workspace: Workspace, desk: Desk, key: str) -> Counts:
    """Press a key that scores, and count until the sidebar has followed; the verdicts of today come later."""
    model = workspace.findChild(SidebarModel)
    assert model
    connection = workspace.session.opened.file.connection
    with counting(connection, judge, firmness_of, read_record) as counts, qtbot.waitSignal(model.dataChanged):
        desk.press(key)
        workspace.verdicts.close()
    return counts


def test_a_score_key_reads_and_judges_once_for_all(qtbot: QtBot, workspace: Workspace, desk: Desk) -> None:
    with qtbot.waitSignal(workspace.verdicts.found):
        for _ in desk.criteria:
            desk.press("3", Qt.Key.Key_Down)
    for key in "1342":
        counts = count_key(qtbot, workspace, desk, key)
        assert 0 < len(counts.statements) <= STATEMENTS, "\n".join(counts.statements)
        assert 0 < counts.calls["judge"] <= JUDGEMENTS
        assert 0 < counts.calls["firmness_of"] <= JUDGEMENTS
        assert not [each for each in counts.statements if 'FROM "evidence"' in each]
