"""Every command of the menus, in one table a menu."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu

from fivegates.languages import available_codes, language_name
from fivegates.ui.context import Context
from fivegates.ui.messages import show_note
from fivegates.ui.settings import ThemeChoice
from fivegates.ui.tables.widths import reset_shown_columns
from fivegates.ui.theme import Theme
from fivegates.ui.widgets.roles import button_text
from fivegates.ui.window.file_commands import Files
from fivegates.ui.window.help import Help
from fivegates.ui.window.menus import Command, Group, Menu, Need, Place, Submenu

if TYPE_CHECKING:
    from fivegates.ui.window.workspace import Workspace

_OPEN = frozenset({Need.PORTFOLIO})
_EDIT = frozenset({Need.PORTFOLIO, Need.EDITABLE})
_ABOUT_ONE = frozenset({Need.PORTFOLIO, Need.INITIATIVE})
_EDIT_ONE = _EDIT | _ABOUT_ONE


@dataclass(frozen=True)
class Targets:
    """The target of the commands; `workspace` is None while no portfolio is open."""

    context: Context
    window: QMainWindow
    files: Files
    theme: Theme
    help: Help
    workspace: Callable[[], "Workspace | None"]
    close_portfolio: Callable[[], object]
    restore: Callable[[], object]
    show_palette: Callable[[], object]

    def on_workspace(self, command: Callable[["Workspace"], object]) -> Callable[[], None]:
        """Run `command` on the workspace, if there is one."""

        def run() -> None:
            workspace = self.workspace()
            if workspace is not None:
                command(workspace)

        return run

    def on_initiative(self, command: Callable[["Workspace", int], object]) -> Callable[[], None]:
        """Run `command` on the current initiative, if there is one."""

        def run(workspace: "Workspace") -> None:
            if workspace.current is not None:
                command(workspace, workspace.current)

        return self.on_workspace(run)


def menu_table(at: Targets) -> tuple[Menu, ...]:
    """All menus, in the order of the bar."""
    return (_file_menu(at), _edit_menu(at), _initiative_menu(at), _view_menu(at), _help_menu(at))


def _file_menu(at: Targets) -> Menu:
    gettext = at.context.language.gettext
    files = at.files
    settings = at.on_workspace(lambda workspace: workspace.dialogs.edit_settings())
    receipt = at.on_workspace(lambda workspace: workspace.dialogs.show_receipt())
    rates = at.on_workspace(lambda workspace: workspace.dialogs.show_rates())
    prices = at.on_workspace(lambda workspace: workspace.dialogs.show_prices())
    return Menu(
        gettext("&File"),
        (
            Command("new", gettext("&New portfolio…"), files.ask_new, ("Ctrl+N",)),
            Command("open", gettext("&Open…"), files.ask_open, ("Ctrl+O",)),
            Submenu(
                gettext("Open &recent"), lambda menu: _fill_recent(menu, at), in_palette=False
            ),  # asks the disk
            Command("sample", gettext("Open the s&ample portfolio"), files.open_sample),
            None,
            Command("copy", gettext("&Save a copy…"), files.ask_copy, ("Ctrl+Shift+S",), _OPEN),
            Command("encrypt", gettext("Save an &encrypted copy…"), files.ask_encrypted_copy, (), _OPEN),
            Command("restore", gettext("Restore a &backup…"), at.restore, (), _OPEN),
            Command("receipt", gettext("Receipt for &final reviews…"), receipt, (), _OPEN),
            None,
            _import_group(at),
            _export_group(at),
            Command("consolidate", gettext("Conso&lidate…"), files.ask_consolidation),
            None,
            Command("settings", gettext("&Portfolio settings…"), settings, ("Ctrl+,",), _EDIT),
            Command("rates", gettext("Exchange ra&tes…"), rates, (), _OPEN),
            Command("prices", gettext("Prices of &models…"), prices, (), _OPEN),
            None,
            Command("close", gettext("&Close portfolio"), at.close_portfolio, ("Ctrl+W",), _OPEN),
            Command("quit", gettext("&Quit"), at.window.close, ("Ctrl+Q",)),
        ),
    )


def _import_group(at: Targets) -> Group:
    gettext = at.context.language.gettext
    costs = at.on_workspace(lambda workspace: workspace.ask_import())
    warehouse = at.on_workspace(lambda workspace: workspace.show_warehouse())
    return Group(
        gettext("&Import"),
        (
            Command("import-costs", gettext("&Costs, usage, benefits or prices…"), costs, (), _EDIT),
            Command("import-warehouse", gettext("From a &warehouse…"), warehouse, (), _EDIT),
            Command("import", gettext("&Portfolio as JSON…"), at.files.ask_import, (), _EDIT),
            Command("rubric", gettext("&Rubric or pack…"), at.files.ask_rubric, (), _EDIT),
        ),
    )


def _export_group(at: Targets) -> Group:
    gettext = at.context.language.gettext
    brief = at.on_initiative(lambda workspace, chosen: workspace.export_brief(chosen))
    pack = at.on_workspace(lambda workspace: workspace.export_pack())
    protected = at.on_workspace(lambda workspace: workspace.export_pack(protected=True))
    return Group(
        gettext("E&xport"),
        (
            Command("export-brief", gettext("&Brief…"), brief, ("Ctrl+E",), _ABOUT_ONE),
            Command("export-pack", gettext("Portfolio pac&k…"), pack, (), _OPEN),
            Command("export-protected", gettext("Portfolio pack wi&th a password…"), protected, (), _OPEN),
            Command("export-workbook", gettext("&Workbook…"), at.files.ask_workbook, (), _OPEN),
            Command("export-tables", gettext("Tables for a ware&house…"), at.files.ask_tables, (), _OPEN),
            Command("export", gettext("&Portfolio as JSON…"), at.files.ask_export, (), _OPEN),
        ),
    )


def _undo_and_redo(at: Targets) -> tuple[Callable[[], None], Callable[[], None]]:
    """Undo or redo the last edit; it is named where it is not of the initiative shown."""
    language = at.context.language

    def undo(workspace: "Workspace") -> None:
        changes = workspace.session.undo()
        if changes is not None and workspace.shown not in changes.initiatives:
            workspace.reported.emit(language.gettext("Undone: {action}", action=changes.label.text(language)))

    def redo(workspace: "Workspace") -> None:
        changes = workspace.session.redo()
        if changes is not None and workspace.shown not in changes.initiatives:
            workspace.reported.emit(language.gettext("Redone: {action}", action=changes.label.text(language)))

    return at.on_workspace(undo), at.on_workspace(redo)


def _edit_menu(at: Targets) -> Menu:
    gettext = at.context.language.gettext
    undo, redo = _undo_and_redo(at)
    seek = at.on_workspace(lambda workspace: workspace.seek())
    search = at.on_workspace(lambda workspace: workspace.search())
    rename = at.on_workspace(lambda workspace: workspace.dialogs.rename(workspace.reported.emit))
    rubric = at.on_workspace(lambda workspace: workspace.dialogs.choose_rubric())
    undoable, redoable = _EDIT | {Need.UNDOABLE}, _EDIT | {Need.REDOABLE}
    return Menu(
        gettext("&Edit"),
        (
            Command("undo", gettext("&Undo"), undo, ("Ctrl+Z",), undoable),
            Command("redo", gettext("&Redo"), redo, ("Ctrl+Shift+Z", "Ctrl+Y"), redoable),
            None,
            Command("palette", gettext("&Command palette…"), at.show_palette, ("Ctrl+K",)),
            Command("rename", gettext("Rename a &person or unit…"), rename, (), _EDIT),
            Command("choose-rubric", gettext("Ru&bric and packs…"), rubric, (), _EDIT),
            Command("search", gettext("&Search everything"), search, ("F3", "/"), _OPEN),
            Command("filter", gettext("&Filter initiatives"), seek, ("Ctrl+F",), _OPEN),
        ),
    )


def _initiative_menu(at: Targets) -> Menu:
    gettext = at.context.language.gettext
    add = at.on_workspace(lambda workspace: workspace.commands.add())
    edit = at.on_initiative(lambda workspace, chosen: workspace.commands.edit(chosen))
    duplicate = at.on_initiative(lambda workspace, chosen: workspace.commands.duplicate(chosen))
    archive = at.on_initiative(lambda workspace, chosen: workspace.commands.switch_archived(chosen))
    delete = at.on_initiative(lambda workspace, chosen: workspace.commands.delete(chosen))
    brief = at.on_initiative(lambda workspace, chosen: workspace.show_brief(chosen))
    to_print = at.on_initiative(lambda workspace, chosen: workspace.export_brief(chosen, to_printer=True))
    costs = at.on_initiative(lambda workspace, chosen: workspace.ask_import(chosen))
    panel = at.on_initiative(lambda workspace, chosen: workspace.initiative_page(chosen).show_panel())
    kind = at.on_initiative(lambda workspace, chosen: workspace.commands.offer_usual(chosen))
    finalise = at.on_initiative(lambda workspace, chosen: workspace.initiative_page(chosen).finalise_review())
    begin = at.on_initiative(lambda workspace, chosen: workspace.initiative_page(chosen).ask_new_review())
    differ = at.on_initiative(lambda workspace, chosen: workspace.initiative_page(chosen).show_differences())
    return Menu(
        gettext("&Initiative"),
        (
            Command("add", gettext("&Add initiative…"), add, ("Ctrl+I",), _EDIT),
            Command("edit", gettext("&Edit initiative…"), edit, ("F2",), _EDIT_ONE),
            Command("duplicate", gettext("D&uplicate"), duplicate, ("Ctrl+D",), _EDIT_ONE),
            Command("archive", gettext("A&rchive or bring back"), archive, (), _EDIT_ONE),
            Command("delete", gettext("&Delete…"), delete, ("Ctrl+Del",), _EDIT_ONE),
            None,
            Command("new-review", gettext("Ne&w review…"), begin, (), _EDIT_ONE),
            Command("differences", gettext("&Compare with another review…"), differ, (), _ABOUT_ONE),
            Command("panel", gettext("Pa&nel on the review…"), panel, ("Ctrl+Shift+P",), _ABOUT_ONE),
            Command("kind", gettext("Usual for its &kind…"), kind, (), _EDIT_ONE),
            Command("finalise", gettext("Make the review &final…"), finalise, ("Ctrl+Shift+F",), _EDIT_ONE),
            Command("import-here", gettext("&Import costs…"), costs, (), _EDIT_ONE),
            Command("brief", gettext("&Preview brief"), brief, ("Ctrl+P",), _ABOUT_ONE),
            Command("print-brief", gettext("Prin&t brief…"), to_print, (), _ABOUT_ONE),
        ),
    )


def _view_menu(at: Targets) -> Menu:
    gettext = at.context.language.gettext
    portfolio = at.on_workspace(lambda workspace: workspace.show_portfolio())
    insights = at.on_workspace(lambda workspace: workspace.show_place(Place.INSIGHTS))
    attention = at.on_workspace(lambda workspace: workspace.show_place(Place.ATTENTION))
    actions = at.on_workspace(lambda workspace: workspace.show_place(Place.ACTIONS))
    capacity = at.on_workspace(lambda workspace: workspace.show_place(Place.CAPACITY))
    decisions = at.on_workspace(lambda workspace: workspace.show_place(Place.DECISIONS))
    compare = at.on_workspace(lambda workspace: workspace.compare_chosen())
    calendar = at.on_workspace(lambda workspace: workspace.show_place(Place.CALENDAR))
    edits = at.on_workspace(lambda workspace: workspace.show_edits())
    present = at.on_workspace(lambda workspace: workspace.present())
    back = at.on_workspace(lambda workspace: workspace.go_back())
    return Menu(
        gettext("&View"),
        (
            Command("portfolio", gettext("&Portfolio"), portfolio, ("Alt+Home",), _OPEN),
            Command("attention", gettext("Needs attenti&on"), attention, ("Ctrl+Shift+T",), _OPEN),
            Command("insights", gettext("&Insights"), insights, ("Ctrl+Shift+I",), _OPEN),
            Command("compare", gettext("Co&mpare"), compare, ("Ctrl+Shift+C",), _OPEN),
            Command("calendar", gettext("&Evidence calendar"), calendar, ("Ctrl+Shift+E",), _OPEN),
            Command("actions", gettext("&Actions"), actions, ("Ctrl+Shift+A",), _OPEN),
            Command("capacity", gettext("Capacit&y"), capacity, ("Ctrl+Shift+Y",), _OPEN),
            Command("decisions", gettext("&Decisions"), decisions, ("Ctrl+Shift+D",), _OPEN),
            _governance_group(at),
            Command("edits", gettext("&History of edits…"), edits, ("Ctrl+Shift+H",), _OPEN),
            Command("present", gettext("P&resent full screen"), present, ("F11",), _OPEN),
            Command("back", gettext("&Back"), back, ("Alt+Left",), _OPEN),
            _switching_group(at),
            None,
            Submenu(gettext("&Colours"), lambda menu: _fill_themes(menu, at)),
            Submenu(gettext("&Language"), lambda menu: _fill_languages(menu, at)),
            _text_and_columns_group(at),
        ),
    )


def _switching_group(at: Targets) -> Group:
    gettext = at.context.language.gettext
    following = at.on_workspace(lambda workspace: workspace.show_neighbour(1))
    previous = at.on_workspace(lambda workspace: workspace.show_neighbour(-1))
    return Group(
        gettext("S&witch initiative"),
        (
            Command("next", gettext("&Next initiative"), following, ("Ctrl+PgDown",), _OPEN),
            Command("previous", gettext("Pre&vious initiative"), previous, ("Ctrl+PgUp",), _OPEN),
        ),
    )


def _text_and_columns_group(at: Targets) -> Group:
    gettext = at.context.language.gettext
    larger = lambda: at.theme.step_text_scale(1)  # noqa: E731
    smaller = lambda: at.theme.step_text_scale(-1)  # noqa: E731
    normal = lambda: at.theme.set_text_scale(100)  # noqa: E731
    columns = at.on_workspace(lambda workspace: reset_shown_columns(workspace.page))
    return Group(
        gettext("&Text and columns"),
        (
            Command("larger", gettext("&Larger text"), larger, ("Ctrl++", "Ctrl+=")),
            Command("smaller", gettext("&Smaller text"), smaller, ("Ctrl+-",)),
            Command("normal", gettext("Normal &text"), normal, ("Ctrl+0",)),
            Command("reset-columns", gettext("Reset &columns"), columns, (), _OPEN),
        ),
    )


def _governance_group(at: Targets) -> Group:
    gettext = at.context.language.gettext
    frameworks = at.on_workspace(lambda workspace: workspace.show_place(Place.FRAMEWORKS))
    ideas = at.on_workspace(lambda workspace: workspace.show_place(Place.IDEAS))
    return Group(
        gettext("&Governance"),
        (
            Command("frameworks", gettext("&Frameworks"), frameworks, ("Ctrl+Shift+W",), _OPEN),
            Command("ideas", gettext("&Ideas"), ideas, ("Ctrl+Shift+N",), _OPEN),
        ),
    )


def _help_menu(at: Targets) -> Menu:
    gettext = at.context.language.gettext
    return Menu(
        gettext("&Help"),
        (
            Command("guide", gettext("&Guide"), at.help.show_guide, ("Shift+F1",)),
            Command("shortcuts", gettext("&Keyboard shortcuts"), at.help.show_shortcuts, ("F1", "?")),
            Command("about", gettext("&About Fivegates"), at.help.show_about),
        ),
    )


def _fill_recent(menu: QMenu, at: Targets) -> None:
    """The portfolios opened before, the latest first."""
    from fivegates.actions.file.atomic_files import is_there

    menu.clear()
    paths = [Path(name) for name in at.context.settings.recent_files]
    for path in paths:
        action = menu.addAction(button_text(str(path)))
        action.setEnabled(is_there(path))
        action.triggered.connect(lambda _checked=False, path=path: at.files.open_path(path))
    if not paths:
        menu.addAction(at.context.language.gettext("None yet")).setEnabled(False)
    menu.addSeparator()
    again = menu.addAction(at.context.language.gettext("Open the last portfolio at start"))
    again.setCheckable(True)
    again.setChecked(at.context.settings.reopens)
    again.toggled.connect(lambda wanted: setattr(at.context.settings, "reopens", wanted))


def _fill_themes(menu: QMenu, at: Targets) -> None:
    """Light, dark or the system's, the current one ticked."""
    menu.clear()
    gettext = at.context.language.gettext
    words = {
        ThemeChoice.SYSTEM: gettext("As the system"),
        ThemeChoice.LIGHT: gettext("Light"),
        ThemeChoice.DARK: gettext("Dark"),
    }
    group = QActionGroup(menu)
    for choice, word in words.items():
        action = group.addAction(menu.addAction(word))
        action.setCheckable(True)
        action.setChecked(choice is at.context.settings.theme)
        action.triggered.connect(lambda _checked=False, choice=choice: at.theme.choose(choice))


def _fill_languages(menu: QMenu, at: Targets) -> None:
    """The system's language and each with a catalogue, the chosen one ticked."""
    menu.clear()
    context = at.context
    names = {"": context.language.gettext("As the system")}
    names |= {code: language_name(code) for code in available_codes()}
    group = QActionGroup(menu)
    for code, name in names.items():
        action = group.addAction(menu.addAction(name))
        action.setCheckable(True)
        action.setChecked(code == context.settings.language)
        action.triggered.connect(lambda _checked=False, code=code: _choose_language(at, code))


def _choose_language(at: Targets, code: str) -> None:
    """Save the language of the window, which takes effect at the next start."""
    if code != at.context.settings.language:
        at.context.settings.language = code
        note = at.context.language.gettext("The window has this language when Fivegates starts again.")
        show_note(at.window, note, at.context.language)
