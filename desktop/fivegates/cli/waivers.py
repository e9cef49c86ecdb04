"""The commands that grant and revoke a waiver, and print all waivers with their status."""

from datetime import date, datetime
from pathlib import Path
from typing import TypedDict, Unpack

import click

from fivegates.actions import queries
from fivegates.actions.waivers import Revocation, grant_waiver, revoke_waiver, waiver_log
from fivegates.cli.output import Plain, json_text
from fivegates.cli.parameters import ANY_INITIATIVE, AS_JSON, DAY, INITIATIVE, PORTFOLIO, day_or_today
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.errors import UserError
from fivegates.domain.fields import plain_of_record
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.initiative.waivers import Waiver, waiver_on
from fivegates.domain.wording.waivers import exceptions_finding, waiver_text

CRITERION = click.argument(
    "criterion", help="The id of a criterion, such as value-owner; see `fivegates rubric`."
)


class Options(TypedDict):
    """The options of a waiver."""

    reason: str
    asked_by: str
    approved_by: str
    until: datetime
    granted: datetime | None
    condition: str


@click.command("waive")
@PORTFOLIO
@INITIATIVE
@CRITERION
@click.option("--reason", required=True, metavar="TEXT", help="Why it may fail for a time.")
@click.option("--asked-by", required=True, metavar="NAME", help="Who asks for it.")
@click.option("--approved-by", required=True, metavar="NAME", help="Who approves it: another person.")
@click.option("--until", required=True, type=DAY, metavar="DATE", help="The last day, as 2026-05-12.")
@click.option("--granted", type=DAY, metavar="DATE", help="The first day; today when left out.")
@click.option("--condition", default="", metavar="TEXT", help="What has to be done meanwhile.")
def waive(file: Path, code: str, criterion: str, **options: Unpack[Options]) -> None:
    """Let a required criterion fail for a time."""
    waiver = Waiver(
        criterion,
        options["reason"].strip(),
        options["asked_by"].strip(),
        options["approved_by"].strip(),
        day_or_today(options["granted"]),
        options["until"].date(),
        options["condition"].strip(),
    )
    with opened_for_command(file, to_edit=True) as opened:
        grant_waiver(opened, queries.find_initiative(opened, code), waiver)


@click.command("revoke")
@PORTFOLIO
@INITIATIVE
@CRITERION
@click.option("--by", required=True, metavar="NAME", help="Who revokes it.")
@click.option("--why", required=True, metavar="TEXT", help="Why.")
@click.option("--date", type=DAY, metavar="DATE", help="From which day on; today when left out.")
def revoke(file: Path, code: str, criterion: str, by: str, why: str, date: datetime | None) -> None:  # noqa: PLR0913, PLR0917 - as click calls it
    """End a waiver before its last day; its record stays."""
    day = day_or_today(date)
    with opened_for_command(file, to_edit=True) as opened:
        record = queries.record(opened, queries.find_initiative(opened, code))
        waiver = waiver_on(record.waivers, criterion, day)
        if waiver is None:
            raise UserError("No waiver for “{criterion}” is in force on {day}.", criterion=criterion, day=day)
        revoke_waiver(opened, waiver.id, Revocation(day, by, why))


@click.command("waivers")
@PORTFOLIO
@ANY_INITIATIVE
@click.option("--on", "--date", "on", type=DAY, metavar="DATE", help="As of this day; today when left out.")
@AS_JSON
@click.pass_obj
def print_waivers(
    session: Session, file: Path, code: str | None, on: datetime | None, *, as_json: bool
) -> None:
    """Print who allowed which exception, and until when."""
    day = day_or_today(on)
    with opened_for_command(file) as opened:
        wanted = None if code is None else queries.find_initiative(opened, code)
        logged = [each for each in waiver_log(opened) if wanted in {None, each[0].id}]
        titles = queries.criterion_titles(opened)
    if as_json:
        click.echo(json_text([_plain(initiative, waiver, day) for initiative, waiver in logged]))
        return
    named = (
        (initiative.code, waiver, titles.get(waiver.criterion, waiver.criterion))
        for initiative, waiver in logged
    )
    texts = [f"{code} · {waiver_text(title, waiver, day, session.language)}" for code, waiver, title in named]
    finding = exceptions_finding((waiver for _, waiver in logged), day, session.language)
    click.echo("\n\n".join([finding, *texts]))


def _plain(initiative: Initiative, waiver: Waiver, on: date) -> Plain:
    """A waiver with its initiative, and its status on a day."""
    named: dict[str, Plain] = {"code": initiative.code, "name": initiative.name}
    return named | plain_of_record(waiver) | {"on": on.isoformat(), "state": waiver.state_on(on).value}
