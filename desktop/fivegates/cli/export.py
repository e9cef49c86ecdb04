"""The command that writes a portfolio as JSON, as a workbook or as CSV."""

from datetime import datetime
from pathlib import Path

import click

from fivegates.actions import workbooks
from fivegates.actions.file import exchange
from fivegates.cli.parameters import FILE, PORTFOLIO, SEEN_FROM, day_or_today
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.errors import UserError


@click.command("export")
@PORTFOLIO
@click.argument("out", type=FILE, help="The file to write; its ending is .json, .xlsx or .csv.")
@SEEN_FROM
@click.pass_obj
def export_portfolio(session: Session, file: Path, out: Path, day: datetime | None) -> None:
    """Write FILE to OUT as JSON, as a workbook or as CSV.

    JSON (.json) holds all of it and loses nothing: `fivegates import` reads it back. A workbook (.xlsx) has
    tables to count with, CSV (.csv) a row for each initiative; both give the verdict as of the review and as
    of the day from which it is seen.
    """
    with opened_for_command(file) as opened:
        match out.suffix.lower():
            case ".json":
                exchange.export_json(opened, out)
            case ".xlsx" | ".csv":
                workbooks.save_tables(opened, out, session.language, day_or_today(day))
            case _:
                raise UserError(
                    "Nothing was written: {file} has no recognised file type. Use .json for the whole "
                    "portfolio, .xlsx for a workbook, or .csv for one row per initiative.",
                    file=out,
                )
