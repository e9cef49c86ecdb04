"""The command that writes a portfolio as JSON, as a workbook or as CSV."""

from pathlib import Path
from typing import Final

import click

from fivegates.actions import exchange, workbooks
from fivegates.cli.session import FILE, Session, opened_for_command

TABLES: Final = (".xlsx", ".csv")


@click.command("export")
@click.argument("file", type=FILE)
@click.argument("out", type=FILE)
@click.pass_obj
def export_portfolio(session: Session, file: Path, out: Path) -> None:
    """Write FILE to OUT: all of it as JSON, losing nothing; as a workbook (.xlsx); its initiatives as CSV."""
    with opened_for_command(file) as opened:
        if out.suffix.lower() in TABLES:
            workbooks.save_tables(opened, out, session.language)
        else:
            exchange.export_json(opened, out)
