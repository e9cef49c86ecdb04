"""What a command says of text that no font of ours can show."""

import click

from fivegates.domain.briefs import RenderedBrief
from fivegates.domain.language import Language


def warn_unprintable(rendered: RenderedBrief, language: Language) -> None:
    """Tell which text no font could show; the PDF carries a mark in its place."""
    for text in rendered.unprintable:
        warning = language.gettext(
            "No font here can show these characters of “{field}”: {characters}",
            field=text.field,
            characters=text.characters,
        )
        click.echo(warning, err=True)
