"""What the file adds up to, by month and currency, to compare with the invoice."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fivegates.actions.importing.imports import ImportPreview, Total
from fivegates.ui.context import Context
from fivegates.ui.tables.plain_table import PlainTable
from fivegates.ui.widgets.labels import PlainLabel

_RIGHT = (False, True, True, True)


class TotalsView(QWidget):
    """A row for each month and currency of the accepted rows, whosever they are."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._language = context.language
        gettext = context.language.gettext
        self.table = PlainTable(gettext("Totals by month and currency"))
        names = (gettext("Month"), gettext("Amount"), gettext("Billed"), gettext("Rows"))
        self.table.set_headings(names, _RIGHT)
        self.setFocusProxy(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(
            PlainLabel(gettext("All rows that could be read. Compare with the invoice."), "quiet", wrap=True)
        )
        layout.addWidget(self.table, 1)

    def show_preview(self, preview: ImportPreview | None) -> None:
        """Show the totals; none while the file cannot be read."""
        totals = preview.totals if preview else ()
        self.table.set_rows([self._texts(total) for total in totals], _RIGHT)

    def _texts(self, total: Total) -> tuple[str, ...]:
        money, number = self._language.money, self._language.number
        return (
            self._language.month(total.month),
            money(total.amount, total.currency),
            money(total.billed, total.currency),
            number(total.rows),
        )
