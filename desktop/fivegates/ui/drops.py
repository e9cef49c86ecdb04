"""Drag and drop on the window and its pages."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDropEvent

_IMPORTED = frozenset(
    [
        ".csv",
        ".tsv",
        ".txt",
        ".xlsx",
        ".xlsm",
        ".xls",
        ".xlsb",
        ".ods",
        ".numbers",
        ".json",
        ".parquet",
        ".gz",
        ".zip",
    ]
)


def accept_as_copy(event: QDropEvent) -> None:
    """Take what is dropped, and never have its source delete it, as after a move."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


def dropped_files(data: QMimeData) -> list[Path]:
    """The files that are dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def can_be_imported(path: Path) -> bool:
    """True if a path can hold a table, or the files of a billing export."""
    return path.suffix.lower() in _IMPORTED or path.is_dir()
