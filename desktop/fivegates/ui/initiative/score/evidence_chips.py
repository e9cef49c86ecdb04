"""The evidence for the criterion in focus as chips on one line, each with its validity."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from fivegates.domain.initiative.initiative import Evidence
from fivegates.domain.language import Language
from fivegates.domain.verdict.states import ProofState
from fivegates.domain.wording.evidence import others_text
from fivegates.ui.context import Context
from fivegates.ui.initiative.buttons import DrawnButton, LinkButton
from fivegates.ui.initiative.drawing import Frame, paint_frame
from fivegates.ui.initiative.score.criterion_words import effective_level_text, weighed
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.widgets.roles import plain_tooltip

_MOST = 4
_PAD = 10
_GAP = 6
# In letters: the part of a title by which evidence is told apart.
_TELLING = 16
# Widths of text are rounded; without this a title that fits could end in dots.
_SLACK = 4


@dataclass(frozen=True, slots=True)
class ChipText:
    """The texts of a chip: title, status, the number of criteria if several, and the other ones."""

    item: Evidence
    standing: str
    current: bool
    shared: str = ""
    others: str = ""


class EvidenceChip(DrawnButton):
    """A chip for an item of evidence; as it narrows, it drops the other criteria first, then the title."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(context, parent)
        self.shown: ChipText | None = None
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_item(self, shown: ChipText) -> None:
        """Show another item."""
        if shown == self.shown:
            return
        self.shown = shown
        text = " · ".join(filter(None, (shown.item.title, shown.standing, shown.shared, shown.others)))
        self.setAccessibleName(self.context.language.gettext("Evidence: {text}", text=text))
        self.setToolTip(plain_tooltip(text))
        self.measure_again()

    def sizeHint(self) -> QSize:
        """The height of one line."""
        metrics = self._metrics
        texts = (self._title, self._standing, self._shared)
        width = sum(metrics.horizontalAdvance(text) for text in texts) + 2 * _PAD + _SLACK
        return QSize(width, metrics.height() + _PAD)

    def minimumSizeHint(self) -> QSize:
        """Room for the status."""
        metrics = self._metrics
        least = metrics.horizontalAdvance(self._standing) + 4 * metrics.averageCharWidth() + 2 * _PAD
        return QSize(min(least, 24 * metrics.averageCharWidth()), metrics.height() + _PAD)

    @property
    def readable_width(self) -> int:
        """The width of the status and the distinguishing part of the title."""
        title = min(self._metrics.horizontalAdvance(self._title), _TELLING * self._metrics.averageCharWidth())
        return title + self._metrics.horizontalAdvance(self._standing) + 2 * _PAD + _SLACK

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chip."""
        if self.shown is None:
            return
        palette = self.context.palette
        painter = QPainter(self)
        marked = self.hasFocus() or self.underMouse()
        border = palette.accent if marked else palette.hairline
        ground = palette.panel if self.shown.current else palette.closed_tint
        width, radius = 1 + self.hasFocus(), self.height() / 2 - 1
        paint_frame(painter, self.rect(), Frame(border, ground, width, radius))
        painter.setFont(self.type.font("note"))
        inside = self.rect().adjusted(_PAD, 0, -_PAD, 0)
        title, status = self.fitted(inside.width())
        self._write(painter, inside, title, palette.ink)
        rest = inside.adjusted(self._metrics.horizontalAdvance(title), 0, 0, 0)
        self._write(painter, rest, status, palette.second_ink if self.shown.current else palette.closed)

    def fitted(self, width: int) -> tuple[str, str]:
        """Title and status as they fit into so many pixels."""
        metrics, mode = self._metrics, Qt.TextElideMode.ElideRight
        whole = metrics.horizontalAdvance(self._title + self._standing + self._shared) <= width
        status = self._standing + (self._shared if whole else "")
        title = metrics.elidedText(self._title, mode, width - metrics.horizontalAdvance(status))
        return title, metrics.elidedText(status, mode, width - metrics.horizontalAdvance(title))

    @property
    def _metrics(self) -> QFontMetrics:
        return self.type.metrics("note")

    @property
    def _title(self) -> str:
        return " ".join(self.shown.item.title.split()) if self.shown else ""

    @property
    def _standing(self) -> str:
        return f"  {self.shown.standing}" if self.shown else ""

    @property
    def _shared(self) -> str:
        return f" · {self.shown.shared}" if self.shown and self.shown.shared else ""

    @staticmethod
    def _write(painter: QPainter, box: QRect, text: str, colour: str) -> None:
        painter.setPen(QColor(colour))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


class EvidenceChips(QWidget):
    """A row with the chips that fit, a link to the rest, and a button to add evidence.

    Signals:
        opened(Evidence): the user chose an item.
        rest_requested(): the user wants to see all of them.
        add_requested(): the user wants to add one.
    """

    opened = Signal(object)
    rest_requested = Signal()
    add_requested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._texts: list[ChipText] = []
        self._addable = True
        self.chips = [EvidenceChip(context, self) for _ in range(_MOST)]
        self._rest = LinkButton("", self)
        self._add = LinkButton(context.language.gettext("+ Add evidence"), self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        for chip in self.chips:
            layout.addWidget(chip)
            chip.clicked.connect(lambda _checked=False, chip=chip: self._open(chip))
        layout.addWidget(self._rest)
        layout.addWidget(self._add)
        layout.addStretch(1)
        self._rest.clicked.connect(self.rest_requested)
        self._add.clicked.connect(self.add_requested)

    def show_evidence(self, subject: Subject, criterion: str, *, editable: bool) -> None:
        """Show what is recorded for a criterion."""
        self._texts = chip_texts(subject, criterion, self._context.language)
        self._add.setEnabled(editable)
        self._fill()

    def set_addable(self, *, addable: bool) -> None:
        """Offer to add evidence, or not at all."""
        self._addable = addable
        self._add.setVisible(addable)

    def tab_order(self) -> list[QWidget]:
        """Chips and links in Tab order."""
        return [*self.chips, self._rest, self._add]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many as can be read."""
        super().resizeEvent(event)
        self._fill()

    def _fill(self) -> None:
        """Fill the chips that fit; the others are counted in the link."""
        for chip, text in zip(self.chips, self._texts, strict=False):
            chip.show_item(text)
        fitting = min(_MOST, len(self._texts))
        while fitting > 1 and self._widest(fitting) > self._room_for_each(fitting):
            fitting -= 1
        room = self._room_for_each(fitting)
        self._rest.setVisible(fitting < len(self._texts))
        for place, chip in enumerate(self.chips):
            chip.setMaximumWidth(room)
            chip.setVisible(place < fitting)

    def _widest(self, chips: int) -> int:
        """The room that each of so many chips needs to be read."""
        return max(chip.readable_width for chip in self.chips[:chips])

    def _room_for_each(self, chips: int) -> int:
        """The width of each of so many chips beside the links; the one to the rest counts the others."""
        room = self.width() - (self._add.sizeHint().width() + _GAP if self._addable else 0)
        more = len(self._texts) - chips
        if more:
            self._rest.setText(self._context.language.ngettext("{count} more", "{count} more", more))
            room -= self._rest.sizeHint().width() + _GAP
        return max(room // max(chips, 1) - _GAP, 1)

    def _open(self, chip: EvidenceChip) -> None:
        if chip.shown is not None:
            self.opened.emit(chip.shown.item)


def chip_texts(subject: Subject, criterion: str, language: Language) -> list[ChipText]:
    """The texts of the chips for a criterion: current items first, then the newest."""
    texts = []
    for item in subject.record.evidence:
        if item.backs(criterion):
            proof = weighed(item, criterion, subject)
            current = proof is not None and proof.state is ProofState.CURRENT
            standing = effective_level_text(item, criterion, subject, language)
            backed = len(item.criteria)
            shared = language.ngettext("for {count} criterion", "for {count} criteria", backed)
            others = others_text(item, criterion, subject.rubric, language)
            texts.append(ChipText(item, standing, current, shared if item.also else "", others))
    return sorted(texts, key=lambda text: (not text.current, -text.item.dated.toordinal(), text.item.id))
