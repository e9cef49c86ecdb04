"""The commands that record what the board decided, and print all of it with what became of it."""

import json
from datetime import datetime
from pathlib import Path
from typing import Final, TypedDict, Unpack

import click

from fivegates.actions import overview, queries
from fivegates.actions.decisions import add_decision
from fivegates.cli.session import FILE, Session, opened_for_command
from fivegates.domain.decisions import Condition, Decision, LoggedDecision, Outcome
from fivegates.domain.wording.decisions import decision_text

DAY: Final = click.DateTime(["%Y-%m-%d"])


class Said(TypedDict):
    """What the options say of a decision."""

    by: str
    date: datetime | None
    why: str
    condition: tuple[str, ...]


@click.command("decide")
@click.argument("file", type=FILE)
@click.argument("code")
@click.argument("outcome", type=click.Choice([outcome.value for outcome in Outcome]))
@click.option("--by", required=True, help="Who decided.")
@click.option("--date", type=DAY, help="The day, as 2026-05-12; today when left out.")
@click.option("--why", default="", help="The rationale.")
@click.option("--condition", multiple=True, help="What has to be true; may be given more than once.")
def decide(file: Path, code: str, outcome: str, **said: Unpack[Said]) -> None:
    """Record what the board decided on an initiative of FILE."""
    dated = (said["date"] or datetime.now().astimezone()).date()
    conditions = tuple(map(Condition, said["condition"]))
    decision = Decision(dated, Outcome(outcome), said["by"].strip(), said["why"].strip(), conditions)
    with opened_for_command(file, to_edit=True) as opened:
        add_decision(opened, queries.find_initiative(opened, code), decision)


@click.command("decisions")
@click.argument("file", type=FILE)
@click.argument("code", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def print_decisions(session: Session, file: Path, code: str | None, *, as_json: bool) -> None:
    """Print the decisions on the initiatives of FILE, or on one of them, newest first."""
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
