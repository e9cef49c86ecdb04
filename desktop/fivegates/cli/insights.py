"""The command that tells what a portfolio shows as a whole."""

from datetime import datetime
from pathlib import Path

import click

from fivegates.actions import insights
from fivegates.cli.insights_json import insights_as_json
from fivegates.cli.insights_text import Told, insights_as_text
from fivegates.cli.session import FILE, Session, opened_for_command


@click.command("insights")
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def print_insights(session: Session, file: Path, *, as_json: bool) -> None:
    """Print what all initiatives of FILE show together: gates, what moved, margins, causes, effort."""
    with opened_for_command(file) as opened:
        told = Told(
            insights.gather_summary(opened),
            insights.gather_heatmap(opened),
            insights.gather_insights(opened),
            datetime.now().astimezone().date(),
        )
    write = insights_as_json if as_json else insights_as_text
    click.echo(write(told, session.language))
