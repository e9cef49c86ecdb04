"""The dialog for bills in a warehouse: the statement that adds them up there, to copy and run."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from fivegates.actions.importing.rules import Rules
from fivegates.actions.warehouses import TagType, Warehouse, statement_of, tag_types
from fivegates.domain.errors import UserError
from fivegates.domain.language import Language
from fivegates.ui.context import Context
from fivegates.ui.widgets.buttons import IconButton
from fivegates.ui.widgets.form_dialog import RoomyDialog
from fivegates.ui.widgets.forms import ChoiceBox, FormRow
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.roles import window_title

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
        self.table.textChanged.connect(self._write)
        self.copy.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.reject)
        self._follow_warehouse()

    def _follow_warehouse(self) -> None:
        """Offer what tags usually are there."""
        self.tags.set_value(tag_types(self.warehouse.value)[0])
        self._write()

    def _write(self) -> None:
        """Show the statement, or what is wrong with the table or the tags."""
        try:
            text = statement_of(self.warehouse.value, self.table.text(), self._rules, self.tags.value)
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
        told = gettext(
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
        layout.addWidget(PlainLabel(told, "quiet", wrap=True))
        layout.addLayout(choices)
        layout.addWidget(self.statement, 1)
        layout.addLayout(buttons)


def _tag_words(kind: TagType, language: Language) -> str:
    """How tags are kept."""
    words = {
        TagType.JSON: language.gettext("JSON"),
        TagType.MAP: language.gettext("map"),
        TagType.LIST: language.gettext("list of key and value"),
    }
    return words[kind]
