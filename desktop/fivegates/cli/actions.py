"""The command that lists the actions of a portfolio with owner, due date and what is overdue."""

from datetime import datetime
from pathlib import Path
from typing import TypedDict, Unpack

import click

from fivegates.actions import plan
from fivegates.cli.output import Plain, json_number, json_text
from fivegates.cli.parameters import AS_JSON, FILE, PORTFOLIO, SEEN_FROM, day_or_today
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.portfolio.action_list import (
    ActionScope,
    ListedAction,
    by_due_date,
    in_scope,
    is_overdue,
    owned_by,
)
from fivegates.domain.wording.action_list import action_lines, action_list_sentence


class Options(TypedDict):
    """The options of the command: filter, day and output file."""

    scope: ActionScope
    owner: str | None
    day: datetime | None
    out: Path | None


@click.command("actions")
@PORTFOLIO
@click.option(
    "--show",
    "scope",
    type=click.Choice(ActionScope, case_sensitive=False),
    default=ActionScope.OPEN,
    help="Which actions; the open ones when left out.",
)
@click.option("--owner", metavar="NAME", help="Those of one person alone.")
@SEEN_FROM
@click.option("-o", "--out", type=FILE, help="Write them to this file instead: .xlsx, .csv or .ics.")
@AS_JSON
@click.pass_obj
def print_actions(session: Session, file: Path, *, as_json: bool, **options: Unpack[Options]) -> None:
    """Print the actions of all initiatives by due date.

    Those of an archived initiative are left out.
    """
    seen_from, language = day_or_today(options["day"]), session.language
    scope, owner, out = options["scope"], options["owner"], options["out"]
    with opened_for_command(file) as opened:
        listed = by_due_date(
            each
            for each in plan.action_list(opened)
            if in_scope(each.action, scope, seen_from) and (owner is None or owned_by(each.action, owner))
        )
        if out is not None:
            plan.save_action_list(opened, listed, out, seen_from, language)
            return
    if as_json:
        click.echo(json_text([_plain(each, overdue=is_overdue(each.action, seen_from)) for each in listed]))
    elif listed:
        head = action_list_sentence(listed, seen_from, language)
        click.echo("\n".join([head, "", *action_lines(listed, seen_from, language)]))
    else:
        click.echo(language.gettext("There is no such action."))


def _plain(each: ListedAction, *, overdue: bool) -> Plain:
    """An action with its initiative; nothing in it is translated."""
    action = each.action
    return {
        "code": each.initiative.code,
        "name": each.initiative.name,
        "criterion": action.criterion,
        "title": action.title,
        "target_level": action.target_level,
        "owner": action.owner,
        "due": action.due.isoformat() if action.due else None,
        "overdue": overdue,
        "effort": json_number(action.effort),
        "status": action.status.value,
    }
