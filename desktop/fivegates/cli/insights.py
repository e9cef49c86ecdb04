"""The command that tells what a portfolio shows as a whole."""

from datetime import datetime
from pathlib import Path

import click

from fivegates.actions import insights
from fivegates.cli.insights_json import insights_as_json
from fivegates.cli.insights_text import Told, insights_as_text
from fivegates.cli.parameters import AS_JSON, PORTFOLIO, SEEN_FROM, day_or_today
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.insights.heatmap import heatmap
from fivegates.domain.insights.overall import insights_of


@click.command("insights")
@PORTFOLIO
@SEEN_FROM
@AS_JSON
@click.pass_obj
def print_insights(session: Session, file: Path, day: datetime | None, *, as_json: bool) -> None:
    """Print what all initiatives of FILE show together.

    It tells how the gates stand, what moved, which conditions are open, margins, common causes, and which one
    gets ready for least. Those that are archived are left out.
    """
    with opened_for_command(file) as opened:
        found = insights.gather_portfolio(opened, day_or_today(day))
        told = Told(
            insights.gather_summary(opened, found.lines),
            heatmap(found.lines),
            insights_of(found.cases),
            found.day,
            found.lines,
        )
    write = insights_as_json if as_json else insights_as_text
    click.echo(write(told, session.language))
