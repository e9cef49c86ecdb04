"""What the file adds up to, by month and currency, to compare with the invoice."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fivegates.actions.importing.imports import ImportPreview, Total
from fivegates.actions.importing.summary import UsageTotal, usage_totals
from fivegates.ui.context import Context
from fivegates.ui.tables.plain_table import PlainTable
from fivegates.ui.widgets.labels import PlainLabel

_MONEY_RIGHT = (False, True, True, True)
_USAGE_RIGHT = (False, True, True, True, True, True, True, True)


class TotalsView(QWidget):
    """A row for each month of the accepted rows, whosever they are: money, or what usage counts."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._language = context.language
        gettext = context.language.gettext
        self.table = PlainTable(gettext("Totals by month"))
        self._money_names = (gettext("Month"), gettext("Amount"), gettext("Billed"), gettext("Rows"))
        self._usage_names = (
            gettext("Month"),
            gettext("Units"),
            gettext("Requests"),
            gettext("Tokens in"),
            gettext("From a cache"),
            gettext("Written to a cache"),
            gettext("Tokens out"),
            gettext("Rows"),
        )
        self.table.set_headings(self._money_names, _MONEY_RIGHT)
        self.setFocusProxy(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(
            PlainLabel(gettext("All rows that could be read. Compare with the invoice."), "quiet", wrap=True)
        )
        layout.addWidget(self.table, 1)

    def show_preview(self, preview: ImportPreview | None) -> None:
        """Show the totals; none while the file cannot be read."""
        counted = usage_totals(preview.drafts) if preview else ()
        totals = preview.totals if preview else ()
        if counted and not totals:
            self._show(self._usage_names, _USAGE_RIGHT, [self._usage_texts(total) for total in counted])
        else:
            self._show(self._money_names, _MONEY_RIGHT, [self._texts(total) for total in totals])

    def _show(self, names: Sequence[str], right: Sequence[bool], rows: Sequence[Sequence[str]]) -> None:
        self.table.set_headings(names, right)
        self.table.set_rows(rows, right)

    def _texts(self, total: Total) -> tuple[str, ...]:
        money, number = self._language.money, self._language.number
        return (
            self._language.month(total.month),
            money(total.amount, total.currency),
            money(total.billed, total.currency),
            number(total.rows),
        )

    def _usage_texts(self, total: UsageTotal) -> tuple[str, ...]:
        tokens = (total.tokens_in, total.tokens_cached, total.tokens_written, total.tokens_out)
        counts = (total.units, total.requests, *tokens, total.rows)
        shown = ("" if count is None else self._language.number(count) for count in counts)
        return self._language.month(total.month), *shown
