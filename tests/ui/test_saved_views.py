"""Views of the portfolio and sets to compare are named, kept, shown again and removed."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from fivegates.domain.portfolio.facets import Facet
from fivegates.ui.compare.page import ComparePage
from fivegates.ui.context import Context
from fivegates.ui.dialogs.name_form import NameForm
from fivegates.ui.saved_views import SavedItemLabels, SavedItemsMenu, SavedSet, SavedView, SavedViews
from fivegates.ui.settings import WindowSettings
from fivegates.ui.widgets.buttons import IconButton
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.workspace import Workspace

VIEW = SavedView(
    "Not ready",
    "claims",
    {Facet.STAGE: frozenset({"poc"})},
    archived=True,
    hidden=frozenset({"code"}),
    sort="verdict",
    down=True,
    grouping=Facet.STAGE,
)


def filled(button: SavedItemsMenu) -> QMenu:
    menu = button.menu()
    menu.aboutToShow.emit()
    return menu


def press(button: SavedItemsMenu, *texts: str) -> None:
    menu = filled(button)
    for text in texts:
        action = next(each for each in menu.actions() if each.text() == text)
        inner = action.menu()
        if isinstance(inner, QMenu):
            menu = inner
        else:
            action.trigger()


def test_views_and_sets_are_read_as_they_were_kept() -> None:
    settings = WindowSettings(QSettings("fivegates", "fivegates"))
    kept, other = (SavedViews(settings, Path(name)) for name in ("a.fivegates", "b.fivegates"))
    kept.save_view(VIEW)
    kept.save_view(VIEW)
    kept.save_set(SavedSet("Two", (1, 2)))
    assert (kept.views, kept.sets) == ((VIEW,), (SavedSet("Two", (1, 2)),))
    assert (other.views, other.sets) == ((), ())


@pytest.mark.parametrize("text", ["{", "[1]", '[{"name": "x"}]', '[{"name": "x", "ids": 3}]'])
def test_what_cannot_be_read_counts_as_none(text: str) -> None:
    settings = WindowSettings(QSettings("fivegates", "fivegates"))
    kept = SavedViews(settings, Path("a.fivegates"))
    kept.save_set(SavedSet("Two", (1, 2)))
    store = QSettings("fivegates", "fivegates")
    for key in store.allKeys():
        store.setValue(key, text)
    assert (kept.views, kept.sets) == ((), ())


def test_a_view_that_was_kept_before_there_were_groups_has_none() -> None:
    settings = WindowSettings(QSettings("fivegates", "fivegates"))
    kept = SavedViews(settings, Path("a.fivegates"))
    kept.save_view(replace(VIEW, grouping=None))
    (key,) = [key for key in settings._store.allKeys() if key.endswith("/views")]
    settings.keep(key, settings.kept(key).replace(', "grouping": ""', ""))
    assert kept.views == (replace(VIEW, grouping=None),)


def test_a_view_is_saved_shown_again_and_removed(workspace: Workspace, window: MainWindow) -> None:
    page = workspace.portfolio
    page.facets.choose(Facet.VERDICT, {"unreviewed"})
    press(page.views.button, "Columns", "Stage")
    press(page.views.button, "Group by", "Business unit")
    press(page.views.button, "Save this view…")
    form = page.findChild(NameForm)
    assert form
    form.name.setText("No review yet")
    form.submit()
    saved = page.views.view("No review yet")
    assert saved.hidden == {"stage"}
    assert saved.grouping is Facet.UNIT
    page.facets.show_all()
    press(page.views.button, "Group by", "No groups")
    assert window.context.settings.grouping == ""
    press(page.views.button, "Columns", "Stage")
    assert page.views.view("No review yet") != saved
    press(page.views.button, "No review yet")
    assert page.views.view("No review yet") == saved
    assert window.context.settings.hidden_columns == {"stage"}
    assert window.context.settings.grouping == "unit"
    press(page.views.button, "Remove a view", "No review yet")
    assert "No review yet" not in [each.text() for each in filled(page.views.button).actions()]


def test_the_palette_lists_views_and_sets(workspace: Workspace, window: MainWindow) -> None:
    ids = tuple(line.initiative.id for line in workspace.verdicts.lines)
    kept = SavedViews(window.context.settings, workspace.session.opened.path)
    kept.save_view(VIEW)
    kept.save_set(SavedSet("Both", ids))
    window.show_palette()
    palette = window._palette
    assert palette
    both = next(each for each in palette.entries if each.snippet.text == "Both")
    assert both.place == "Sets to compare"
    both.run()
    page = workspace.page
    assert isinstance(page, ComparePage)
    assert tuple(page.ids) == ids
    view = next(each for each in palette.entries if each.snippet.text == "Not ready")
    view.run()
    assert workspace.portfolio.isVisible()
    assert workspace.portfolio.views.view("Not ready") == VIEW
    palette.close()


def test_a_set_is_kept_from_the_comparison(workspace: Workspace) -> None:
    ids = [line.initiative.id for line in workspace.verdicts.lines]
    workspace.compare(ids)
    page = workspace.page
    assert isinstance(page, ComparePage)
    press(page.sets, "Save this set…")
    form = page.findChild(NameForm)
    assert form
    form.name.setText("Both")
    form.submit()
    page.compare(ids[:1])
    assert page.brief is None
    press(page.sets, "Both")
    assert page.ids == ids
    press(page.sets, "Remove a set", "Both")
    page.show_set("Both")
    assert page.ids == ids


def test_what_is_kept_has_an_icon_that_is_not_that_of_an_export(qtbot: QtBot, context: Context) -> None:
    kept = SavedItemsMenu(context, SavedItemLabels("Views", "Save this view…", "Remove a view"), tuple)
    export = IconButton(context, "save", "Export…")
    for button in (kept, export):
        qtbot.addWidget(button)
    drawn = [button.icon().pixmap(kept.iconSize()).toImage() for button in (kept, export)]
    assert drawn[0] != drawn[1]
