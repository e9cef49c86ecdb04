"""The system's file dialogs, opened without a nested event loop."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: the words and pattern of its filter, and its ending without the dot."""

    filter: str
    suffix: str


def ask_for_file(
    parent: QWidget, title: str, kind: FileKind, folder: str, chosen: Callable[[Path], object]
) -> "QFileDialog":
    """Ask for a file that exists; `chosen` is called with it."""
    dialog = _dialog(parent, title, kind, folder, chosen)
    dialog.setFileMode(dialog.FileMode.ExistingFile)
    dialog.open()
    return dialog


def ask_for_files(
    parent: QWidget, title: str, kind: FileKind, folder: str, chosen: Callable[[Sequence[Path]], object]
) -> "QFileDialog":
    """Ask for files that exist; `chosen` is called with them, in the order of their names."""
    dialog = _made(parent, title, folder, kind.filter)
    dialog.filesSelected.connect(lambda names: chosen([Path(name) for name in sorted(names)]))
    dialog.setFileMode(dialog.FileMode.ExistingFiles)
    dialog.open()
    return dialog


def ask_for_folder(
    parent: QWidget, title: str, folder: str, chosen: Callable[[Path], object]
) -> "QFileDialog":
    """Ask for a folder that exists, or is made in the dialog; `chosen` is called with it."""
    dialog = _made(parent, title, folder)
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.setFileMode(dialog.FileMode.Directory)
    dialog.setOption(dialog.Option.ShowDirsOnly)
    dialog.open()
    return dialog


def ask_where_to_save(
    parent: QWidget, title: str, kind: FileKind, suggested: Path, chosen: Callable[[Path], object]
) -> "QFileDialog":
    """Ask for a place to write to, `suggested` at first; the dialog asks before it replaces a file."""
    dialog = _dialog(parent, title, kind, str(suggested.parent), chosen)
    dialog.setAcceptMode(dialog.AcceptMode.AcceptSave)
    dialog.setFileMode(dialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(kind.suffix)
    dialog.selectFile(suggested.name)
    dialog.open()
    return dialog


def documents_folder() -> str:
    """The user's folder for documents."""
    from PySide6.QtCore import QStandardPaths

    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def _dialog(
    parent: QWidget, title: str, kind: FileKind, folder: str, chosen: Callable[[Path], object]
) -> "QFileDialog":
    dialog = _made(parent, title, folder, kind.filter)
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    return dialog


def _made(parent: QWidget, title: str, folder: str, names: str = "") -> "QFileDialog":
    """A dialog that is freed when closed; Qt's class is loaded only now, since start-up needs no dialog."""
    from PySide6.QtWidgets import QFileDialog

    dialog = QFileDialog(parent, title, folder, names)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog
