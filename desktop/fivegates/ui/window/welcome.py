"""The welcome page, shown while no portfolio is open."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fivegates.actions.file.atomic_files import is_there
from fivegates.ui.context import Context
from fivegates.ui.theme import window_icon
from fivegates.ui.widgets.buttons import IconButton
from fivegates.ui.widgets.labels import ElidedLabel, PlainLabel, SectionHeading
from fivegates.ui.widgets.roles import button_text, plain_tooltip, set_role

_LETTERS = 62
_MOST_RECENT = 5
_LONGEST_NAME = 50
_EMBLEM = 56


class WelcomePage(QWidget):
    """Offers the sample, a new portfolio, one that exists, and those opened before.

    Signals:
        sample_requested(), new_requested(), open_requested(): the user chose that button.
        recent_requested(Path): the user chose a portfolio opened before.
    """

    sample_requested = Signal()
    new_requested = Signal()
    open_requested = Signal()
    recent_requested = Signal(object)

    def __init__(self, context: Context, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._note = PlainLabel(note, "quiet", wrap=True)
        self._note.setVisible(bool(note))
        self._context = context
        gettext = context.language.gettext
        self._sample = IconButton(context, "portfolio", gettext("Open the sample portfolio"), "primary")
        self._new = IconButton(context, "add", gettext("New portfolio…"))
        self._open = IconButton(context, "open", gettext("Open…"))
        self._recent = QGridLayout()
        self._recent.setVerticalSpacing(0)
        self._recent_heading = SectionHeading(gettext("Opened before"))
        self._lay_out()
        self._sample.clicked.connect(self.sample_requested)
        self._new.clicked.connect(self.new_requested)
        self._open.clicked.connect(self.open_requested)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the width of a line for another size of text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def enter(self) -> None:
        """Put the focus on the first choice."""
        self._sample.setFocus()

    def refresh(self) -> None:
        """List the portfolios opened before that are still there."""
        while (item := self._recent.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        paths = [Path(name) for name in self._context.settings.recent_files]
        found = [path for path in paths if is_there(path)][:_MOST_RECENT]
        titles = self._context.settings.recent_titles
        for row, path in enumerate(found):
            title = titles.get(str(path)) or path.stem
            button = self._recent_button(path, title)
            self._recent.addWidget(button, 2 * row, 0, Qt.AlignmentFlag.AlignLeft)
            place = path.parent if title == path.stem else path
            self._recent.addWidget(ElidedLabel(str(place), "note"), 2 * row + 1, 0)
        self._recent_heading.setVisible(bool(found))

    def _recent_button(self, path: Path, title: str) -> QPushButton:
        """A button with the portfolio's title, cut where it is long."""
        name = " ".join(title.split())
        shown = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
        button = QPushButton(button_text(shown))
        set_role(button, "flush-link")
        button.setToolTip(plain_tooltip(str(path)))
        button.setAccessibleName(f"{name}, {path}")
        button.clicked.connect(lambda: self.recent_requested.emit(path))
        return button

    def _lay_out(self) -> None:
        gettext = self._context.language.gettext
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addStretch(2)
        emblem = QLabel()
        emblem.setPixmap(window_icon().pixmap(_EMBLEM, _EMBLEM))
        column.addWidget(emblem)
        column.addSpacing(8)
        column.addWidget(PlainLabel(gettext("Is it ready for production?"), "title", wrap=True))
        words = gettext(
            "Score an AI initiative against five gates, read why it is ready or not, "
            "and hand the board a brief. Everything stays on this computer."
        )
        column.addWidget(PlainLabel(words, "quiet", wrap=True))
        column.addWidget(self._note)
        column.addSpacing(8)
        for button in (self._sample, self._new, self._open):
            column.addWidget(button)
        column.addSpacing(16)
        column.addWidget(self._recent_heading)
        column.addLayout(self._recent)
        column.addStretch(3)
        self._holder = QWidget()
        self._holder.setLayout(column)
        layout = QVBoxLayout(self)
        layout.addWidget(self._holder, 1, Qt.AlignmentFlag.AlignHCenter)
        self._fit()

    def _fit(self) -> None:
        """Limit the width to a comfortable line length."""
        self._holder.setFixedWidth(_LETTERS * self.fontMetrics().averageCharWidth())
