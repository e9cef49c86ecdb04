"""The gates of a review side by side: number, name, mark, word and score of each."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from fivegates.domain.language import Language
from fivegates.domain.verdict.verdict import GateResult
from fivegates.domain.wording.verdicts import gate_detail
from fivegates.domain.wording.words import gate_word, score_text
from fivegates.ui.context import Context
from fivegates.ui.marks import paint_mark
from fivegates.ui.theme import SIZES, scaled
from fivegates.ui.widgets.roles import plain_tooltip

_PAD = 12
_GAP = 8
_TALL_PAD = 8


def gate_name(number: int, result: GateResult, language: Language) -> str:
    """A gate in words: `2 Architecture: Conditional, 78%`."""
    return language.gettext(
        "{number} {gate}: {state}, {score}",
        number=number,
        gate=language.shipped(result.gate.name),
        state=gate_word(result.state, language),
        score=score_text(result.score, language),
    )


class GateTile(QAbstractButton):
    """A selectable gate of the strip."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._number = 0
        self._result: GateResult | None = None
        self._tall = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCheckable(True)

    def show_gate(self, number: int, result: GateResult) -> None:
        """Show the gate that is at place `number`, from 1; one that stays as it is costs nothing."""
        if (number, result) == (self._number, self._result):
            return
        self._number = number
        self._result = result
        language = self._context.language
        name = gate_name(number, result, language)
        self.setAccessibleName(name)
        self.setToolTip(plain_tooltip(name))
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines of text, or three that are smaller, and room for a short name."""
        metrics = self.fontMetrics()
        height = 2 * metrics.height() + 4 + 2 * _PAD
        if self._tall:
            height = metrics.height() + 2 * QFontMetrics(self._small()).height() + 8 + 2 * _TALL_PAD
        return QSize(2 * _PAD + metrics.height() + _GAP + 12 * metrics.averageCharWidth(), height)

    def minimumSizeHint(self) -> QSize:
        """Room for the mark and the number."""
        return QSize(2 * _PAD + 2 * self.fontMetrics().height() + _GAP, self.sizeHint().height())

    def fits(self, width: int) -> bool:
        """True if the name, and word and score side by side, fit in a tile of `width`."""
        metrics = QFontMetrics(self._strong)
        room = width - 2 * _PAD - metrics.height() - _GAP
        below = metrics.horizontalAdvance(self._word) + metrics.horizontalAdvance(self._score) + _GAP
        return max(metrics.horizontalAdvance(self._name), below) <= room

    def set_tall(self, *, tall: bool) -> None:
        """Give name, score and word a line each."""
        if tall is not self._tall:
            self._tall = tall
            self.updateGeometry()
            self.update()

    @property
    def _name(self) -> str:
        return (
            f"{self._number}  {self._context.language.shipped(self._result.gate.name)}"
            if self._result
            else ""
        )

    @property
    def _word(self) -> str:
        return gate_detail(self._result, self._context.language) if self._result else ""

    @property
    def _score(self) -> str:
        return score_text(self._result.score, self._context.language) if self._result else ""

    @property
    def _strong(self) -> QFont:
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        return strong

    def _small(self, *, strong: bool = False) -> QFont:
        small = QFont(self._strong if strong else self.font())
        small.setPixelSize(scaled(SIZES["note"], self._context.settings.text_scale))
        return small

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame, then what is in it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter)
        if self._result is not None:
            paint = self._paint_tall if self._tall else self._paint_gate
            paint(painter, self._result)

    def _paint_frame(self, painter: QPainter) -> None:
        palette = self._context.palette
        chosen = self.isChecked() or self.underMouse()
        width = 3 if self.hasFocus() else 2 if self.isChecked() else 1
        border = palette.accent if self.isChecked() or self.hasFocus() else palette.hairline
        painter.setPen(QPen(QColor(border), width))
        painter.setBrush(QColor(palette.accent_tint if chosen else palette.page))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)

    def _paint_gate(self, painter: QPainter, result: GateResult) -> None:
        """The upper line: mark, number and name; below: word and score."""
        palette = self._context.palette
        line = self.fontMetrics().height()
        upper = QRect(_PAD, _PAD, self.width() - 2 * _PAD, line)
        paint_mark(painter, QRectF(upper.left(), upper.top(), line, line), result.state, palette)
        text = upper.adjusted(line + _GAP, 0, 0, 0)
        self._write(painter, text, self._name, self._strong, palette.ink)
        lower = text.translated(0, line + 4)
        taken = self._write_right(painter, lower, self._score, self._strong)
        lower.setRight(lower.right() - taken - _GAP)
        self._write(painter, lower, self._word, self.font(), palette.status(result.state))

    def _paint_tall(self, painter: QPainter, result: GateResult) -> None:
        """Paint a narrow tile: the name, then mark, number and score, then the word."""
        palette = self._context.palette
        line, small = self.fontMetrics().height(), QFontMetrics(self._small()).height()
        upper = QRect(_TALL_PAD, _TALL_PAD, self.width() - 2 * _TALL_PAD, small)
        self._write(
            painter,
            upper,
            self._context.language.shipped(result.gate.name),
            self._small(strong=True),
            palette.ink,
        )
        middle = QRect(upper.left(), upper.bottom() + 5, upper.width(), line)
        paint_mark(painter, QRectF(middle.left(), middle.top(), line, line), result.state, palette)
        beside = middle.adjusted(line + _GAP, 0, 0, 0)
        self._write(painter, beside, str(self._number), self._strong, palette.ink)
        self._write_right(painter, middle, self._score, self._strong)
        lower = upper.translated(0, small + line + 8)
        self._write(painter, lower, self._word, self._small(), palette.status(result.state))

    @staticmethod
    def _write(painter: QPainter, box: QRect, text: str, font: QFont, colour: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _write_right(self, painter: QPainter, box: QRect, text: str, font: QFont) -> int:
        """Write at the right edge; returns the width taken."""
        painter.setFont(font)
        painter.setPen(QColor(self._context.palette.ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        return QFontMetrics(font).horizontalAdvance(text)


class GateStrip(QWidget):
    """All gates of a review in a row; Left and Right choose.

    Signals:
        gate_selected(str): the user chose the gate of this id.
    """

    gate_selected = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._tiles: dict[str, GateTile] = {}
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._emit_selected)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)

    def show_gates(self, gates: tuple[GateResult, ...]) -> None:
        """Show these gates; the chosen one stays chosen while it is among them."""
        if list(self._tiles) != [gate.gate.id for gate in gates]:
            self._rebuild(gates)
        for number, result in enumerate(gates, start=1):
            self._tiles[result.gate.id].show_gate(number, result)
        self._fit(self.width())

    @property
    def selected(self) -> str:
        """The id of the chosen gate; empty when none is."""
        return next((gate for gate, tile in self._tiles.items() if tile.isChecked()), "")

    def select(self, gate: str) -> None:
        """Choose a gate without a signal; KeyError if it is not shown."""
        self._tiles[gate].setChecked(True)
        self._stop_at_the_chosen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use another line where words would be cut."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, width: int) -> None:
        """Make every tile as tall as the one with most to say needs."""
        count = max(len(self._tiles), 1)
        each = (width - (count - 1) * self._layout.spacing()) // count
        tall = not all(tile.fits(each) for tile in self._tiles.values())
        for tile in self._tiles.values():
            tile.set_tall(tall=tall)

    def _rebuild(self, gates: tuple[GateResult, ...]) -> None:
        for tile in self._tiles.values():
            self._group.removeButton(tile)
            tile.deleteLater()
        self._tiles = {result.gate.id: GateTile(self._context, self) for result in gates}
        for tile in self._tiles.values():
            self._group.addButton(tile)
            self._layout.addWidget(tile, 1)

    def _stop_at_the_chosen(self) -> None:
        """Let Tab stop once at the strip, whichever way it comes; arrows go on from there."""
        for tile in self._tiles.values():
            policy = Qt.FocusPolicy.StrongFocus if tile.isChecked() else Qt.FocusPolicy.ClickFocus
            tile.setFocusPolicy(policy)

    def _emit_selected(self, _tile: QAbstractButton) -> None:
        self._stop_at_the_chosen()
        self.gate_selected.emit(self.selected)
