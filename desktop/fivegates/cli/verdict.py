"""The command that prints verdicts, and why."""

from datetime import datetime
from pathlib import Path

import click

from fivegates.actions import overview, queries
from fivegates.actions.opened import OpenPortfolio
from fivegates.actions.two_days import latest_of_day
from fivegates.cli.parameters import ANY_INITIATIVE, AS_JSON, PORTFOLIO, SEEN_FROM, day_or_today
from fivegates.cli.session import Session, opened_for_command
from fivegates.cli.verdict_json import verdicts_as_json
from fivegates.cli.verdict_text import verdict_as_text


@click.command("verdict")
@PORTFOLIO
@ANY_INITIATIVE
@SEEN_FROM
@click.option("--no-points", is_flag=True, help="Leave out steps that only make up points for a score.")
@AS_JSON
@click.pass_obj
def print_verdict(  # noqa: PLR0913 - what the user gave
    session: Session, file: Path, code: str | None, *, day: datetime | None, no_points: bool, as_json: bool
) -> None:
    """Print the verdict on initiatives of FILE, and why.

    One that is archived is left out unless CODE names it.
    """
    with opened_for_command(file) as opened:
        chosen = _initiatives(opened, code)
        seen_from = day_or_today(day)
        cases = [latest_of_day(opened, each, seen_from, points=not no_points) for each in chosen]
        rubric = queries.current_rubric(opened)
    if as_json:
        click.echo(verdicts_as_json(cases, rubric, session.language))
    elif cases:
        click.echo("\n\n".join(verdict_as_text(of, found, session.language) for of, found in cases))
    else:
        click.echo(session.language.gettext("There is no initiative in this portfolio that is not archived."))


def _initiatives(opened: OpenPortfolio, code: str | None) -> list[int]:
    """The initiative that was named, or all that are not archived."""
    if code is not None:
        return [queries.find_initiative(opened, code)]
    lines = overview.lines(opened)
    return [line.initiative.id for line in lines if not line.initiative.archived]
