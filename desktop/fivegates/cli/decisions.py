"""The commands that record what the board decided, and print all of it with what became of it."""

import json
from datetime import datetime
from pathlib import Path
from typing import TypedDict, Unpack

import click

from fivegates.actions import overview, queries
from fivegates.actions.decisions import add_decision
from fivegates.cli.parameters import ANY_INITIATIVE, AS_JSON, DAY, INITIATIVE, PORTFOLIO, day_or_today
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.decisions import Condition, Decision, LoggedDecision, Outcome
from fivegates.domain.wording.decisions import decision_text


class Said(TypedDict):
    """What the options say of a decision."""

    by: str
    date: datetime | None
    why: str
    condition: tuple[str, ...]


@click.command("decide")
@PORTFOLIO
@INITIATIVE
@click.argument(
    "outcome",
    type=click.Choice([outcome.value for outcome in Outcome]),
    metavar="OUTCOME",
    help=f"What was decided: {', '.join(Outcome)}.",
)
@click.option("--by", required=True, metavar="NAME", help="Who decided.")
@click.option("--date", type=DAY, metavar="DATE", help="The day, as 2026-05-12; today when left out.")
@click.option("--why", default="", metavar="TEXT", help="The rationale.")
@click.option(
    "--condition", multiple=True, metavar="TEXT", help="What has to be true; may be given more than once."
)
def decide(file: Path, code: str, outcome: str, **said: Unpack[Said]) -> None:
    """Record what the board decided on an initiative of FILE."""
    dated = day_or_today(said["date"])
    conditions = tuple(map(Condition, said["condition"]))
    decision = Decision(dated, Outcome(outcome), said["by"].strip(), said["why"].strip(), conditions)
    with opened_for_command(file, to_edit=True) as opened:
        add_decision(opened, queries.find_initiative(opened, code), decision)


@click.command("decisions")
@PORTFOLIO
@ANY_INITIATIVE
@AS_JSON
@click.pass_obj
def print_decisions(session: Session, file: Path, code: str | None, *, as_json: bool) -> None:
    """Print what was decided, and what became of it, newest first."""
    with opened_for_command(file) as opened:
        wanted = None if code is None else queries.find_initiative(opened, code)
        logged = [e for e in queries.decision_log(opened) if wanted in {None, e.initiative.id}]
        latest = {line.initiative.id: line.latest for line in overview.lines(opened)}
    if as_json:
        click.echo(json.dumps([_plain(each) for each in logged], ensure_ascii=False, indent=2))
    elif logged:
        texts = [decision_text(each, latest[each.initiative.id], session.language) for each in logged]
        click.echo("\n\n".join(texts))
    else:
        click.echo(session.language.gettext("No decision has been recorded."))


def _plain(each: LoggedDecision) -> dict[str, object]:
    """A decision as JSON has it."""
    made = each.decision
    return {
        "code": each.initiative.code,
        "name": each.initiative.name,
        "date": made.dated.isoformat(),
        "outcome": made.outcome.value,
        "by": made.by,
        "rationale": made.rationale,
        "conditions": [
            {
                "text": condition.text,
                "owner": condition.owner,
                "due": condition.due.isoformat() if condition.due else None,
                "state": condition.state.value,
                "note": condition.note,
            }
            for condition in made.conditions
        ],
        "thresholds": [
            {
                "measure": threshold.measure,
                "expand": threshold.expand,
                "stop": threshold.stop,
                "result": threshold.result,
            }
            for threshold in made.thresholds
        ],
    }
