"""Write a template for costs, usage or benefits, to fill in and import."""

from pathlib import Path

from fivegates.actions.whole_files import write_file
from fivegates.domain.language import Language
from fivegates.exchange.plain_forms import LineKind
from fivegates.exchange.templates import csv_template, xlsx_template

__all__ = ["LineKind", "save_template"]


def save_template(kind: LineKind, path: Path, language: Language) -> None:
    """Write a template to `path`: CSV where its ending says so, else a workbook. Raises UserError."""
    as_csv = path.suffix.lower() == ".csv"
    write_file(path, csv_template(kind) if as_csv else xlsx_template(kind, language))
