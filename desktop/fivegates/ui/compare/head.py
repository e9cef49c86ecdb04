"""The head of the Compare page: its title, its tools and its export, in a row where they have room."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from fivegates.ui.context import Context

# From this size of text on, in percent, the tools stand below: a window of 1280 pixels has no room beside.
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
