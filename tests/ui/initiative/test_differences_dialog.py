"""Two reviews of an initiative are shown criterion by criterion."""

from datetime import timedelta

from builders import REVIEWED
from scoring import Desk

from fivegates.actions import queries
from fivegates.actions.reviews import start_review
from fivegates.actions.scoring import set_level, set_rationale
from fivegates.ui.initiative.differences import DifferencesDialog
from fivegates.ui.initiative.forms.review_forms import ReviewForm
from fivegates.ui.window.main_window import MainWindow


def test_what_differs_is_listed_with_both_rationales(desk: Desk, initiative_id: int) -> None:
    session, criterion = desk.session, desk.criteria[0]
    first = queries.record(session.opened, initiative_id).reviews[0]
    desk.page.show_differences()
    assert desk.page.findChild(DifferencesDialog) is None, "there is no other review"
    session.run(set_level, first.id, criterion.id, 2)
    session.run(start_review, initiative_id, REVIEWED + timedelta(days=1), "R. Marsh")
    later = queries.record(session.opened, initiative_id).reviews[1]
    session.run(set_level, later.id, criterion.id, 1)
    session.run(set_rationale, later.id, criterion.id, "Nobody is named")
    desk.page.show_review(later.id)
    desk.page.show_differences()
    dialog = desk.page.findChild(DifferencesDialog)
    assert dialog
    table = dialog.table
    assert [table.text(0, column) for column in range(2, 5)] == ["2", "1", "Judgement, no new evidence"]
    assert table.rowCount() == 1
    assert [box.toPlainText() for box in dialog.rationales] == ["", "Nobody is named"]
    dialog.all.click()
    assert table.rowCount() == len(desk.criteria)
    dialog.accept()


def test_commands_begin_a_review_and_compare_it_with_another(
    desk: Desk, window: MainWindow, initiative_id: int
) -> None:
    window.menus.action("new-review").trigger()
    form = desk.page.findChild(ReviewForm)
    assert form
    form.reject()
    desk.session.run(start_review, initiative_id, REVIEWED + timedelta(days=1), "R. Marsh")
    window.menus.action("differences").trigger()
    assert desk.page.findChild(DifferencesDialog)
