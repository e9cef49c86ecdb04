"""The history of edits: a dialog that lists who changed what and when, by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fivegates.actions import overview
from fivegates.actions.file.edit_history import read_history
from fivegates.domain.portfolio.edit_history import EditEntry, people_of
from fivegates.domain.search import fold
from fivegates.domain.wording.edit_history import entry_words, history_sentence, person_words, place_words
from fivegates.ui.context import Context
from fivegates.ui.session import Session
from fivegates.ui.tables.model import Cell, Heading, RecordModel, RecordOrder, RecordRow
from fivegates.ui.tables.table import RecordTable
from fivegates.ui.widgets.buttons import IconButton
from fivegates.ui.widgets.form_dialog import RoomyDialog
from fivegates.ui.widgets.forms import ElidedBox, TextField
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.roles import rule, window_title

_SIZE: Final = QSize(1040, 640)
_MARGIN: Final = 24
_LETTERS: Final = 12
_MOST_ROWS: Final = 2_000
"""The most rows that are listed; filters find the others."""


@dataclass(frozen=True, slots=True)
class _Line:
    """An entry as listed: its day and time in the local time zone, and the words that filters search."""

    entry: EditEntry
    day: str
    time: str
    who: str
    what: str
    where: str
    found_by: str


class EditHistoryDialog(RoomyDialog):
    """Newest first, filtered by initiative, person and words; Enter leads to what was edited.

    Signals:
        opened(int, str): the user wants to see what was edited; its initiative's id, and a criterion or "".
    """

    opened = Signal(int, str)

    def __init__(
        self, session: Session, context: Context, initiative_id: int | None, parent: QWidget
    ) -> None:
        super().__init__(context, _SIZE, parent)
        gettext = context.language.gettext
        self._session = session
        self._lines: list[_Line] = []
        self._listed: dict[int, _Line] = {}
        self._model = RecordModel(context, _headings(context), self)
        order = RecordOrder(self._model, self)
        self.table = RecordTable(context, order, gettext("History of edits"), self, view="edits")
        self.table.setSelectionMode(RecordTable.SelectionMode.ExtendedSelection)
        self.table.setSortingEnabled(False)  # a day is named once, in the first of its rows
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        order.sort(-1)
        self._note = PlainLabel("", "quiet", wrap=True)
        self._nothing = PlainLabel("", "quiet", wrap=True)
        self.words = TextField("")
        self.words.setPlaceholderText(gettext("Words"))
        self.words.setAccessibleName(gettext("Words to look for"))
        self.words.setClearButtonEnabled(True)
        self.person = ElidedBox()
        self.person.setAccessibleName(gettext("Person"))
        self.place = ElidedBox()
        self.place.setAccessibleName(gettext("Initiative"))
        self._ids: list[int | None] = [None]
        self.copy = IconButton(context, "duplicate", gettext("Copy as a table"))
        self.show_place = IconButton(context, "portfolio", gettext("Show"), "primary")
        self._close = QPushButton(gettext("Close"))
        self._lay_out()
        self._fill(initiative_id)
        self._connect()
        (self.table if self._lines else self._close).setFocus()

    def _fill(self, initiative_id: int | None) -> None:
        """Read all entries, and fill the filters with the people and initiatives that they name."""
        language = self._context.language
        entries = self._session.ask(read_history) or ()
        self._lines = [self._line(each) for each in entries]
        known = [each.initiative for each in self._session.ask(overview.lines) or ()]
        self._ids = [None, *(each.id for each in known)]
        with QSignalBlocker(self.place), QSignalBlocker(self.person):
            self.place.addItems([language.gettext("All initiatives"), *(each.name for each in known)])
            if initiative_id in self._ids:
                self.place.setCurrentIndex(self._ids.index(initiative_id))
            self.person.addItems([language.gettext("Everybody"), *people_of(entries)])
        self._show_wanted()
        for part in (self.words, self.place, self.person, self.copy, self.show_place):
            part.setVisible(bool(self._lines))

    def _line(self, entry: EditEntry) -> _Line:
        language, at = self._context.language, entry.at.astimezone()
        who, what = person_words(entry, language), entry_words(entry, language)
        where = place_words(entry, language)
        found_by = fold(" ".join((who, what, *entry.codes)))
        return _Line(entry, language.short_date(at.date()), language.time(at), who, what, where, found_by)

    def _wanted(self) -> list[_Line]:
        """The lines of the chosen initiative and person that hold all words."""
        wanted = self._ids[self.place.currentIndex()]
        person = self.person.currentText() if self.person.currentIndex() > 0 else None
        words = fold(self.words.text()).split()
        return [
            each
            for each in self._lines
            if (wanted is None or wanted in each.entry.initiatives)
            and (person is None or each.entry.by == person)
            and all(word in each.found_by for word in words)
        ]

    def _show_wanted(self) -> None:
        """List the entries that pass the filters."""
        language = self._context.language
        wanted = self._wanted()
        listed = wanted[:_MOST_ROWS]
        self._listed = {each.entry.id: each for each in listed}
        self._model.set_rows(_rows(listed))
        self.table.choose(0, or_row=0)
        settings = self._session.ask(overview.settings)
        if settings is not None:
            # Filters that find nothing do not mean that nothing was edited.
            entries = [each.entry for each in wanted or self._lines]
            self._note.setText(history_sentence(entries, settings.history_days, language))
        text = ""
        if len(wanted) > len(listed):
            text = language.gettext(
                "The newest {count} are listed. Filter to see others.", count=language.number(len(listed))
            )
        elif self._lines and not listed:
            text = language.gettext("There is no such edit.")
        self._nothing.setText(text)
        self._nothing.setVisible(bool(text))
        self.table.setVisible(bool(listed))
        self.copy.setEnabled(bool(listed))
        self._follow()

    def _follow(self) -> None:
        """Enable the button where the chosen edit has a place to go to."""
        self.show_place.setEnabled(self._target() is not None)

    def _target(self) -> tuple[int, str] | None:
        """The initiative, still there, and the criterion of the chosen edit."""
        row = self.table.current()
        if row is None:
            return None
        entry = self._listed[row.record_id].entry
        there = [each for each in entry.initiatives if each in self._ids]
        return (there[0], entry.criterion) if there else None

    def _open_current(self) -> None:
        target = self._target()
        if target is not None:
            self.accept()
            self.opened.emit(*target)

    def _copy(self) -> None:
        """Put the chosen rows on the clipboard for a spreadsheet; all where one or none is chosen."""
        chosen = [self._listed[row.record_id] for row in self.table.chosen_rows()]
        lines = chosen if len(chosen) > 1 else list(self._listed.values())
        rows = [
            (each.entry.at.astimezone().strftime("%Y-%m-%d %H:%M:%S"), each.who, each.what, each.where)
            for each in lines
        ]
        texts = ("\t".join(" ".join(cell.split()) for cell in row) for row in rows)
        QGuiApplication.clipboard().setText("\n".join(texts))

    def _connect(self) -> None:
        self.words.textChanged.connect(self._show_wanted)
        self.person.currentIndexChanged.connect(self._show_wanted)
        self.place.currentIndexChanged.connect(self._show_wanted)
        self.table.edit_requested.connect(self._open_current)
        self.table.chosen.connect(self._follow)
        self.show_place.clicked.connect(self._open_current)
        self.copy.clicked.connect(self._copy)

    def _lay_out(self) -> None:
        gettext = self._context.language.gettext
        self.setWindowTitle(window_title(gettext("History of edits")))
        heading = PlainLabel(gettext("History of edits"), "heading", wrap=True)
        filters = QHBoxLayout()
        filters.setSpacing(8)
        filters.addWidget(self.words, 2)
        for box in (self.place, self.person):
            box.setSizeAdjustPolicy(ElidedBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(_LETTERS)
        filters.addWidget(self.place, 2)
        filters.addWidget(self.person, 2)
        self._close.setAutoDefault(False)
        self._close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.copy)
        buttons.addStretch(1)
        buttons.addWidget(self.show_place)
        buttons.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, 20, _MARGIN, 16)
        layout.setSpacing(8)
        for widget in (heading, self._note):
            layout.addWidget(widget)
        layout.addLayout(filters)
        layout.addWidget(self._nothing)
        layout.addWidget(self.table, 1)
        layout.addStretch()  # without the table, text stays at the top
        layout.addWidget(rule())
        layout.addLayout(buttons)


def _rows(lines: Sequence[_Line]) -> list[RecordRow]:
    """The rows of the table; a day is named in the first of its rows."""
    rows = []
    day = ""
    for line in lines:
        texts = ("" if line.day == day else line.day, line.time, line.who, line.what, line.where)
        day = line.day
        rows.append(RecordRow(line.entry.id, "", tuple(Cell(text, text) for text in texts)))
    return rows


def _headings(context: Context) -> tuple[Heading, ...]:
    gettext = context.language.gettext
    return (
        Heading(gettext("Day")),
        Heading(gettext("Time"), right=True),
        Heading(gettext("Person")),
        Heading(gettext("Edit"), share=1),
        Heading(gettext("Initiative")),
    )
