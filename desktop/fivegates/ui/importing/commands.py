"""Asks for a file to import, opens the import dialog, shows what it brought; saves templates."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fivegates.actions.file.atomic_files import is_there
from fivegates.actions.importing.imports import Arrival, arrivals, initiative_codes, initiative_names
from fivegates.actions.importing.plans import ImportPlan
from fivegates.actions.importing.presets import all_presets
from fivegates.actions.importing.reading import ImportKind, is_list_of_files
from fivegates.actions.importing.rules import Rules, saved_rules
from fivegates.actions.importing.templates import LineKind, save_template
from fivegates.actions.warehouses import TagType, Warehouse, statement_of, tag_types
from fivegates.domain.errors import UserError
from fivegates.domain.language import Language
from fivegates.ui.context import Context
from fivegates.ui.dialogs.plain_dialog import PlainDialog
from fivegates.ui.file_dialogs import FileKind, ask_for_files, ask_where_to_save, documents_folder
from fivegates.ui.importing.dialog import ImportDialog, Source
from fivegates.ui.messages import show_error
from fivegates.ui.session import Session
from fivegates.ui.widgets.buttons import IconButton
from fivegates.ui.widgets.form_dialog import RoomyDialog
from fivegates.ui.widgets.forms import ChoiceBox, FormRow
from fivegates.ui.widgets.labels import ElidedLabel, PlainLabel
from fivegates.ui.widgets.roles import window_title


class ArrivalsDialog(PlainDialog):
    """A line for each initiative, the one with most lines first.

    Signals:
        chosen(Arrival): the user wants to see these lines.
    """

    chosen = Signal(object)

    def __init__(self, context: Context, file: str, arrivals: Sequence[Arrival], parent: QWidget) -> None:
        language = context.language
        super().__init__(context, language.gettext("Imported {file}", file=file), parent)
        self.links: list[IconButton] = []
        for arrival in arrivals:
            link = IconButton(context, "link", language.gettext("Show"), "link")
            link.setAccessibleName(language.gettext("Show the new lines of {code}", code=arrival.code))
            link.clicked.connect(partial(self._choose, arrival))
            self.links.append(link)
            row = QHBoxLayout()
            row.addWidget(ElidedLabel(f"{arrival.code} {arrival.name}"), 1)
            row.addWidget(PlainLabel(_words(arrival, language)))
            row.addWidget(link)
            self.body.addLayout(row)
        self.body.addStretch()

    def _choose(self, arrival: Arrival, *_checked: bool) -> None:
        """Close, and show the lines."""
        self.accept()
        self.chosen.emit(arrival)


def _words(arrival: Arrival, language: Language) -> str:
    """The text of a row: an initiative and the number of its lines."""
    count = len(arrival.line_ids)
    words = {
        "costs": language.ngettext("{count} line of costs", "{count} lines of costs", count),
        "usage": language.ngettext("{count} line of usage", "{count} lines of usage", count),
        "benefits": language.ngettext("{count} line of benefits", "{count} lines of benefits", count),
    }
    return words[arrival.part]


_SIZE: Final = QSize(760, 620)
_MARGIN: Final = 24
_NAMES: Final = {
    Warehouse.BIGQUERY: "BigQuery",
    Warehouse.SNOWFLAKE: "Snowflake",
    Warehouse.ATHENA: "Athena, Trino",
    Warehouse.SPARK: "Databricks, Spark",
    Warehouse.DUCKDB: "DuckDB",
}


class WarehouseDialog(RoomyDialog):
    """Shows the statement for a table by the rules that are kept; each choice writes it again."""

    def __init__(self, context: Context, rules: Rules, parent: QWidget) -> None:
        super().__init__(context, _SIZE, parent)
        self._language = context.language
        self._rules = rules
        gettext = context.language.gettext
        self.warehouse = ChoiceBox([(name, each) for each, name in _NAMES.items()], Warehouse.BIGQUERY)
        self.table = QLineEdit("focus")
        self.tags = ChoiceBox([(_tag_words(each, context.language), each) for each in TagType], TagType.LIST)
        self.model = QCheckBox(gettext("The table has SkuPriceDetails (FOCUS 1.1 and later)"))
        self.model.setChecked(True)
        self.model.setVisible(rules.count)
        self.statement = QPlainTextEdit()
        self.statement.setReadOnly(True)
        self.statement.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.statement.setAccessibleName(gettext("Statement"))
        self.copy = IconButton(context, "duplicate", gettext("Copy"), "primary")
        self.close_button = QPushButton(gettext("Close"))
        self.close_button.setAutoDefault(False)
        self._lay_out()
        self.warehouse.currentIndexChanged.connect(self._follow_warehouse)
        self.tags.currentIndexChanged.connect(self._write)
        self.model.toggled.connect(self._write)
        self.table.textChanged.connect(self._write)
        self.copy.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.reject)
        self._follow_warehouse()

    def _follow_warehouse(self) -> None:
        """Suggest the usual tag columns of the warehouse."""
        self.tags.set_value(tag_types(self.warehouse.value)[0])
        self._write()

    def _write(self) -> None:
        """Show the statement, or what is wrong with the table or the tags."""
        try:
            text = statement_of(
                self.warehouse.value,
                self.table.text(),
                self._rules,
                self.tags.value,
                model=self.model.isChecked(),
            )
        except UserError as error:
            self._table_row.set_problem(error.text(self._language))
            text = ""
        else:
            self._table_row.set_problem("")
        self.statement.setPlainText(text)
        self.copy.setEnabled(bool(text))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.statement.toPlainText())

    def _lay_out(self) -> None:
        gettext = self._language.gettext
        title = gettext("Import from a warehouse")
        self.setWindowTitle(window_title(title))
        text = gettext(
            "Run this statement where the bill is, save its small result as CSV or Parquet, and import that "
            "file as a billing export. The totals are those of all rows. The tags and columns are those "
            "that your rules ask for."
        )
        self._table_row = FormRow(gettext("Table"), self.table)
        choices = QHBoxLayout()
        choices.setSpacing(16)
        choices.addWidget(FormRow(gettext("Warehouse"), self.warehouse))
        choices.addWidget(self._table_row, 1)
        choices.addWidget(FormRow(gettext("Tags are kept as"), self.tags))
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, 16, _MARGIN, 16)
        layout.setSpacing(8)
        layout.addWidget(PlainLabel(title, "heading", wrap=True))
        layout.addWidget(PlainLabel(text, "quiet", wrap=True))
        layout.addLayout(choices)
        layout.addWidget(self.model)
        layout.addWidget(self.statement, 1)
        layout.addLayout(buttons)


def _tag_words(kind: TagType, language: Language) -> str:
    """The name of a way to store tags."""
    words = {
        TagType.JSON: language.gettext("JSON"),
        TagType.MAP: language.gettext("map"),
        TagType.LIST: language.gettext("list of key and value"),
    }
    return words[kind]


class ImportCommands(QObject):
    """The commands for imports into ledgers.

    Signals:
        reported(str): something was done that is worth a line in the status bar.
        lines_requested(Arrival): new lines of an initiative are to be shown.
    """

    reported = Signal(str)
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

    def take(self, paths: Sequence[Path], initiative_id: int | None) -> None:
        """Show what files of costs, usage or benefits would bring; other JSON is a list of prices."""
        path, *more = paths
        if path.suffix.lower() == ".json" and not is_list_of_files(path):
            from fivegates.ui.prices.commands import PriceCommands

            prices = PriceCommands(self._session, self._context, self._window)
            prices.reported.connect(self.reported)
            prices.import_list(path)
            return
        self.open(path, initiative_id, more)

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
            rules = saved_rules(tuple(codes.values()))
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
            rules = saved_rules(tuple(codes.values()))
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
        self.reported.emit(self._context.language.gettext("Saved a template as {file}", file=path))

    def _show_arrivals(self, name: str, plan: ImportPlan) -> None:
        """Show the new lines: those of one initiative at once, of several as the user chooses."""
        self.reported.emit(self._context.language.gettext("Imported {file}", file=name))
        found = self._session.ask(arrivals, plan) or ()
        if len(found) == 1:
            self.lines_requested.emit(found[0])
        elif found:
            dialog = ArrivalsDialog(self._context, name, found, self._window)
            dialog.chosen.connect(self.lines_requested)
            dialog.open()

    def _folder(self) -> str:
        """The folder of the last import, else the documents folder."""
        folder = self._context.settings.import_folder
        return folder if folder and is_there(Path(folder)) else documents_folder()
