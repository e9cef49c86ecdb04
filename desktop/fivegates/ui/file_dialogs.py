"""Asks where a file is or shall be, with the system's own dialog and no nested event loop."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: the words and pattern of its filter, and its ending without the dot."""

    filter: str
    suffix: str


def ask_for_file(
    parent: QWidget, title: str, kind: FileKind, folder: str, chosen: Callable[[Path], object]
) -> QFileDialog:
    """Ask for a file that exists; `chosen` is called with it."""
    dialog = _dialog(parent, title, kind, folder, chosen)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.open()
    return dialog


def ask_for_files(
    parent: QWidget, title: str, kind: FileKind, folder: str, chosen: Callable[[Sequence[Path]], object]
) -> QFileDialog:
    """Ask for files that exist; `chosen` is called with them, in the order of their names."""
    dialog = QFileDialog(parent, title, folder, kind.filter)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filesSelected.connect(lambda names: chosen([Path(name) for name in sorted(names)]))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.open()
    return dialog


def ask_for_folder(parent: QWidget, title: str, folder: str, chosen: Callable[[Path], object]) -> QFileDialog:
    """Ask for a folder that exists, or is made in the dialog; `chosen` is called with it."""
    dialog = QFileDialog(parent, title, folder)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.open()
    return dialog


def ask_where_to_save(
    parent: QWidget, title: str, kind: FileKind, suggested: Path, chosen: Callable[[Path], object]
) -> QFileDialog:
    """Ask for a place to write to, `suggested` at first; the dialog asks before it replaces a file."""
    dialog = _dialog(parent, title, kind, str(suggested.parent), chosen)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(kind.suffix)
    dialog.selectFile(suggested.name)
    dialog.open()
    return dialog


def documents_folder() -> str:
    """The user's folder for documents."""
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def _dialog(
    parent: QWidget, title: str, kind: FileKind, folder: str, chosen: Callable[[Path], object]
) -> QFileDialog:
    dialog = QFileDialog(parent, title, folder, kind.filter)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    return dialog
