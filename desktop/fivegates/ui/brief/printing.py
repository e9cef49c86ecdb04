"""Prints a finished PDF: each page as a picture at the printer's resolution, up to a limit.

To a PDF file on the same paper, its pages are written as they are: small, with text that can be found.
"""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSizeF, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QDialog, QWidget

from fivegates.actions.documents import save_document
from fivegates.domain.errors import UserError
from fivegates.ui.brief.pages import page_picture
from fivegates.ui.slices import SlicedReading

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_POINTS_PER_INCH: Final = 72
_FINEST: Final = 300
"""In dots per inch: finer pictures take much memory, and paper does not show them."""


class PrintRun(QObject):
    """Prints a page in each turn of the event loop, so that the window answers meanwhile.

    `portfolio` is the open file, which is never printed over.

    Signals:
        progressed(int, int): so many pages of so many are printed.
        done(bool): all are; False where the printer did not take them.
    """

    progressed = Signal(int, int)
    done = Signal(bool)

    def __init__(self, printer: "QPrinter", pdf: bytes, portfolio: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._printer = printer
        self._portfolio = portfolio
        self._taken = False
        first, last = _wanted(printer, pdf)
        run = self._write if _is_file_of_same_paper(printer, pdf) else self._print
        self._pages = SlicedReading(lambda: run(pdf, first, last), self, seconds=0)
        self._pages.progressed.connect(lambda count: self.progressed.emit(count, last - first + 1))
        self._pages.done.connect(self._finish)

    def start(self) -> None:
        """Begin with the first page."""
        self._pages.start()

    def _write(self, pdf: bytes, first: int, last: int) -> Iterator[int]:
        """Write the pages, from 1, to the printer's file."""
        path = Path(self._printer.outputFileName())
        try:
            save_document(_pages(pdf, first, last), path, self._portfolio)
        except UserError:
            return
        self._taken = True
        yield last

    def _print(self, pdf: bytes, first: int, last: int) -> Iterator[int]:
        """Print page by page, from 1; none where the printer does not begin."""
        from pypdfium2 import PdfDocument

        painter = QPainter()
        if not painter.begin(self._printer):
            return
        with PdfDocument(pdf) as document:
            for number in range(first, last + 1):
                if number > first:
                    self._printer.newPage()
                page = document[number - 1]
                dots = min(self._printer.resolution(), _FINEST)
                picture = page_picture(page, round(page.get_width() / _POINTS_PER_INCH * dots))
                painter.drawImage(painter.viewport(), picture)
                yield number
        self._taken = painter.end()

    def _finish(self, _pages: object) -> None:
        self.deleteLater()
        self.done.emit(self._taken)


def ask_to_print(
    parent: QWidget, name: str, pdf: bytes, portfolio: Path, begin: Callable[[PrintRun], object]
) -> None:
    """Ask which printer, how many copies and which pages; `begin` is given what then prints them."""
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
            begin(PrintRun(printer, pdf, portfolio, parent))

    dialog.finished.connect(finish)
    QDialog.open(dialog)  # the print dialog's own asks for a slot by its name


def page_count(pdf: bytes) -> int:
    """Number of pages of a PDF."""
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


def _wanted(printer: "QPrinter", pdf: bytes) -> tuple[int, int]:
    """The first and last page that the printer is asked for, all where it is asked for none."""
    pages = page_count(pdf)
    return min(max(printer.fromPage(), 1), pages), min(printer.toPage() or pages, pages)


def _is_file_of_same_paper(printer: "QPrinter", pdf: bytes) -> bool:
    """True if the printer writes a PDF file whose pages are as large as those of `pdf`, to a point."""
    from pypdfium2 import PdfDocument

    if printer.outputFormat() is not type(printer).OutputFormat.PdfFormat or not printer.outputFileName():
        return False
    paper = printer.pageLayout().fullRectPoints().size()
    with PdfDocument(pdf) as document:
        width, height = document[0].get_size()
    return bool(abs(paper.width() - width) <= 1 and abs(paper.height() - height) <= 1)


def _pages(pdf: bytes, first: int, last: int) -> bytes:
    """The PDF of these pages, from 1; of all of them, the PDF as it is, with its tags."""
    from pypdfium2 import PdfDocument

    with PdfDocument(pdf) as document, PdfDocument.new() as part:
        if (first, last) == (1, len(document)):
            return pdf
        part.import_pages(document, list(range(first - 1, last)))
        written = BytesIO()
        part.save(written)
    return written.getvalue()
