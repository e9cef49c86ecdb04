"""The command for the kind of an initiative, with the packs, waivers and actions usual for it."""

from pathlib import Path

import click

from fivegates.actions import kinds, queries
from fivegates.cli.output import Plain, json_text
from fivegates.cli.parameters import AS_JSON, INITIATIVE, PORTFOLIO
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.fields import plain_of_record
from fivegates.domain.ideas import Offers
from fivegates.domain.initiative.initiative import Kind
from fivegates.domain.wording.ideas import offers_lines


@click.command("kind")
@PORTFOLIO
@INITIATIVE
@click.argument(
    "kind", required=False, type=click.Choice(Kind, case_sensitive=False), help="The kind to set."
)
@click.option("--take-actions", is_flag=True, help="Add the actions that are offered.")
@click.option(
    "--take-waivers", is_flag=True, help="Mark the criteria offered as not applicable, in the draft."
)
@AS_JSON
@click.pass_obj
def print_kind(  # noqa: PLR0913 - one argument an option
    session: Session,
    file: Path,
    code: str,
    kind: Kind | None,
    *,
    take_actions: bool,
    take_waivers: bool,
    as_json: bool,
) -> None:
    """Print what is usual for the kind of an initiative.

    KIND is set first where it is named. Packs of criteria, criteria that usually do not apply, and actions
    are offered; nothing is done unless an option takes it.
    """
    edits = bool(kind or take_actions or take_waivers)
    with opened_for_command(file, to_edit=edits) as opened:
        initiative_id = queries.find_initiative(opened, code)
        if kind is not None:
            kinds.set_kind(opened, initiative_id, kind)
        offers, rubric = kinds.offers(opened, initiative_id)
        if take_actions or take_waivers:
            waivers = offers.waivers if take_waivers else ()
            kinds.take_offers(opened, initiative_id, offers.actions if take_actions else (), waivers)
            offers, rubric = kinds.offers(opened, initiative_id)
        held = queries.record(opened, initiative_id).initiative.kind
    if as_json:
        click.echo(json_text(_plain(held, offers)))
    elif held is None:
        click.echo(
            session.language.gettext(
                "The initiative has no kind yet; name one of {kinds}.", kinds=", ".join(Kind)
            )
        )
    else:
        click.echo("\n".join(offers_lines(held, offers, rubric, session.language)))


def _plain(kind: Kind | None, offers: Offers) -> Plain:
    """The kind and its suggestions; nothing in it is translated."""
    return {
        "kind": kind.value if kind else None,
        "packs": list(offers.packs),
        "waivers": [plain_of_record(each) for each in offers.waivers],
        "actions": [plain_of_record(each) for each in offers.actions],
    }
