"""Write a template for costs, usage or benefits, to fill in and import."""

from pathlib import Path

from fivegates.actions.file.atomic_files import write_file
from fivegates.domain.errors import UserError
from fivegates.domain.language import Language
from fivegates.exchange.ledger.table_forms import LineKind
from fivegates.exchange.ledger.templates import csv_template, xlsx_template

__all__ = ["LineKind", "save_template"]


def save_template(kind: LineKind, path: Path, language: Language) -> None:
    """Write a template to `path`, as CSV or a workbook by its extension. Raises UserError."""
    match path.suffix.lower():
        case ".csv":
            write_file(path, csv_template(kind))
        case ".xlsx":
            write_file(path, xlsx_template(kind, language))
        case _:
            raise UserError(
                "Nothing was written: {file} has no recognised file type. Use .xlsx for a workbook, or .csv.",
                file=path,
            )
