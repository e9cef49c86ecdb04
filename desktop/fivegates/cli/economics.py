"""The command that prints what an initiative costs and brings: by month, in scenarios, with another model."""

from dataclasses import replace
from pathlib import Path

import click

from fivegates.actions import queries
from fivegates.cli.economics_json import economics_as_json
from fivegates.cli.economics_printed import Printed
from fivegates.cli.economics_text import economics_as_text
from fivegates.cli.parameters import AS_JSON, INITIATIVE, PORTFOLIO
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.errors import UserError
from fivegates.domain.initiatives import Initiative
from fivegates.domain.projections import Market, Outlook, with_other_model, with_ranges


@click.command("economics")
@PORTFOLIO
@INITIATIVE
@click.option(
    "--volume", type=click.IntRange(1, 10**12), metavar="N", help="Units a month; its target when left out."
)
@click.option("--model", default="", metavar="NAME", help="Compare with a model of the price books.")
@AS_JSON
@click.pass_obj
def print_economics(  # noqa: PLR0913 - one argument an option
    session: Session, file: Path, code: str, volume: int | None, model: str, *, as_json: bool
) -> None:
    """Print what one initiative of FILE costs and brings.

    It is told by month, then at a volume, then in its scenarios.
    """
    with opened_for_command(file) as opened:
        found = queries.record(opened, queries.find_initiative(opened, code))
        outlook, market = queries.outlook(opened, found, volume), queries.market(opened)
    target = volume or found.initiative.target_volume
    printed = _printed(found.initiative, outlook, market, target, model)
    as_text = economics_as_json(printed) if as_json else economics_as_text(printed, session.language)
    click.echo(as_text)


def _printed(
    initiative: Initiative, outlook: Outlook, market: Market, target: int | None, model: str
) -> Printed:
    """Draw the ranges, and ask for the other model. Raises UserError where that cannot be costed."""
    scenario, today = outlook.at(target), outlook.today
    if today is None or scenario is None:
        if model:
            raise UserError("No month has both an actual run cost and actual usage to project from.")
        return Printed(initiative, outlook.economics, None, ())
    rows = with_ranges(today, outlook.rows, market)
    printed = Printed(initiative, outlook.economics, scenario, rows)
    if not model:
        return printed
    other = with_other_model(today, model, scenario.volume, market)
    return replace(printed, model=model, other=other)
