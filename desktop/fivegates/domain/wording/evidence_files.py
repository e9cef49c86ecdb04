"""What is said of files of evidence: their size, their digest, and the sort of program that shows them."""

from decimal import Decimal

from fivegates.domain.initiative.evidence_files import SHORT_DIGEST, DocumentKind
from fivegates.domain.initiative.initiative import EvidenceFile
from fivegates.domain.language import Language

_KILO = 1_000
_MEGA = 1_000_000
_TENTH = Decimal("0.1")


def size_text(size: int, language: Language) -> str:
    """A size in bytes, in the largest unit of which there is one: `812 kB`, `1.4 MB`."""
    if size < _KILO:
        return language.ngettext("{count} byte", "{count} bytes", size)
    if size < _MEGA:
        return language.gettext("{number} kB", number=language.number(size // _KILO))
    tenths = (Decimal(size) / _MEGA).quantize(_TENTH)
    return language.gettext("{number} MB", number=language.number(tenths))


def file_text(file: EvidenceFile, language: Language) -> str:
    """A file by its name and size: `Q2 report.pdf, 1.4 MB`."""
    return language.gettext("{name}, {size}", name=file.name, size=size_text(file.size, language))


def digest_text(file: EvidenceFile, language: Language) -> str:
    """A file by its name and size, and by the first digits of its digest, as paper names it."""
    return language.gettext(
        "File: {file}, SHA-256 {digest}…",
        file=file_text(file, language),
        digest=file.digest[:SHORT_DIGEST],
    )


def document_kind_phrase(kind: DocumentKind, language: Language) -> str:
    """Name a kind after "the program for": "PDF documents"."""
    return {
        DocumentKind.PDF: language.pgettext("program for", "PDF documents"),
        DocumentKind.PICTURE: language.pgettext("program for", "pictures"),
        DocumentKind.TEXT: language.pgettext("program for", "text"),
        DocumentKind.TABLE: language.pgettext("program for", "tables (CSV)"),
        DocumentKind.MAIL: language.pgettext("program for", "mail"),
        DocumentKind.DOCUMENT: language.pgettext("program for", "text documents"),
        DocumentKind.SPREADSHEET: language.pgettext("program for", "spreadsheets"),
        DocumentKind.PRESENTATION: language.pgettext("program for", "presentations"),
    }[kind]
