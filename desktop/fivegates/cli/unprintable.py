"""What a command says of text that no font of ours can show."""

import click

from fivegates.domain.brief import RenderedBrief
from fivegates.domain.language import Language
from fivegates.domain.wording.unprintable import unprintable_lines


def warn_unprintable(rendered: RenderedBrief, language: Language) -> None:
    """Tell which text no font could show; the PDF carries a mark in its place."""
    for line in unprintable_lines(rendered.unprintable, language):
        click.echo(line, err=True)
