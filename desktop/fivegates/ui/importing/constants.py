"""What holds for all rows of a file that has no column for it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from fivegates.actions.importing.reading import field_words
from fivegates.domain.language import Language
from fivegates.ui.widgets.forms import ChoiceBox


class ConstantField(QWidget):
    """A value for all rows: one of the words of the field, or text.

    Signals:
        changed(): another value was said.
    """

    changed = Signal()

    def __init__(self, language: Language, field: str, value: str) -> None:
        super().__init__()
        name = language.gettext("{field} of all rows", field=field)
        words = field_words(field)
        self.box: ChoiceBox[str] | None = None
        self.line: QLineEdit | None = None
        self._said = value
        shown = self._made_box(language, words, value) if words else self._made_line(language, value)
        shown.setAccessibleName(name)
        self.setFocusProxy(shown)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(shown)

    @property
    def value(self) -> str:
        """What was said; empty for nothing."""
        if self.box is not None:
            return self.box.value
        return self.line.text().strip() if self.line is not None else ""

    def _made_box(self, language: Language, words: tuple[str, ...], value: str) -> QWidget:
        offered = [(language.gettext("Not said"), ""), *((word, word) for word in words)]
        self.box = ChoiceBox(offered, value if value in words else "")
        self.box.currentIndexChanged.connect(self.changed)
        return self.box

    def _made_line(self, language: Language, value: str) -> QWidget:
        self.line = QLineEdit(value)
        self.line.setPlaceholderText(language.gettext("For all rows"))
        self.line.editingFinished.connect(self._finish)
        return self.line

    def _finish(self) -> None:
        """Tell only what is new: a field that is left says so too."""
        if self.value != self._said:
            self._said = self.value
            self.changed.emit()
