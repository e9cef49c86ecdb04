"""The commands that prepare an import: a table to fill in, and the SQL statement for a data warehouse."""

from pathlib import Path

import click

from fivegates.actions.importing.templates import LineKind, save_template
from fivegates.actions.warehouses import TagType, Warehouse, statement_for
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


@click.command("focus-query")
@click.argument("table", help="The table with billed rows in FOCUS, as the warehouse names it.")
@click.option(
    "--engine",
    "warehouse",
    type=click.Choice(Warehouse, case_sensitive=False),
    required=True,
    help="Where the statement is to run.",
)
@click.option(
    "--map",
    "rules",
    type=FILE,
    metavar="RULES.toml",
    help="Rules that say whose the rows are: the result has the tags and columns that they ask for.",
)
@click.option(
    "--tags",
    type=click.Choice(TagType, case_sensitive=False),
    help="The type of the columns Tags and SkuPriceDetails; the usual one of the engine when left out.",
)
@click.option(
    "--without-model",
    is_flag=True,
    help="Do not ask for the model: tables before FOCUS 1.1 have no SkuPriceDetails.",
)
def print_query(
    table: str, warehouse: Warehouse, rules: Path | None, tags: TagType | None, *, without_model: bool
) -> None:
    """Print the statement that adds up bills in a warehouse.

    TABLE has their rows in FOCUS.

    Run it there, save its result as CSV or Parquet, and import that with `--as focus` and the same rules: the
    totals are those of all rows.
    """
    click.echo(statement_for(warehouse, table, rules, tags, model=not without_model))
