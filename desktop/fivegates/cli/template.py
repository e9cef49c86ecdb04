"""The command that writes a table to fill in and import."""

from pathlib import Path

import click

from fivegates.actions.importing.templates import LineKind, save_template
from fivegates.cli.parameters import FILE
from fivegates.cli.session import Session


@click.command("template")
@click.argument("kind", type=click.Choice(LineKind, case_sensitive=False), help="What its lines hold.")
@click.argument("out", type=FILE, help="The table to write: a workbook (.xlsx) or CSV (.csv).")
@click.pass_obj
def write_template(session: Session, kind: LineKind, out: Path) -> None:
    """Write a table to fill in and import to OUT.

    Its columns are those of costs, of usage or of benefits; an example shows what is in them.
    """
    save_template(kind, out, session.language)
