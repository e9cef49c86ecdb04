"""The main window: menus, and either the welcome page or the workspace of the open portfolio."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from fivegates.actions.garbage_collection import with_deferred_collection
from fivegates.domain.language import Message
from fivegates.ui.context import Context
from fivegates.ui.drops import accept_as_copy, can_be_imported, dropped_files
from fivegates.ui.file_safety.file_safety import FileSafety
from fivegates.ui.theme import Theme, window_icon
from fivegates.ui.widgets.roles import button_text, window_title
from fivegates.ui.window.commands import Targets, menu_table
from fivegates.ui.window.file_commands import PORTFOLIO_ENDINGS, Files
from fivegates.ui.window.help import Help
from fivegates.ui.window.leaving import asks_to_leave
from fivegates.ui.window.menus import MenuBar, Need, ShortcutGroup
from fivegates.ui.window.opening import OpeningPage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStatusBar

    from fivegates.actions.file.opened import Changes, OpenPortfolio
    from fivegates.domain.search import Hit
    from fivegates.ui.command_palette import CommandPalette
    from fivegates.ui.panel.ballot import BallotFile, BallotPage
    from fivegates.ui.window.workspace import Workspace


_SIZE = (1280, 800)
# The largest window frame that a system draws: it has to fit on the screen of a small laptop too.
_FRAME = (16, 40)
_LONGEST_LABEL = 60
# The delay before loading modules that only edits need, well after the first page is painted.
_LOAD_AFTER_MS = 500


class MainWindow(QMainWindow):
    """The main window, with at most one open portfolio."""

    def __init__(self, context: Context, theme: Theme) -> None:
        super().__init__()
        self.context = context
        self.files = Files(context, self)
        self.file_safety = FileSafety(context, self.files, self)
        self._workspace: Workspace | None = None
        self._palette: CommandPalette | None = None
        self._ballot: BallotPage | None = None
        self.menus = MenuBar(self, menu_table(self._targets(theme)))
        self.setWindowIcon(window_icon())
        self.setAcceptDrops(True)
        self._connect()
        self._restore_geometry()
        self._refresh()

    @property
    def workspace(self) -> "Workspace | None":
        """The workspace of the open portfolio."""
        return self._workspace

    def show_opening(self, path: Path | None, *, sample: bool) -> None:
        """Show the window at once, and only then open a portfolio in it, however long that takes."""
        page = OpeningPage()
        queued = Qt.ConnectionType.QueuedConnection
        page.painted.connect(lambda: self._open_first(path, sample=sample), queued)
        self.setCentralWidget(page)
        self.show()

    def close_portfolio(self) -> None:
        """Close the open portfolio and offer others; everything is saved already."""
        if self._workspace is not None:
            self._end_workspace()
            self.context.settings.open_last = ""
            self._show_welcome()

    def ask_to_close(self) -> None:
        """Close the open portfolio, after asking where something typed in it could not be saved."""
        if not self._asks_to_leave(self.close_portfolio):
            self.close_portfolio()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a portfolio, or what can be imported into the one that is open."""
        if self._takes(dropped_files(event.mimeData())):
            accept_as_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the portfolio that was dropped, or show what the file would bring."""
        paths = dropped_files(event.mimeData())
        if not self._takes(paths):
            return
        accept_as_copy(event)
        path = paths[0]
        if path.suffix in PORTFOLIO_ENDINGS:
            self.files.open_path(path)
        elif path.suffix.lower() == ".json" and self.files.is_export(path):
            self.files.import_json(path)
        elif self._workspace is not None:
            self._workspace.import_file(*paths)

    def changeEvent(self, event: QEvent) -> None:
        """Check the file for external changes whenever the window is activated."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow():
            self.file_safety.check_file()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window's place, and close the file."""
        self.context.settings.window_geometry = self.saveGeometry()
        if self._ballot is not None and not self._ballot.close_ballot():
            event.ignore()
            return
        if self._asks_to_leave(self._discard_and_close):
            event.ignore()
            return
        self._end_workspace()
        self.files.close()
        super().closeEvent(event)

    def _takes(self, paths: Sequence[Path]) -> bool:
        """True if these paths can be opened or imported: a file, a folder, or several files."""
        if len(paths) == 1 and paths[0].suffix in PORTFOLIO_ENDINGS:
            return True
        editable = self._workspace is not None and not self._workspace.session.opened.read_only
        return bool(paths) and editable and all(can_be_imported(path) for path in paths)

    def _targets(self, theme: Theme) -> Targets:
        return Targets(
            context=self.context,
            window=self,
            files=self.files,
            theme=theme,
            help=Help(self.context, self, self._shortcut_groups),
            workspace=lambda: self._workspace,
            close_portfolio=self.ask_to_close,
            restore=self.file_safety.ask_restore,
            show_palette=self.show_palette,
        )

    def show_palette(self) -> None:
        """Show the command palette, with the text of the open portfolio if there is one."""
        from fivegates.ui.command_palette import CommandPalette, saved_view_commands

        session = self._workspace.session if self._workspace is not None else None
        commands = [each for each in self.menus.possible() if each.id != "palette"]
        if self._workspace is not None:
            commands += saved_view_commands(self._workspace, self.context)
        palette = CommandPalette(self.context, commands, session, self)
        palette.command_run.connect(self._run_command)
        palette.hit_chosen.connect(self._show_hit)
        palette.closed.connect(self._forget_palette)
        self._palette = palette
        palette.open_over(self)

    def _forget_palette(self) -> None:
        self._palette = None

    def _run_command(self, command: str) -> None:
        """Run what was chosen in the palette, and remember it; a view or a set has its place in a menu."""
        from fivegates.ui.command_palette import run_saved_view

        if self._workspace is not None and run_saved_view(self._workspace, command):
            return
        self.context.settings.remember_command(command)
        self.menus.action(command).trigger()

    def _show_hit(self, hit: "Hit") -> None:
        if self._workspace is not None:
            self._workspace.show_hit(hit)

    def _shortcut_groups(self) -> Iterator[ShortcutGroup]:
        """The groups of the shortcut sheet: scoring, the other pages, the menus."""
        from fivegates.ui.window.page_keys import groups_of_pages

        yield from groups_of_pages(self.context.language)
        yield from self.menus.shortcut_groups()

    def _connect(self) -> None:
        """Connect all signals of the window itself, in one list."""
        self.files.opened.connect(self._show_portfolio)
        self.files.reported.connect(self._show_message)
        self.files.exported.connect(self._show_exported)
        self.files.releasing.connect(self.close_portfolio)
        self.files.ballot_opened.connect(self._show_ballot)
        self.file_safety.closing.connect(self.close_portfolio)
        self.file_safety.moved.connect(self._refresh)

    def _open_first(self, path: Path | None, *, sample: bool) -> None:
        """Open the file given at start, or the last one; show the welcome page where neither opens."""
        note = ""
        with with_deferred_collection():
            if sample:
                self.files.open_sample()
            elif path is not None:
                self.files.open_path(path)
            else:
                note = self.files.reopen()
        if self._workspace is None and self._ballot is None:
            self._show_welcome(note)

    def _show_ballot(self, ballot: "BallotFile") -> None:
        """Show a ballot, and nothing of a portfolio."""
        if not self._asks_to_leave(lambda: self._replace_by_ballot(ballot)):
            self._replace_by_ballot(ballot)

    def _replace_by_ballot(self, ballot: "BallotFile") -> None:
        from fivegates.ui.panel.ballot import BallotPage

        if not self._end_ballot():
            return
        self._end_workspace()
        self._ballot = BallotPage(ballot, self.context)
        self._ballot.closed.connect(self._close_ballot)
        self._put(self._ballot)
        self._ballot.enter()
        self._refresh()

    def _close_ballot(self) -> None:
        """Show the welcome page again, once all that was typed is in the ballot."""
        if self._end_ballot():
            self._show_welcome()

    def _end_ballot(self) -> bool:
        """Close the ballot; whether nothing of it is left unsaved."""
        if self._ballot is None:
            return True
        if not self._ballot.close_ballot():
            return False
        self._ballot.deleteLater()
        self._ballot = None
        return True

    def _show_portfolio(self, opened: "OpenPortfolio") -> None:
        """Show an opened portfolio instead of the one before, or close it where the user stays there."""
        from fivegates.actions.file.files import close_portfolio

        if not self._asks_to_leave(lambda: self._replace(opened), lambda: close_portfolio(opened)):
            self._replace(opened)

    def _replace(self, opened: "OpenPortfolio") -> None:
        """Show an opened portfolio, whatever was shown before."""
        from fivegates.ui.session import Session
        from fivegates.ui.window.workspace import Workspace

        if not self._end_ballot():
            return
        self._end_workspace()
        session = Session(opened, self.context, self)
        self.files.current = session
        self._workspace = Workspace(session, self.context, self)
        self._workspace.current_changed.connect(self._refresh_commands)
        self._workspace.sample_requested.connect(self.files.open_sample)
        self._workspace.reported.connect(self._show_message)
        session.changed.connect(self._follow)
        self.file_safety.keep(self._workspace)
        self._put(self._workspace)
        self._workspace.enter_page()
        self._refresh()
        # The first timer fires in the event loop, so that the second counts from about the first paint.
        QTimer.singleShot(0, self, lambda: QTimer.singleShot(_LOAD_AFTER_MS, self, self._load_editing))

    def _asks_to_leave(
        self, discard: Callable[[], object], stay: Callable[[], object] = lambda: None
    ) -> bool:
        return asks_to_leave(self._workspace, self.context.language, self, discard, stay)

    def _discard_and_close(self) -> None:
        self._end_workspace()
        self.close()

    def _load_editing(self) -> None:
        """Preload what the first edit, page, brief and search would wait for."""
        from fivegates.actions.file.files import load_editing
        from fivegates.actions.rubrics import rubric_offer
        from fivegates.ui.window.pages import load_pages

        def load() -> None:
            load_editing()
            load_pages()
            rubric_offer()  # cached: a full brief names the criteria of all shipped rubrics and packs

        Thread(target=load, name="loading", daemon=True).start()
        if self._workspace is not None:
            self._workspace.prepare_search()

    def _put(self, page: QWidget) -> None:
        """Show a page in the window now.

        Qt would show it a moment later, and a window that comes to the front before that gives the keyboard
        to nothing, since what has asked for it is not visible yet.
        """
        self.setCentralWidget(page)
        page.show()

    def _show_welcome(self, note: str = "") -> None:
        from fivegates.ui.window.welcome import WelcomePage

        welcome = WelcomePage(self.context, note)
        welcome.sample_requested.connect(self.files.open_sample)
        welcome.new_requested.connect(self.files.ask_new)
        welcome.open_requested.connect(self.files.ask_open)
        welcome.recent_requested.connect(self.files.open_path)
        self._put(welcome)
        welcome.enter()
        self._refresh()

    def _end_workspace(self) -> None:
        """Let the pages save what was typed, then close the file."""
        if self._workspace is None:
            return
        if self._palette is not None:
            self._palette.close()  # its reader thread uses the file for its index
        workspace, self._workspace, self.files.current = self._workspace, None, None
        self.file_safety.end()
        workspace.hide()
        workspace.close_workspace()
        workspace.deleteLater()
        workspace.session.deleteLater()
        workspace.session.close()

    def _refresh(self) -> None:
        """Title and commands as they are now; the title is remembered with the file."""
        name = self._workspace.session.title if self._workspace is not None else ""
        if self._workspace is not None:
            self.files.remember(self._workspace.session.opened.path, name)
        self.setWindowTitle(f"{window_title(name)} – Fivegates" if name else "Fivegates")
        self._refresh_commands()

    def _follow(self, changes: "Changes") -> None:
        """Show what an edit changed; the title is one of the settings."""
        if changes.settings:
            self._refresh()
        else:
            self._refresh_commands()

    def _refresh_commands(self) -> None:
        """Enable the commands that are possible, and name the edit that undo would revert."""
        self.menus.enable(frozenset(self._have()))
        opened = self.files.current.opened if self.files.current else None
        gettext = self.context.language.gettext
        undo, redo = (opened.undo_label, opened.redo_label) if opened else (None, None)
        shown = gettext("&Undo: {action}", action=self._short(undo)) if undo else gettext("&Undo")
        self.menus.action("undo").setText(shown)
        shown = gettext("&Redo: {action}", action=self._short(redo)) if redo else gettext("&Redo")
        self.menus.action("redo").setText(shown)

    def _have(self) -> Iterator[Need]:
        """The needs of commands that are met now."""
        if self._workspace is None:
            return
        opened = self._workspace.session.opened
        yield Need.PORTFOLIO
        if not opened.read_only:
            yield Need.EDITABLE
        if self._workspace.current is not None:
            yield Need.INITIATIVE
        if opened.undo_label:
            yield Need.UNDOABLE
        if opened.redo_label:
            yield Need.REDOABLE

    def _short(self, label: Message) -> str:
        """An action's label, short enough for a menu."""
        text = label.text(self.context.language)
        return button_text(text if len(text) <= _LONGEST_LABEL else f"{text[:_LONGEST_LABEL]}…")

    def _show_exported(self, path: Path) -> None:
        if self._workspace is not None:
            self._workspace.show_exported(path)

    def _show_message(self, text: str) -> None:
        self._status.showMessage(text, 8000)

    @cached_property
    def _status(self) -> "QStatusBar":
        """The status bar, created at its first message and hidden while empty."""
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.messageChanged.connect(lambda text: bar.setVisible(bool(text)))
        return bar

    def _restore_geometry(self) -> None:
        """Restore the window geometry, if it is still on a screen."""
        if not self.restoreGeometry(self.context.settings.window_geometry):
            room = self.screen().availableSize()
            self.resize(min(_SIZE[0], room.width() - _FRAME[0]), min(_SIZE[1], room.height() - _FRAME[1]))
