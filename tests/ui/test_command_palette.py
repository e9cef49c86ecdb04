"""The command palette: commands and texts found as one types, by keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fivegates.actions import queries
from fivegates.actions.records import add_change
from fivegates.domain.initiative.initiative import Change, ChangeKind
from fivegates.ui.command_palette import CommandPalette
from fivegates.ui.decisions import DecisionsPage
from fivegates.ui.initiative.page import InitiativePage
from fivegates.ui.settings import ThemeChoice
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.workspace import Workspace


@pytest.fixture
def palette(window: MainWindow, workspace: Workspace) -> CommandPalette:
    """The palette over an open portfolio, with a text to find."""
    opened = workspace.session.opened
    claims = queries.find_initiative(opened, "CLAIMS")
    day = queries.record(opened, claims).reviews[0].dated
    change = Change(day, ChangeKind.MODEL, "Ostmere replaced the Łódź model")
    workspace.session.run(add_change, claims, change)
    return shown(window)


def shown(window: MainWindow) -> CommandPalette:
    window.menus.action("palette").trigger()
    palette = window.findChildren(CommandPalette)[-1]
    assert palette.isVisible()
    return palette


def listed(palette: CommandPalette) -> list[tuple[str, str]]:
    return [(entry.snippet.text, entry.keys) for entry in palette.entries]


def test_it_lists_what_is_possible_with_its_keys(palette: CommandPalette) -> None:
    assert ("Insights", "Ctrl+Shift+I") in listed(palette)
    assert "Undo" in {text.split(":")[0] for text, _keys in listed(palette)}


def test_what_a_menu_offers_to_choose_is_found_and_chosen(
    qtbot: QtBot, palette: CommandPalette, window: MainWindow
) -> None:
    palette.field.setText("dark")
    [entry] = [each for each in palette.entries if each.place == "Colours"]
    assert entry.snippet.text == "Dark"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.context.settings.theme is ThemeChoice.DARK
    again = shown(window)
    assert [each.snippet.text for each in again.entries if each.place == "Language"]
    assert not [each for each in again.entries if each.place == "Open recent"], "a drive may not answer"


def test_without_a_portfolio_only_what_needs_none(window: MainWindow) -> None:
    texts = {text for text, _keys in listed(shown(window))}
    assert "Keyboard shortcuts" in texts
    assert "Insights" not in texts


def test_every_word_begins_a_word_and_is_marked(palette: CommandPalette) -> None:
    palette.field.setText("pack port")
    [entry] = [each for each in palette.entries if "pack" in each.snippet.text and each.place == "File"][:1]
    marked = [entry.snippet.text[first:last] for first, last in entry.snippet.marks]
    assert {"pack", "port"} <= {each.lower() for each in marked}
    palette.field.setText("ackpo")
    assert palette.entries == []


def test_a_command_of_the_name_that_is_typed_comes_first(palette: CommandPalette) -> None:
    palette.field.setText("portfolio")
    texts = [entry.snippet.text for entry in palette.entries]
    assert texts[:2] == ["Portfolio", "Portfolio settings"], "then what begins with it"
    assert "New portfolio" in texts[2:]


def test_of_commands_as_near_the_last_used_comes_first(palette: CommandPalette, window: MainWindow) -> None:
    window.context.settings.remember_command("close")
    palette.field.setText("portfolio")
    texts = [entry.snippet.text for entry in palette.entries]
    assert texts[2] == "Close portfolio"


def test_enter_runs_the_command_and_it_comes_first_next_time(
    qtbot: QtBot, palette: CommandPalette, window: MainWindow, workspace: Workspace
) -> None:
    palette.field.setText("decis")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert isinstance(workspace.page, DecisionsPage)
    assert not palette.isVisible()
    assert window.context.settings.recent_commands == ["decisions"]
    assert listed(shown(window))[0][0] == "Decisions"


def test_a_text_of_the_portfolio_is_found_and_led_to(
    qtbot: QtBot, palette: CommandPalette, workspace: Workspace
) -> None:
    palette.field.setText("lodz")
    qtbot.waitUntil(lambda: len(palette.entries) == 1)
    [entry] = palette.entries
    assert "Change" in entry.place
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert isinstance(workspace.page, InitiativePage)


def test_arrows_choose_while_one_types(qtbot: QtBot, palette: CommandPalette) -> None:
    palette.field.setText("portfolio")
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 1
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == 0


def test_closing_the_portfolio_closes_it_while_it_reads(palette: CommandPalette, window: MainWindow) -> None:
    palette.field.setText("portfolio")
    window.close_portfolio()
    assert not palette.isVisible()


def test_what_is_nowhere_is_said(qtbot: QtBot, palette: CommandPalette) -> None:
    palette.field.setText("zzzz")
    qtbot.waitUntil(lambda: not palette.entries)
    assert palette.nothing.isVisible()
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert palette.field.text() == ""
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_a_text_of_the_portfolio_itself_is_not_called_the_rubrics(
    qtbot: QtBot, palette: CommandPalette
) -> None:
    palette.field.setText("board pack")
    qtbot.waitUntil(lambda: any("title" in entry.place for entry in palette.entries))
    [entry] = [entry for entry in palette.entries if "title" in entry.place]
    assert entry.place.startswith("Portfolio · ")


def test_enter_before_the_hits_are_there_leads_to_the_first(
    qtbot: QtBot, palette: CommandPalette, workspace: Workspace
) -> None:
    qtbot.keyClicks(palette.field, "ostmere replaced")
    assert palette.entries == []
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(workspace.page, InitiativePage))


def test_what_is_chosen_before_the_hits_are_there_stays_chosen(qtbot: QtBot, palette: CommandPalette) -> None:
    qtbot.keyClicks(palette.field, "c")
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    chosen, count = palette.list.currentIndex().row(), len(palette.entries)
    qtbot.waitUntil(lambda: len(palette.entries) > count)
    assert palette.list.currentIndex().row() == chosen == 1
