"""The band above the ledger: the figures of the last actual month, break-even, and rates that are missing."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fivegates.ui.context import Context
from fivegates.ui.initiative.costs.books import (
    Books,
    break_even_text,
    figures_of,
    gap_sentences,
    month_details,
    month_sentence,
    priced_text,
)
from fivegates.ui.widgets.buttons import IconButton
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.roles import set_role

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
        """Show what the ledger comes to; nothing while there is no line."""
        language = self._context.language
        self.setVisible(not books.empty)
        for tile, figure in zip(self._tiles, figures_of(books, language), strict=True):
            tile.show_figure(figure.name, figure.text)
        self._break_even.setText(break_even_text(books, language))
        self._break_even.setVisible(not books.gaps)
        told = (
            month_sentence(books, language),
            *month_details(books, language),
            priced_text(books, language),
        )
        self._month.setText(" ".join(filter(None, told)))
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
