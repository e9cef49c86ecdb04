"""The file that a command writes a brief to, as a PDF, as a Word document or as slides."""

from pathlib import Path

from fivegates.actions import documents
from fivegates.domain.brief import DocumentOrder, FileType, PaperSize
from fivegates.domain.language import Language


class Output:
    """Where a brief goes, of the kind that the name says.

    Raises UserError where that kind takes no template, or no password, as asked for.
    """

    def __init__(
        self, out: Path, portfolio: Path, paper: PaperSize, template: Path | None, *, protected: bool
    ) -> None:
        self.kind: FileType = documents.file_type_of(out)
        documents.require_fitting(self.kind, template=template is not None, password=protected)
        self._out, self._portfolio, self._paper, self._template = out, portfolio, paper, template

    def order(self, language: Language) -> DocumentOrder:
        """How a document shall look. Raises UserError for a template that cannot be read."""
        return documents.document_order(language, self._paper, self._template)

    def save(self, data: bytes) -> None:
        """Write it. Raises UserError when it cannot be written."""
        documents.save_document(data, self._out, self._portfolio)
