"""Totals by month and category, in the reporting currency."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fivegates.domain.economics.ledger import CostCategory
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.unit_economics import Economics
from fivegates.domain.wording.money_terms import category_word
from fivegates.domain.wording.words import UNKNOWN
from fivegates.ui.context import Context
from fivegates.ui.initiative.costs.books import Books, gap_sentences
from fivegates.ui.tables.plain_table import PlainTable, item_of
from fivegates.ui.widgets.labels import PlainLabel


class TotalsTable(QWidget):
    """A row a month, a column a category, and totals of both.

    Signals:
        rates_requested(): the user wants to see all rates.
    """

    rates_requested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._told = PlainLabel("", "quiet", wrap=True)
        self.table = PlainTable(context.language.gettext("Totals by month and category"), self)
        self.setFocusProxy(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 8)
        layout.setSpacing(10)
        self._rates = QPushButton(context.language.gettext("Exchange rates…"))
        self._rates.setAutoDefault(False)
        self._rates.clicked.connect(self.rates_requested)
        above = QHBoxLayout()
        above.setSpacing(16)
        above.addWidget(self._told, 1)
        above.addWidget(self._rates, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(above)
        layout.addWidget(self.table, 1)
        layout.addStretch()

    def show_books(self, books: Books) -> None:
        """Show what counts: forecast lines only where a month has no actual ones."""
        language = self._context.language
        known = books.economics is not None and bool(books.economics.costs)
        self.table.setVisible(known)
        self._told.setText(gap_sentences(books, language) or self._words(books, known=known))
        if books.economics is not None and known:
            self._fill(books.economics)

    def _words(self, books: Books, *, known: bool) -> str:
        gettext = self._context.language.gettext
        if not known:
            return gettext("Totals appear here once there are costs.")
        return gettext(
            "In {currency}, run and build cost together. Forecasts count in months without actual costs.",
            currency=books.currency,
        )

    def _fill(self, economics: Economics) -> None:
        gettext = self._context.language.gettext
        cells, categories = _by_month(economics)
        names = [category_word(category, self._context.language) for category in categories]
        self.table.set_headings(
            [gettext("Month"), *names, gettext("Total")], [False, *[True] * (len(names) + 1)]
        )
        self.table.setRowCount(len(cells) + 1)
        for row, (month, found) in enumerate(cells.items()):
            self._write(row, self._context.language.month(month), found, categories, economics.currency)
        whole: dict[CostCategory, Fraction] = defaultdict(Fraction)
        for found in cells.values():
            for category, amount in found.items():
                whole[category] += amount
        self._write(len(cells), gettext("Total"), whole, categories, economics.currency)

    def _write(
        self,
        row: int,
        name: str,
        found: Mapping[CostCategory, Fraction],
        categories: Sequence[CostCategory],
        currency: str,
    ) -> None:
        """One row with its total; a category without a line has a dash."""
        money = self._context.language.money
        texts = [money(found[each], currency) if each in found else UNKNOWN for each in categories]
        total = money(sum(found.values(), Fraction(0)), currency)
        last = row == self.table.rowCount() - 1
        for column, text in enumerate([name, *texts, total]):
            item = item_of(text, right=column > 0)
            font = item.font()
            font.setBold(last or column == len(texts) + 1)
            item.setFont(font)
            self.table.setItem(row, column, item)


def _by_month(economics: Economics) -> tuple[dict[Month, dict[CostCategory, Fraction]], list[CostCategory]]:
    """What each category cost in each month, in order, and the categories that there are."""
    cells: dict[Month, dict[CostCategory, Fraction]] = {}
    for total in economics.costs:
        found = cells.setdefault(total.key.month, {})
        found[total.key.category] = found.get(total.key.category, Fraction(0)) + total.amount
    used = {category for found in cells.values() for category in found}
    ordered = {month: cells[month] for month in sorted(cells)}
    return ordered, [category for category in CostCategory if category in used]
