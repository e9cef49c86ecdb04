"""The gates of every initiative."""

from fivegates.domain.insights.heatmap import Heatmap
from fivegates.domain.wording.insights import heatmap_finding
from fivegates.ui.context import Context
from fivegates.ui.insights.heat_table import HeatTable
from fivegates.ui.insights.parts import Part


class HeatPart(Part):
    """The heatmap, from which each cell leads to its gate."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.table = HeatTable(context)
        self.table.opened.connect(self.opened)
        self._layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def show_heatmap(self, heatmap: Heatmap) -> None:
        """Show it under its finding."""
        language = self._context.language
        note = language.gettext("The most ready first. Enter opens the initiative at the gate.")
        self._tell(heatmap_finding(heatmap, language), note)
        self.table.show_heatmap(heatmap)
