"""The figures of the ledger in the reporting currency: last actual month, break-even, totals."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fivegates.domain.economics.ledger import Basis, CostCategory, Ledger
from fivegates.domain.economics.money import RateGap
from fivegates.domain.economics.month_figures import MonthFigures
from fivegates.domain.economics.projections import Market
from fivegates.domain.economics.reconciliation import Reconciliation, reconciliation
from fivegates.domain.economics.scenarios import scenario_from
from fivegates.domain.economics.unit_economics import (
    Economics,
    base_month,
    costs_by_month,
    economics_of,
    rate_gaps,
)
from fivegates.domain.language import Language
from fivegates.domain.review.review import InitiativeRecord
from fivegates.domain.wording.money import break_even_sentence, split_sentence, success_sentence
from fivegates.domain.wording.money_terms import category_word, unit_text
from fivegates.domain.wording.projections import priced_sentences
from fivegates.domain.wording.reconciliation import reconciliation_sentences
from fivegates.domain.wording.words import UNKNOWN
from fivegates.ui.context import Context
from fivegates.ui.tables.table import PlainTable, item_of
from fivegates.ui.widgets.buttons import IconButton
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.roles import set_role


@dataclass(frozen=True, slots=True)
class Books:
    """A ledger, its currency of report, and its months; `economics` is None while a rate is missing.

    `reconciled` compares what tokens cost by the price books with what was billed, where both are known.
    """

    ledger: Ledger
    currency: str
    unit: str
    gaps: tuple[RateGap, ...]
    economics: Economics | None
    reconciled: Reconciliation | None = None

    @property
    def empty(self) -> bool:
        """True if there are no lines."""
        return not (self.ledger.costs or self.ledger.usage or self.ledger.benefits)

    @property
    def month(self) -> MonthFigures | None:
        """The last actual month: with units where there is one, else with a run cost alone."""
        if self.economics is None:
            return None
        spent = [month for month in self.economics.months if month.run_basis is Basis.ACTUAL]
        return base_month(self.economics) or next(reversed(spent), None)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its label; a dash for one that is not known."""

    name: str
    text: str


def books_of(record: InitiativeRecord, currency: str, market: Market) -> Books:
    """Compute the figures, as far as rates exist; price books replace missing model costs."""
    gaps = rate_gaps(record.ledger, currency, market.rates)
    economics = None if gaps else economics_of(record.ledger, currency, market.rates, market.books)
    reconciled = reconciliation(record.ledger, currency, market.rates, market.books)
    return Books(record.ledger, currency, record.initiative.unit, gaps, economics, reconciled)


def figures_of(books: Books, language: Language) -> tuple[Figure, ...]:
    """Run cost, unit cost, value per unit and margin of the last actual month."""
    month, gettext = books.month, language.gettext
    run = None if month is None else month.run_cost
    one = [None] * 3 if month is None else [month.unit_cost, month.value_per_unit, month.margin]
    names = (gettext("Unit cost"), gettext("Value per unit"), gettext("Margin per unit"))
    spent = UNKNOWN if run is None else language.money(run, books.currency)
    return (
        Figure(gettext("Run cost a month"), spent),
        *(
            Figure(name, unit_text(amount, books.currency, language))
            for name, amount in zip(names, one, strict=True)
        ),
    )


def month_sentence(books: Books, language: Language) -> str:
    """The month of the figures, or why there are none."""
    if books.gaps:
        return language.gettext(
            "Without that rate no figure in {currency} is known.", currency=books.currency
        )
    if books.month is None:
        return language.gettext("No month has an actual run cost yet, so nothing is known.")
    month = language.month(books.month.month)
    if books.month.benefit_basis is Basis.FORECAST:
        return language.gettext(
            "Figures of {month}, the last actual month; its value is a forecast.", month=month
        )
    return language.gettext("Figures of {month}, the last actual month.", month=month)


def month_details(books: Books, language: Language) -> tuple[str, ...]:
    """The month's cost by part, and per success; unknown figures are left out."""
    if books.month is None:
        return ()
    split = split_sentence(books.month, books.currency, language)
    success = success_sentence(books.month, books.currency, books.unit, language)
    return tuple(filter(None, (split, success)))


def priced_text(books: Books, language: Language) -> str:
    """Sentences on estimated costs, tokens without a price, and prices against the bill."""
    if books.economics is None:
        return ""
    lines = list(priced_sentences(books.economics, language))
    if books.reconciled is not None:
        lines += reconciliation_sentences(books.reconciled, books.currency, language)
    return " ".join(lines)


def break_even_text(books: Books, language: Language) -> str:
    """The break-even volume; what is missing, while that is unknown."""
    if books.economics is None:
        return ""
    scenario = scenario_from(books.economics)
    if scenario is None:
        return language.gettext("Break-even is known once a month has actual run costs and units.")
    return break_even_sentence(scenario, books.unit, language)


def gap_sentences(books: Books, language: Language) -> str:
    """Each missing rate, by month and pair, a line each."""
    return "\n".join(gap.error().text(language) for gap in books.gaps)


class TotalsTable(QWidget):
    """A row a month, a column a category, and totals of both.

    Signals:
        rates_requested(): the user wants to see all rates.
    """

    rates_requested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._note = PlainLabel("", "quiet", wrap=True)
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
        above.addWidget(self._note, 1)
        above.addWidget(self._rates, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(above)
        layout.addWidget(self.table, 1)
        layout.addStretch()

    def show_books(self, books: Books) -> None:
        """Show the totals; forecast lines count only where a month has no actual ones."""
        language = self._context.language
        known = books.economics is not None and bool(books.economics.costs)
        self.table.setVisible(known)
        self._note.setText(gap_sentences(books, language) or self._words(books, known=known))
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
        cells, categories = costs_by_month(economics)
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
        """Write a row with its total; a category without lines gets a dash."""
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


_GAP: Final = 32
_NARROWEST_WORDS: Final = 36


class _Tile(QWidget):
    """A figure below its name."""

    def __init__(self) -> None:
        super().__init__()
        self._name = PlainLabel("", "note")
        self._figure = PlainLabel("", "heading")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._name)
        layout.addWidget(self._figure)

    def show_figure(self, name: str, text: str) -> None:
        """Show a figure."""
        self._name.setText(name)
        self._figure.setText(text)
        self._figure.setAccessibleName(f"{name}: {text}")


class CostSummary(QFrame):
    """Four figures in a row; sentences beside them, or below where they would be squeezed.

    Signals:
        rate_requested(): the user wants to add the first rate that is missing.
        rates_requested(): the user wants to see all rates.
    """

    rate_requested = Signal()
    rates_requested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        set_role(self, "panel")
        self._tiles = tuple(_Tile() for _ in range(4))
        self._break_even = PlainLabel("", "section", wrap=True)
        self._month = PlainLabel("", "note", wrap=True)
        self._gaps = PlainLabel("", "problem", wrap=True)
        self._add_rate = IconButton(context, "add", context.language.gettext("Add the rate…"))
        self._add_rate.clicked.connect(self.rate_requested)
        self._rates = IconButton(context, "open", context.language.gettext("Exchange rates…"))
        self._rates.clicked.connect(self.rates_requested)
        self._lay_out()

    def show_books(self, books: Books, *, editable: bool) -> None:
        """Show the figures of the ledger; nothing while there is no line."""
        language = self._context.language
        self.setVisible(not books.empty)
        for tile, figure in zip(self._tiles, figures_of(books, language), strict=True):
            tile.show_figure(figure.name, figure.text)
        self._break_even.setText(break_even_text(books, language))
        self._break_even.setVisible(not books.gaps)
        lines = (
            month_sentence(books, language),
            *month_details(books, language),
            priced_text(books, language),
        )
        self._month.setText(" ".join(filter(None, lines)))
        self._gaps.setText(gap_sentences(books, language))
        self._gaps.setVisible(bool(books.gaps))
        self._add_rate.setVisible(bool(books.gaps))
        self._add_rate.setEnabled(editable)
        self._rates.setVisible(bool(books.gaps))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the sentences where they have room."""
        super().resizeEvent(event)
        words = event.size().width() - self._figures.sizeHint().width() - _GAP
        beside = words >= _NARROWEST_WORDS * self.fontMetrics().averageCharWidth()
        self._both.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        self._both.setSpacing(_GAP if beside else 6)

    def _lay_out(self) -> None:
        self._figures = QHBoxLayout()
        self._figures.setSpacing(_GAP)
        for tile in self._tiles:
            self._figures.addWidget(tile, 0, Qt.AlignmentFlag.AlignTop)
        self._figures.addStretch()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._break_even)
        words.addWidget(self._month)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.addLayout(self._figures)
        self._both.addLayout(words, 1)
        missing = QHBoxLayout()
        missing.setSpacing(16)
        missing.addWidget(self._gaps, 1)
        missing.addWidget(self._add_rate, 0, Qt.AlignmentFlag.AlignTop)
        missing.addWidget(self._rates, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(6)
        layout.addLayout(self._both)
        layout.addLayout(missing)
