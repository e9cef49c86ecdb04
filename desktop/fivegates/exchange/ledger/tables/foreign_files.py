"""Recognises files that are no tables, and names the format to save them as."""

from collections.abc import Collection
from typing import Final

from fivegates.domain.errors import UserError, refuse_whole

_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_BOOKS: Final = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_HEAD: Final = 4_096

PROTECTED: Final = UserError(
    "The workbook is protected by a password. Open it in a spreadsheet program, save it without a password, "
    "and import that."
)
_OLD_EXCEL: Final = UserError(
    "This is a workbook of Excel 97 to 2003 (.xls). Open it in a spreadsheet program and save it as .xlsx or "
    "CSV."
)
_BINARY: Final = UserError("This is a binary workbook (.xlsb). Open it in Excel and save it as .xlsx or CSV.")
_NUMBERS: Final = UserError(
    "This is a spreadsheet of Apple Numbers. Export it from Numbers as Excel or CSV, and import that."
)
_DOCUMENT: Final = UserError("This is a document of an office program, and no table. Save its table as CSV.")
ARCHIVE: Final = UserError("This is a ZIP archive. Unpack it, and import the tables in it one by one.")
_OTHERS: Final = (
    (b"%PDF", UserError("This is a PDF. Ask for the table behind it as CSV or .xlsx.")),
    (
        b"PAR1",
        UserError("This is a Parquet file. Billing exports in FOCUS are read from it, other tables as CSV."),
    ),
    (b"\x1f\x8b", UserError("This is a gzip archive. Unpack it, and import the table in it.")),
)
_MARKUP: Final = (b"<html", b"<!doctype html", b"<table")
_WEB_PAGE: Final = UserError(
    "This is a web page, although its name may end like that of a workbook. Open it in a spreadsheet program "
    "and save it as .xlsx or CSV."
)
_XML_BOOK: Final = UserError(
    "This is a workbook in the XML format of 2003. Open it in a spreadsheet program and save it as .xlsx or "
    "CSV."
)


def is_compound(data: bytes) -> bool:
    """True if a file is an OLE compound file, as old and protected workbooks are."""
    return data.startswith(_COMPOUND)


def refuse_foreign(data: bytes, source: str) -> None:
    """Raise DataError for a file that is known to be no text."""
    head = data[:_HEAD].lstrip().lower()
    if is_compound(data):
        refuse_whole(source, _compound(data))
    for start, reason in _OTHERS:
        if data.startswith(start):
            refuse_whole(source, reason)
    if head.startswith(_MARKUP):
        refuse_whole(source, _WEB_PAGE)
    if head.startswith(b"<?xml"):
        refuse_whole(
            source, _XML_BOOK if b"urn:schemas-microsoft-com:office:spreadsheet" in head else _WEB_PAGE
        )


def _compound(data: bytes) -> UserError:
    """The type of a compound file of Office."""
    if _ENCRYPTED in data:
        return PROTECTED
    return _OLD_EXCEL if any(name in data for name in _BOOKS) else _DOCUMENT


def archive_fault(names: Collection[str]) -> UserError | None:
    """The refusal of an archive with these parts, if it is no readable workbook."""
    if "xl/workbook.bin" in names:
        return _BINARY
    if any(name.endswith(".iwa") or name == "Index.zip" for name in names):
        return _NUMBERS
    if {"xl/workbook.xml", "content.xml"} & set(names):
        return None
    if any(name.startswith(("word/", "ppt/")) for name in names):
        return _DOCUMENT
    return None if "[Content_Types].xml" in names else ARCHIVE
