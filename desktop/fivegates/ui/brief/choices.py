"""Form controls that all papers share: edition and chapters, omissions, and language."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from fivegates.domain.brief import Chapter, Edition, Extent, Omission
from fivegates.domain.wording.papers import chapter_word, edition_word, omission_word
from fivegates.domain.wording.words import capitalised
from fivegates.languages import available_codes, language_name
from fivegates.ui.context import Context
from fivegates.ui.settings import PaperKind
from fivegates.ui.widgets.buttons import ShrinkingButton
from fivegates.ui.widgets.fields import WrappedCheckBox
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
            box.toggled.connect(self._save_choice)
            column.addWidget(box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(FormRow(language.gettext("Edition"), self.edition))
        layout.addWidget(FormRow(appendix, boxes))
        self.edition.currentIndexChanged.connect(self._choose_chapters)

    @property
    def extent(self) -> Extent | None:
        """The chosen extent; None for no brief at all."""
        edition = self.edition.value
        if edition is None:
            return None
        return Extent(edition, frozenset(each for each, box in self.chapters.items() if box.isChecked()))

    def _choose_chapters(self) -> None:
        """Choose the default chapters of the edition."""
        edition = self.edition.value
        for box in self.chapters.values():
            with QSignalBlocker(box):
                box.setChecked(edition is Edition.FULL)
            box.setEnabled(edition is not None)
        self._save_choice()

    def _save_choice(self) -> None:
        """Remember the choice."""
        self._settings.save_extent(self._paper, self.extent)
        self.changed.emit()


class OmissionChoice(QWidget):
    """A check box for each part that can be omitted.

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
            box.toggled.connect(self._save_choice)
            column.addWidget(box)

    @property
    def omitted(self) -> frozenset[Omission]:
        """The omissions chosen."""
        return frozenset(each for each, box in self.boxes.items() if box.isChecked())

    def _save_choice(self) -> None:
        """Remember the choice."""
        self._settings.save_omissions(self._paper, self.omitted)
        self.changed.emit()


class OmissionMenu(ShrinkingButton):
    """A button whose menu has a tick for each part that can be omitted; its text counts those ticked."""

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
            line.toggled.connect(self._save_choice)
        self.setMenu(menu)
        self._show_count()

    @property
    def omitted(self) -> frozenset[Omission]:
        """The omissions chosen."""
        return frozenset(each for each, line in self.lines.items() if line.isChecked())

    def _save_choice(self) -> None:
        """Remember the choice."""
        self._context.settings.save_omissions(self._paper, self.omitted)
        self._show_count()

    def _show_count(self) -> None:
        """Show the number of omissions on the button."""
        language = self._context.language
        text = language.gettext("Left out, for others")
        if self.omitted:
            count = language.number(len(self.omitted))
            text = language.gettext("Left out, for others: {count}", count=count)
        self.setText(text)


class QuestionsBox(WrappedCheckBox):
    """A check box: end a paper without other chapters with the questions to expect; saved per kind."""

    def __init__(self, context: Context, paper: PaperKind, parent: QWidget | None = None) -> None:
        super().__init__(chapter_word(Chapter.QUESTIONS, context.language), parent)
        self._settings, self._paper = context.settings, paper
        kept = context.settings.extent(paper)
        self.setChecked(kept is not None and kept.has(Chapter.QUESTIONS))
        self.toggled.connect(self._save_choice)

    def _save_choice(self) -> None:
        """Remember the choice."""
        chapters = frozenset({Chapter.QUESTIONS} if self.isChecked() else ())
        self._settings.save_extent(self._paper, Extent(chapters=chapters))


class PaperLanguageBox(ChoiceBox[str]):
    """A list of the languages; the one in which papers are set now is chosen.

    Signals:
        language_chosen(): another one was chosen, and is kept for next time.
    """

    language_chosen = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._context = context
        names = [(language_name(code), code) for code in available_codes()]
        super().__init__(names, context.paper_language.locale.language, parent)
        self.activated.connect(self._remember)

    def _remember(self) -> None:
        """Keep the choice for next time."""
        self._context.settings.paper_language = self.value
        self.language_chosen.emit()
