"""The command that writes a table to fill in and import."""

from pathlib import Path

import click

from fivegates.actions.import_templates import LineKind, save_template
from fivegates.cli.session import FILE, Session


@click.command("template")
@click.argument("kind", type=click.Choice(LineKind, case_sensitive=False))
@click.argument("out", type=FILE)
@click.pass_obj
def write_template(session: Session, kind: LineKind, out: Path) -> None:
    """Write a template for costs, usage or benefits to OUT (XLSX or CSV), to fill in and import."""
    save_template(kind, out, session.language)
