"""Choosing how much of a brief is set: its edition, and the chapters of its appendix singly."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fivegates.domain.brief import Chapter, Edition, Extent
from fivegates.domain.wording.extents import chapter_word, edition_word
from fivegates.ui.context import Context
from fivegates.ui.settings import PaperKind
from fivegates.ui.widgets.check_box import WrappedCheckBox
from fivegates.ui.widgets.forms import ChoiceBox, FormRow


class ExtentChoice(QWidget):
    """Two rows of a form, remembered for each kind of paper; another edition chooses its own chapters again.

    Signals:
        changed(): something else was chosen.
    """

    changed = Signal()

    def __init__(
        self,
        context: Context,
        paper: PaperKind,
        editions: Sequence[Edition | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        language, kept = context.language, context.settings.extent(paper)
        self._settings, self._paper = context.settings, paper
        words = [(edition_word(edition, language), edition) for edition in editions]
        self.edition = ChoiceBox(words, kept.edition if kept else None, self)
        self.chapters = {each: WrappedCheckBox(chapter_word(each, language), self) for each in Chapter}
        boxes = QWidget(self)
        column = QVBoxLayout(boxes)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        appendix = language.gettext("Appendix")
        for chapter, box in self.chapters.items():
            box.setChecked(kept is not None and (kept == Extent() or kept.has(chapter)))
            box.setEnabled(kept is not None)
            box.setAccessibleName(f"{appendix}: {box.text()}")
            box.toggled.connect(self._keep)
            column.addWidget(box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(FormRow(language.gettext("Edition"), self.edition))
        layout.addWidget(FormRow(appendix, boxes))
        self.edition.currentIndexChanged.connect(self._choose_chapters)

    @property
    def extent(self) -> Extent | None:
        """What is chosen; None for no brief at all."""
        edition = self.edition.value
        if edition is None:
            return None
        return Extent(edition, frozenset(each for each, box in self.chapters.items() if box.isChecked()))

    def _choose_chapters(self) -> None:
        """Take the chapters that the edition has of itself."""
        edition = self.edition.value
        for box in self.chapters.values():
            with QSignalBlocker(box):
                box.setChecked(edition is Edition.FULL)
            box.setEnabled(edition is not None)
        self._keep()

    def _keep(self) -> None:
        """Remember the choice."""
        self._settings.keep_extent(self._paper, self.extent)
        self.changed.emit()
