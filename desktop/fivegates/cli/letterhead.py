"""The command that sets and prints the letterhead of papers."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from fivegates.actions import overview
from fivegates.actions.portfolio import edit_settings, logo_from
from fivegates.cli.parameters import FILE, PORTFOLIO
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.language import Language
from fivegates.domain.portfolio.settings import Settings


@click.command("letterhead")
@PORTFOLIO
@click.option("--legal-entity", metavar="TEXT", help="What the footer of papers names.")
@click.option("--accent", metavar="#RRGGBB", help="The accent colour of papers: readable as text (4.5:1).")
@click.option(
    "--logo", type=FILE, metavar="PICTURE", help="The logo beside the title of papers: a PNG or an SVG."
)
@click.option("--no-logo", is_flag=True, help="Without a logo.")
@click.pass_obj
def letterhead(  # noqa: PLR0913 - what the user gave
    session: Session,
    file: Path,
    *,
    legal_entity: str | None,
    accent: str | None,
    logo: Path | None,
    no_logo: bool,
) -> None:
    """Set the letterhead of the papers of FILE.

    Without options it is printed. An empty text takes the legal entity or the accent colour back.
    """
    edits = any(each is not None for each in (legal_entity, accent, logo)) or no_logo
    picture = logo_from(logo) if logo else ""
    with opened_for_command(file, to_edit=edits) as opened:
        held = overview.settings(opened)
        if edits:
            settings = replace(
                held,
                legal_entity=held.legal_entity if legal_entity is None else legal_entity.strip(),
                accent=held.accent if accent is None else accent.strip(),
                logo=picture if logo or no_logo else held.logo,
            )
            edit_settings(opened, settings)
            held = settings
    click.echo("\n".join(_lines(held, session.language)))


def _lines(settings: Settings, language: Language) -> Iterator[str]:
    """The letterhead, or a line that there is none."""
    none = language.gettext("none")
    logo = language.gettext("a picture") if settings.logo else none
    yield language.gettext("Legal entity: {name}", name=settings.legal_entity or none)
    yield language.gettext("Accent colour: {colour}", colour=settings.accent or none)
    yield language.gettext("Logo: {logo}", logo=logo)
