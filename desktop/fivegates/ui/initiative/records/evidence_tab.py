"""The tab of evidence: a tab of records onto which a file can be dropped."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from fivegates.ui.context import Context
from fivegates.ui.initiative.records.evidence import EvidenceRecords
from fivegates.ui.initiative.records.tab import RecordTab
from fivegates.ui.window.file_commands import PORTFOLIO_ENDINGS


class EvidenceTab(RecordTab):
    """A file dropped here becomes new evidence, once the form about it is filled in."""

    def __init__(
        self,
        context: Context,
        kind: EvidenceRecords,
        in_focus: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, kind, in_focus, parent)
        self._records = kind
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file, while evidence can be added; leave anything else to the window."""
        if self.editable and _dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask about the evidence that the file is."""
        path = _dropped_file(event.mimeData())
        if path is None or self.subject is None or not self.editable:
            event.ignore()
            return
        event.acceptProposedAction()
        self._records.add_file(self.subject, self.criterion, path)


def _dropped_file(data: QMimeData) -> Path | None:
    """The one file among what is dragged."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix not in PORTFOLIO_ENDINGS else None
