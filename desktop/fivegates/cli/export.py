"""The command that writes a portfolio as JSON, as a workbook, as CSV or as tables for a warehouse."""

from datetime import datetime
from pathlib import Path

import click

from fivegates.actions import workbooks
from fivegates.actions.file import exchange
from fivegates.actions.file.atomic_files import is_there
from fivegates.cli.parameters import PORTFOLIO, SEEN_FROM, day_or_today
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.errors import UserError


@click.command("export")
@PORTFOLIO
@click.argument(
    "out",
    type=click.Path(path_type=Path),
    help="The file to write; its ending is .json, .xlsx or .csv. With --as parquet the folder.",
)
@click.option("--as", "kind", type=click.Choice(["parquet"]), help="Tables for a warehouse, into a folder.")
@SEEN_FROM
@click.pass_obj
def export_portfolio(session: Session, file: Path, out: Path, kind: str | None, day: datetime | None) -> None:
    """Write FILE as JSON, workbook, CSV or Parquet tables.

    JSON (.json) holds all of it and loses nothing: `fivegates import` reads it back. A workbook (.xlsx) has
    tables to count with, CSV (.csv) a row for each initiative; both give the verdict as of the review and as
    of the day from which it is seen. With --as parquet OUT is a folder that is new, empty or an earlier
    export: a typed table each of initiatives, reviews, scores, evidence, actions, the ledger by month,
    verdicts, forecasts, waivers and conditions, with data-dictionary.json.
    """
    if kind is None and is_there(out) and out.is_dir():
        message = f"'{out}' is a folder; use --as parquet to write tables into it."
        raise click.BadParameter(message, param_hint="'OUT'")
    with opened_for_command(file) as opened:
        if kind is not None:
            from fivegates.actions.warehouse_tables import save_parquet  # no other export needs DuckDB

            save_parquet(opened, out, day_or_today(day))
            return
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
