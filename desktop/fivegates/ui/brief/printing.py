"""Prints a finished PDF: each page as a picture at the printer's resolution, up to a limit."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QDialog, QWidget

from fivegates.ui.brief.pages import page_picture

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_POINTS_PER_INCH: Final = 72
_FINEST: Final = 300
"""In dots per inch: finer pictures take much memory, and paper does not show them."""


def ask_to_print(parent: QWidget, name: str, pdf: bytes, done: Callable[[bool], object]) -> None:
    """Ask which printer, how many copies and which pages; `done` tells whether it was printed."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # few briefs are printed

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    set_page(printer, pdf)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, page_count(pdf))

    def finish(result: int) -> None:
        dialog.deleteLater()
        if result == QDialog.DialogCode.Accepted:
            done(print_pages(printer, pdf))

    dialog.finished.connect(finish)
    QDialog.open(dialog)  # the print dialog's own asks for a slot by its name


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    from pypdfium2 import PdfDocument

    with PdfDocument(pdf) as document:
        return len(document)


def set_page(printer: "QPrinter", pdf: bytes) -> None:
    """Print on the paper and to the edges of the PDF, whose pages have their own margins."""
    from pypdfium2 import PdfDocument

    with PdfDocument(pdf) as document:
        width, height = document[0].get_size()
    upright = QSizeF(min(width, height), max(width, height))
    printer.setPageSize(QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch))
    across = width > height
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    )
    printer.setFullPage(True)


def print_pages(printer: "QPrinter", pdf: bytes) -> bool:
    """Print the pages that the printer is asked for, all where it is asked for none; whether it took them."""
    from pypdfium2 import PdfDocument

    painter = QPainter()
    if not painter.begin(printer):
        return False
    with PdfDocument(pdf) as document:
        first = max(printer.fromPage(), 1)
        last = min(printer.toPage() or len(document), len(document))
        for number in range(first, last + 1):
            if number > first:
                printer.newPage()
            page = document[number - 1]
            dots = min(printer.resolution(), _FINEST)
            picture = page_picture(page, round(page.get_width() / _POINTS_PER_INCH * dots))
            painter.drawImage(painter.viewport(), picture)
    return painter.end()
