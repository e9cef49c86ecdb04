"""A field that holds a logo: shown small, chosen from a file, and removed."""

from base64 import b64decode
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from fivegates.actions.letterhead import logo_from
from fivegates.domain.errors import UserError
from fivegates.ui.context import Context
from fivegates.ui.file_dialogs import FileKind, ask_for_file, documents_folder
from fivegates.ui.widgets.file_row import FileRow
from fivegates.ui.widgets.labels import PlainLabel

_WIDEST, _HIGHEST = 160, 40


class LogoField(FileRow):
    """`value` is a PNG or an SVG in base64, or empty.

    Signals:
        read(str): another picture was chosen or removed; with what is wrong with it, or nothing.
    """

    read = Signal(str)

    def __init__(self, context: Context, logo: str, parent: QWidget | None = None) -> None:
        gettext = context.language.gettext
        self._shown = PlainLabel("", "quiet")
        super().__init__(self._shown, gettext("Choose a picture…"), gettext("Remove the logo"), parent)
        self._context = context
        self.value = logo
        self._show()

    def choose(self, path: Path) -> None:
        """Take the picture in a file, if it is one."""
        try:
            self.value = logo_from(path)
        except UserError as error:
            self.read.emit(error.text(self._context.language))
            return
        self._show()
        self.read.emit("")

    def _ask(self) -> None:
        """Ask for a file."""
        gettext = self._context.language.gettext
        kind = FileKind(gettext("Pictures (*.png *.svg)"), "png")
        ask_for_file(self, gettext("Choose a logo"), kind, documents_folder(), self.choose)

    def _take_out(self) -> None:
        """Hold none."""
        self.value = ""
        self._show()
        self._choose.setFocus()
        self.read.emit("")

    def _show(self) -> None:
        """Show the picture, or that there is none."""
        picture = QPixmap()
        if self.value and picture.loadFromData(b64decode(self.value)):
            kept = Qt.AspectRatioMode.KeepAspectRatio
            smooth = Qt.TransformationMode.SmoothTransformation
            self._shown.setPixmap(picture.scaled(_WIDEST, _HIGHEST, kept, smooth))
        else:
            gettext = self._context.language.gettext
            self._shown.setText(gettext("A picture") if self.value else gettext("None"))
        self._remove.setVisible(bool(self.value))
        self.setProperty("entered", self.value)
