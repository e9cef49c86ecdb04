"""The commands that make a review final, and tell an initiative's reviews and decisions from the first on."""

from datetime import UTC, datetime
from pathlib import Path

import click

from fivegates.actions import queries
from fivegates.actions.finalising import finalise_review
from fivegates.actions.proofs import latest_bridge
from fivegates.cli.history_json import history_as_json
from fivegates.cli.history_text import history_as_text
from fivegates.cli.parameters import AS_JSON, INITIATIVE, PORTFOLIO
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.wording.finality import seal_sentence


@click.command("finalise")
@PORTFOLIO
@INITIATIVE
@click.option("--by", required=True, metavar="NAME", help="Who makes it final.")
@click.pass_obj
def finalise(session: Session, file: Path, code: str, by: str) -> None:
    """Make the latest draft of an initiative of FILE final.

    It is sealed, chained to the final review before it, and never changes again.
    """
    with opened_for_command(file, to_edit=True) as opened:
        initiative_id = queries.find_initiative(opened, code)
        draft = queries.latest_draft(queries.record(opened, initiative_id))
        finalise_review(opened, draft.id, by, datetime.now(UTC))
        seal = queries.find_review(queries.record(opened, initiative_id), draft.id).seal
    if seal is not None:
        click.echo(f"{seal_sentence(seal, session.language)}\n{seal.hash}")


@click.command("history")
@PORTFOLIO
@INITIATIVE
@AS_JSON
@click.pass_obj
def print_history(session: Session, file: Path, code: str, *, as_json: bool) -> None:
    """Print every review of an initiative of FILE.

    After them stand what moved since the last final review, and what was decided.
    """
    with opened_for_command(file) as opened:
        of = queries.record(opened, queries.find_initiative(opened, code))
        verdicts = queries.verdict_history(opened, of)
        bridge = latest_bridge(opened, of)
    if as_json:
        click.echo(history_as_json(of, verdicts, bridge))
    else:
        click.echo(history_as_text(of, verdicts, bridge, session.language))
