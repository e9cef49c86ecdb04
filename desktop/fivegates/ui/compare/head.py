"""The head of the Compare page: its title, its tools and its export, in a row where they have room."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QMenu, QSizePolicy, QWidget

from fivegates.domain.initiative.initiative import Initiative
from fivegates.ui.context import Context
from fivegates.ui.widgets.buttons import ShrinkingButton, ShrinkingRow
from fivegates.ui.widgets.forms import ListBox

_LEAST_CHARS = 8


class CompareTools(QWidget):
    """Adding and `sets` at the left, what can be done to the current column at the right.

    Signals:
        added(int): the user chose to add the initiative of this id.
        moved(int): the user moves the current column so many places to the right.
        removed(): the user takes the current column out.
        meeting_requested(): the user wants to enter the meeting of the comparison brief.
    """

    added = Signal(int)
    moved = Signal(int)
    removed = Signal()
    meeting_requested = Signal()

    def __init__(self, context: Context, sets: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        gettext = context.language.gettext
        self._ids: list[int] = []
        self.add = ListBox()
        self.add.setPlaceholderText(gettext("Add…"))
        self.add.setAccessibleName(gettext("Add an initiative"))
        self.add.setMinimumContentsLength(_LEAST_CHARS)
        self.add.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.add.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.left = ShrinkingButton(context, "move-left", gettext("Move left"))
        self.right = ShrinkingButton(context, "move-right", gettext("Move right"))
        self.remove = ShrinkingButton(context, "delete", gettext("Take out"))
        self.meeting = ShrinkingButton(context, "calendar", gettext("Meeting…"))
        row = ShrinkingRow((self.add, sets), (self.left, self.right, self.remove, self.meeting))
        row.setContentsMargins(0, 0, 0, 0)
        row.setStretchFactor(self.add, 1)
        self.setLayout(row)
        self._connect()

    def offer(self, initiatives: Sequence[Initiative]) -> None:
        """List what could be added; nothing where there is no more room."""
        self._ids = [each.id for each in initiatives]
        self.add.clear()
        self.add.addItems([" ".join(each.name.split()) for each in initiatives])
        self.add.setCurrentIndex(-1)
        self.add.setEnabled(bool(initiatives))

    def follow(self, column: int, count: int, *, shown: bool) -> None:
        """Enable the commands that apply to `column` of `count`, if they are shown."""
        self.left.setEnabled(shown and column > 0)
        self.right.setEnabled(shown and column < count - 1)
        self.remove.setEnabled(count > 0)
        self.meeting.setEnabled(shown)

    def fill_menu(self, menu: QMenu) -> None:
        """The same as a menu."""
        for button in (self.left, self.right, self.remove):
            action = menu.addAction(button.icon(), button.text())
            action.setEnabled(button.isEnabled())
            action.triggered.connect(button.click)

    def _connect(self) -> None:
        """Connect all signals, in one list."""
        self.add.activated.connect(lambda index: self.added.emit(self._ids[index]))
        self.left.clicked.connect(lambda: self.moved.emit(-1))
        self.right.clicked.connect(lambda: self.moved.emit(1))
        self.remove.clicked.connect(self.removed)
        self.meeting.clicked.connect(self.meeting_requested)


# At this text size in percent and above, a window of 1280 pixels has no room for the tools beside the title.
_LARGE = 130
_ALL_COLUMNS = 4


class CompareHead(QWidget):
    """The title at the left, `tools` beside or below it, and `protect` and `export` at the right."""

    def __init__(
        self,
        context: Context,
        title: QWidget,
        tools: QWidget,
        protect: QWidget,
        export: QWidget,
    ) -> None:
        super().__init__()
        self._settings = context.settings
        self._tools = tools
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        for column, part in {0: title, 2: protect, 3: export}.items():
            self._grid.addWidget(part, 0, column)
        self._place_tools()

    def changeEvent(self, event: QEvent) -> None:
        """Make room when text becomes larger."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._place_tools()

    def _place_tools(self) -> None:
        """Put the tools where there is room for them."""
        below = self._settings.text_scale >= _LARGE
        place = (1, 0, 1, _ALL_COLUMNS) if below else (0, 1, 1, 1)
        self._grid.removeWidget(self._tools)
        self._grid.addWidget(self._tools, *place)
