"""Rows of headline and detail that lead to a criterion: reasons, steps of the path, moves."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from fivegates.ui.context import Context
from fivegates.ui.initiative.buttons import DrawnButton
from fivegates.ui.initiative.drawing import Frame, Wrapped, paint_frame

_PAD = 6
_GAP = 8
_LINE_GAP = 2


@dataclass(frozen=True, slots=True)
class RowText:
    """What a row says. `lead` stands before it, `tail` at its right end.

    `criterion` is where the row leads; None leads nowhere. `warns` puts the detail in the colour of
    what is closed.
    """

    headline: str
    detail: str = ""
    lead: str = ""
    tail: str = ""
    criterion: str | None = None
    strong: bool = True
    warns: bool = False

    @property
    def spoken(self) -> str:
        """The whole row for a screen reader."""
        return ". ".join(part for part in (self.headline, self.detail, self.tail) if part)


class TextRow(DrawnButton):
    """One row; as tall as its text needs."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._heights: dict[int, int] = {}
        super().__init__(context, parent)
        self.text_shown = RowText("")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_text(self, text: RowText) -> None:
        """Say this instead."""
        if text == self.text_shown:
            return
        self.text_shown = text
        self.setEnabled(text.criterion is not None)
        self.setAccessibleName(text.spoken)
        self.measure_anew()

    def measure_anew(self) -> None:
        """Forget the heights that were worked out: a layout asks for them often."""
        self._heights.clear()
        super().measure_anew()

    def hasHeightForWidth(self) -> bool:
        """Text wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Headline and detail, wrapped."""
        if width not in self._heights:
            self._heights[width] = self._height(width)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """Room for some words a line."""
        width = 30 * self.fontMetrics().averageCharWidth()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Room for a word."""
        return QSize(12 * self.fontMetrics().averageCharWidth(), self.fontMetrics().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw lead, headline, detail and tail."""
        painter = QPainter(self)
        self._paint_ground(painter)
        palette, text, width = self.context.palette, self.text_shown, self.width()
        self._strong(text.lead, width).draw(painter, _GAP // 2, _PAD, palette.accent)
        tail = width - self._advance(text.tail) - _GAP // 2
        self._strong(text.tail, width).draw(painter, tail, _PAD, palette.ink)
        head, detail = self._head(width), self._detail(width)
        head.draw(painter, self._indent, _PAD, palette.ink)
        colour = palette.closed if text.warns else palette.second_ink
        detail.draw(painter, self._indent, _PAD + head.height + _LINE_GAP, colour)

    def _paint_ground(self, painter: QPainter) -> None:
        """Show that it can be chosen, and where the keyboard is."""
        if (self.hasFocus() or self.underMouse()) and self.isEnabled():
            palette = self.context.palette
            border = palette.accent if self.hasFocus() else palette.accent_tint
            paint_frame(painter, self.rect(), Frame(border, palette.accent_tint, 2))

    @property
    def _indent(self) -> int:
        """Where headline and detail begin."""
        return _GAP + self._advance("00") if self.text_shown.lead else _GAP // 2

    def _advance(self, text: str) -> int:
        """The width of lead or tail."""
        return self.type.metrics("body", strong=True).horizontalAdvance(text)

    def _words_width(self, width: int) -> int:
        """The room between lead and tail."""
        tail = self.text_shown.tail
        taken = self._advance(tail) + 2 * _GAP if tail else _GAP // 2
        return max(width - self._indent - taken, 1)

    def _height(self, width: int) -> int:
        height = self._head(width).height + 2 * _PAD
        return height + _LINE_GAP + self._detail(width).height if self.text_shown.detail else height

    def _strong(self, text: str, width: int) -> Wrapped:
        return self.type.wrapped(text, width, "body", strong=True)

    def _head(self, width: int) -> Wrapped:
        text = self.text_shown
        return self.type.wrapped(text.headline, self._words_width(width), "body", strong=text.strong)

    def _detail(self, width: int) -> Wrapped:
        return self.type.wrapped(self.text_shown.detail, self._words_width(width), "note")


class TextRows(QWidget):
    """Rows below each other; widgets are kept and filled anew, never rebuilt.

    Signals:
        chosen(str): the user chose the row that leads to the criterion of this id.
    """

    chosen = Signal(str)

    def __init__(self, context: Context, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._rows: list[TextRow] = []
        self.setAccessibleName(name)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)

    def show_rows(self, texts: Sequence[RowText]) -> None:
        """Show these rows instead."""
        while len(self._rows) < len(texts):
            self._add_row()
        for place, row in enumerate(self._rows):
            shown = place < len(texts)
            if shown:
                row.show_text(texts[place])
            if row.isHidden() is shown:
                row.setVisible(shown)

    @property
    def texts(self) -> list[RowText]:
        """What is shown."""
        return [row.text_shown for row in self._rows if not row.isHidden()]

    def _add_row(self) -> None:
        row = TextRow(self._context, self)
        row.clicked.connect(lambda: self._choose(row))
        self._rows.append(row)
        self._layout.addWidget(row)

    def _choose(self, row: TextRow) -> None:
        if row.text_shown.criterion is not None:
            self.chosen.emit(row.text_shown.criterion)
