"""How the Compare page draws words: wrapped, with a mark where there is a state, and a note below."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.ui.context import Context
from fivegates.ui.marks import paint_mark
from fivegates.ui.stylesheet import SIZES, scaled

PAD, ABOVE, MARK_GAP = 8, 7, 6
# Further room above what begins a part.
HEADING_ABOVE = 16
_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_ANYWHERE = _WRAPPED | int(Qt.TextFlag.TextWrapAnywhere)
_ENDLESS = 100_000


@dataclass(frozen=True, slots=True)
class Words:
    """What is drawn: a text with its mark and colour, and a quiet note below it."""

    text: str
    note: str = ""
    state: GateState | VerdictState | None = None
    strong: bool = False
    quiet: bool = False


class Writer:
    """Measures and draws `Words` in the sizes and colours of the moment."""

    def __init__(self, context: Context, font: QFont) -> None:
        self._context = context
        self._font = font
        self._note = QFont(font)
        self._note.setPixelSize(scaled(SIZES["note"], context.settings.text_scale))
        self._strong = QFont(font)
        self._strong.setWeight(QFont.Weight.DemiBold)

    def height(self, words: Words, width: int) -> int:
        """How tall words are in a cell of `width`, with room above and below."""
        room = QRect(0, 0, self._room(words, width), _ENDLESS)
        text = self._measured(self._font_of(words), room, words.text)
        note = self._measured(self._note, room, words.note) if words.note else 0
        return 2 * ABOVE + text + note

    def paint(self, painter: QPainter, box: QRect, words: Words) -> None:
        """Draw words from the upper left corner of a cell."""
        palette = self._context.palette
        inner = box.adjusted(PAD, ABOVE, -PAD, 0)
        if words.state is not None:
            side = QFontMetrics(self._font).height() - 3
            mark = QRectF(inner.left(), inner.top() + 1.5, side, side)
            paint_mark(painter, mark, words.state, palette)
            inner.setLeft(inner.left() + side + MARK_GAP)
        colour = palette.second_ink if words.quiet else palette.ink
        if words.state is not None:
            colour = palette.status(words.state)
        below = self._write(painter, inner, words.text, self._font_of(words), colour)
        if words.note:
            self._write(painter, inner.adjusted(0, below, 0, 0), words.note, self._note, palette.second_ink)

    def _font_of(self, words: Words) -> QFont:
        return self._strong if words.strong or words.state is not None else self._font

    def _room(self, words: Words, width: int) -> int:
        """The width that is left for text."""
        mark = QFontMetrics(self._font).height() - 3 + MARK_GAP if words.state is not None else 0
        return max(width - 2 * PAD - mark, 1)

    @staticmethod
    def _measured(font: QFont, room: QRect, text: str) -> int:
        metrics = QFontMetrics(font)
        return metrics.boundingRect(room, _flags(metrics, room.width(), text), text or " ").height()

    @staticmethod
    def _write(painter: QPainter, box: QRect, text: str, font: QFont, colour: str) -> int:
        """Draw wrapped text; returns its height."""
        painter.setFont(font)
        painter.setPen(QColor(colour))
        metrics = QFontMetrics(font)
        room = QRect(box.left(), box.top(), max(box.width(), 1), _ENDLESS)
        flags = _flags(metrics, room.width(), text)
        painter.drawText(room, flags, text)
        return metrics.boundingRect(room, flags, text or " ").height()


def _flags(metrics: QFontMetrics, width: int, text: str) -> int:
    """Break between words, or anywhere where a word is wider than the room."""
    fits = all(metrics.horizontalAdvance(word) <= width for word in text.split())
    return _WRAPPED if fits else _ANYWHERE
