"""The dialog that compares two reviews of an initiative, criterion by criterion."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fivegates.actions.queries import bridge_of
from fivegates.domain.trend.differences import Difference, differences
from fivegates.domain.wording.differences import answer_words, differences_sentence, why_words
from fivegates.domain.wording.finality import review_title
from fivegates.ui.context import Context
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.session import Session
from fivegates.ui.tables.table import PlainTable
from fivegates.ui.tables.views import RowDelegate, choose_row
from fivegates.ui.widgets.fields import ProseBox
from fivegates.ui.widgets.form_dialog import RoomyDialog
from fivegates.ui.widgets.forms import ChoiceBox
from fivegates.ui.widgets.labels import PlainLabel

_SIZE: Final = QSize(980, 680)
_LEFT: Final = (False,) * 5
_CRITERION: Final = 1
_RATIONALE_LINES: Final = 4


class DifferencesDialog(RoomyDialog):
    """Choose two reviews; a line a criterion, and below the reasons that both give for the chosen one."""

    def __init__(self, context: Context, session: Session, subject: Subject, parent: QWidget) -> None:
        super().__init__(context, _SIZE, parent)
        self._session = session
        self._record = subject.record
        self._shown: list[Difference] = []
        self._found: tuple[Difference, ...] = ()
        gettext = context.language.gettext
        self.setWindowTitle(gettext("Two reviews, criterion by criterion"))
        others = [each.id for each in self._record.reviews if each.id != subject.review.id]
        self.earlier = self._choice(others[-1], gettext("One review"))
        self.later = self._choice(subject.review.id, gettext("The other review"))
        self.sentence = PlainLabel("", wrap=True)
        self.all = QCheckBox(gettext("Show criteria that do not differ too"))
        self.all.setAccessibleName(self.all.text())
        self.table = PlainTable(gettext("Criteria"), self)
        self.table.setItemDelegate(RowDelegate(context, self.table))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._words = [PlainLabel("", "caption"), PlainLabel("", "caption")]
        self.rationales = [self._prose(), self._prose()]
        self._lay_out()
        self.earlier.activated.connect(self._ask)
        self.later.activated.connect(self._ask)
        self.all.toggled.connect(self._list)
        self.table.itemSelectionChanged.connect(self._show_rationales)
        self._ask()

    def _choice(self, chosen: int, name: str) -> ChoiceBox[int]:
        language, record = self._context.language, self._record
        titles = [(review_title(each, record, language), each.id) for each in reversed(record.reviews)]
        box = ChoiceBox(titles, chosen)
        box.setAccessibleName(name)
        return box

    def _prose(self) -> ProseBox:
        box = ProseBox(lines=_RATIONALE_LINES)
        box.setReadOnly(True)
        box.setPlaceholderText(self._context.language.gettext("No rationale"))
        return box

    def _ask(self) -> None:
        """Compare the two that are chosen."""
        language = self._context.language
        bridge = self._session.ask(bridge_of, self._record, self.earlier.value, self.later.value)
        if bridge is None:
            return
        self._found = differences(bridge)
        days = [language.short_date(case.review.dated) for case in (bridge.earlier, bridge.later)]
        gettext = language.gettext
        headings = (gettext("Gate"), gettext("Criterion"), *days, gettext("Why"))
        self.table.set_headings(headings, _LEFT)
        self.table.stretch(_CRITERION)
        self.sentence.setText(differences_sentence(bridge, self._found, language))
        for label, box, day in zip(self._words, self.rationales, days, strict=True):
            label.setText(gettext("Rationale of {day}", day=day))
            box.setAccessibleName(label.text())
        self._list()

    def _list(self) -> None:
        """List what differs, or every criterion."""
        language = self._context.language
        self._shown = [each for each in self._found if each.differs or self.all.isChecked()]
        rows = [
            (
                language.shipped(each.gate),
                language.shipped(each.criterion.title),
                answer_words(each.before, language),
                answer_words(each.after, language),
                why_words(each, language),
            )
            for each in self._shown
        ]
        self.table.set_rows(rows, _LEFT)
        if rows:
            choose_row(self.table, self.table.model().index(0, 0))
        self._show_rationales()

    def _show_rationales(self) -> None:
        """Show what both reviews give as the reason for the chosen criterion."""
        row = self.table.currentRow()
        chosen = self._shown[row] if 0 <= row < len(self._shown) else None
        texts = (chosen.rationale_before, chosen.rationale_after) if chosen else ("", "")
        for box, text in zip(self.rationales, texts, strict=True):
            box.setPlainText(text)

    def _lay_out(self) -> None:
        gettext = self._context.language.gettext
        chosen = QHBoxLayout()
        chosen.addWidget(self.earlier, 1)
        chosen.addWidget(PlainLabel(gettext("and"), "quiet"))
        chosen.addWidget(self.later, 1)
        reasons = QHBoxLayout()
        reasons.setSpacing(16)
        for label, box in zip(self._words, self.rationales, strict=True):
            column = QVBoxLayout()
            column.addWidget(label)
            column.addWidget(box)
            reasons.addLayout(column, 1)
        close = QPushButton(gettext("Close"))
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(self.windowTitle(), "heading"))
        layout.addLayout(chosen)
        layout.addWidget(self.sentence)
        layout.addWidget(self.all)
        layout.addWidget(self.table, 1)
        layout.addLayout(reasons)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
