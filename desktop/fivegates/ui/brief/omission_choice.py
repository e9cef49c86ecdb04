"""Choosing what a paper for others leaves out; the choice is remembered for each kind of paper."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from fivegates.domain.brief import Omission
from fivegates.domain.wording.extents import omission_word
from fivegates.domain.wording.words import capitalised
from fivegates.ui.context import Context
from fivegates.ui.settings import PaperKind
from fivegates.ui.widgets.buttons import ShrinkingButton
from fivegates.ui.widgets.check_box import WrappedCheckBox


class OmissionChoice(QWidget):
    """A box for each thing that can be left out.

    Signals:
        changed(): something else was chosen.
    """

    changed = Signal()

    def __init__(self, context: Context, paper: PaperKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self._paper = context.settings, paper
        language, kept = context.language, context.settings.omitted(paper)
        self.boxes = {
            each: WrappedCheckBox(capitalised(omission_word(each, language)), self) for each in Omission
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for each, box in self.boxes.items():
            box.setAccessibleName(f"{language.gettext('Left out, for others')}: {box.text()}")
            box.setChecked(each in kept)
            box.toggled.connect(self._keep)
            column.addWidget(box)

    @property
    def omitted(self) -> frozenset[Omission]:
        """What is left out."""
        return frozenset(each for each, box in self.boxes.items() if box.isChecked())

    def _keep(self) -> None:
        """Remember the choice."""
        self._settings.keep_omitted(self._paper, self.omitted)
        self.changed.emit()


class OmissionMenu(ShrinkingButton):
    """A button whose menu has a line for each thing that can be left out; its words say how many are."""

    def __init__(self, context: Context, paper: PaperKind, parent: QWidget | None = None) -> None:
        super().__init__(context, "filter", context.language.gettext("Left out, for others"), parent=parent)
        self._context, self._paper = context, paper
        menu, kept = QMenu(self), context.settings.omitted(paper)
        self.lines = {
            each: menu.addAction(capitalised(omission_word(each, context.language))) for each in Omission
        }
        for each, line in self.lines.items():
            line.setCheckable(True)
            line.setChecked(each in kept)
            line.toggled.connect(self._keep)
        self.setMenu(menu)
        self._tell()

    @property
    def omitted(self) -> frozenset[Omission]:
        """What is left out."""
        return frozenset(each for each, line in self.lines.items() if line.isChecked())

    def _keep(self) -> None:
        """Remember the choice."""
        self._context.settings.keep_omitted(self._paper, self.omitted)
        self._tell()

    def _tell(self) -> None:
        """Say how many are chosen."""
        language = self._context.language
        text = language.gettext("Left out, for others")
        if self.omitted:
            count = language.number(len(self.omitted))
            text = language.gettext("Left out, for others: {count}", count=count)
        self.setText(text)
