"""Asks for a file to import, and opens the import dialog on a table; saves templates."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fivegates.actions.file.whole_files import is_there
from fivegates.actions.importing.arrivals import arrivals
from fivegates.actions.importing.imports import initiative_codes, initiative_names
from fivegates.actions.importing.plans import ImportPlan
from fivegates.actions.importing.presets import all_presets
from fivegates.actions.importing.reading import ImportKind
from fivegates.actions.importing.rules import kept_rules
from fivegates.actions.importing.templates import LineKind, save_template
from fivegates.domain.errors import UserError
from fivegates.ui.context import Context
from fivegates.ui.file_dialogs import FileKind, ask_for_files, ask_where_to_save, documents_folder
from fivegates.ui.importing.arrivals import ArrivalsDialog
from fivegates.ui.importing.dialog import ImportDialog, Source
from fivegates.ui.importing.warehouse import WarehouseDialog
from fivegates.ui.messages import show_error
from fivegates.ui.session import Session


class ImportVerbs(QObject):
    """Everything that the window does about imports into ledgers.

    Signals:
        told(str): something was done that is worth a line in the status bar.
        lines_requested(Arrival): new lines of an initiative are to be shown.
    """

    told = Signal(str)
    lines_requested = Signal(object)

    def __init__(self, session: Session, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._context = context
        self._window = window

    def ask(self, chosen: Callable[[Sequence[Path]], None]) -> None:
        """Ask for a file to import, or the files of a billing export; `chosen` is called with them."""
        gettext = self._context.language.gettext
        words = gettext(
            "Tables, billing exports and lists of prices "
            "(*.csv *.tsv *.txt *.xlsx *.ods *.parquet *.gz *.zip *.json)"
        )
        kind = FileKind(words, "csv")
        title = gettext("Import costs, usage, benefits or prices")
        ask_for_files(self._window, title, kind, self._folder(), chosen)

    def open(self, path: Path, initiative_id: int | None = None, more: Sequence[Path] = ()) -> None:
        """Show what a file, or a billing export of several files, would bring."""
        codes = self._session.ask(initiative_codes)
        if codes is None:
            return
        if not codes:
            error = UserError("Add an initiative first: what is imported belongs to one.")
            show_error(self._window, error, self._context.language)
            return
        try:
            rules = kept_rules(tuple(codes.values()))
            presets = all_presets(codes.values())
        except UserError as error:
            show_error(self._window, error, self._context.language)
            return
        self._context.settings.import_folder = str(path.absolute().parent)
        dialog = ImportDialog(
            self._session,
            self._context,
            Source(
                path,
                rules,
                tuple(codes.values()),
                codes.get(initiative_id or 0, ""),
                self._session.ask(initiative_names) or {},
                presets,
                tuple(more),
            ),
            self._window,
        )
        dialog.imported.connect(self._show_arrivals)
        dialog.template_requested.connect(lambda wanted: self.ask_template(wanted, dialog))
        dialog.open()

    def show_warehouse(self) -> None:
        """Show the statement that adds up bills in a warehouse, for the rules that are kept."""
        codes = self._session.ask(initiative_codes)
        if codes is None:
            return
        try:
            rules = kept_rules(tuple(codes.values()))
        except UserError as error:
            show_error(self._window, error, self._context.language)
            return
        WarehouseDialog(self._context, rules, self._window).open()

    def ask_template(self, kind: ImportKind, over: QWidget) -> None:
        """Ask where to save the template for a kind of lines."""
        gettext = self._context.language.gettext
        files = FileKind(gettext("Workbook (*.xlsx);;CSV (*.csv)"), "xlsx")
        suggested = Path(self._folder()) / f"{kind.value}.xlsx"
        wanted = LineKind(kind.value)
        ask_where_to_save(
            over, gettext("Save a template"), files, suggested, lambda path: self._save(wanted, path)
        )

    def _save(self, kind: LineKind, path: Path) -> None:
        try:
            save_template(kind, path, self._context.language)
        except UserError as error:
            show_error(self._window, error, self._context.language)
            return
        self.told.emit(self._context.language.gettext("Saved a template as {file}", file=path))

    def _show_arrivals(self, name: str, plan: ImportPlan) -> None:
        """Show the new lines: those of one initiative at once, of several as the user chooses."""
        self.told.emit(self._context.language.gettext("Imported {file}", file=name))
        found = self._session.ask(arrivals, plan) or ()
        if len(found) == 1:
            self.lines_requested.emit(found[0])
        elif found:
            dialog = ArrivalsDialog(self._context, name, found, self._window)
            dialog.chosen.connect(self.lines_requested)
            dialog.open()

    def _folder(self) -> str:
        """Where a file was last imported from, else the documents."""
        folder = self._context.settings.import_folder
        return folder if folder and is_there(Path(folder)) else documents_folder()
