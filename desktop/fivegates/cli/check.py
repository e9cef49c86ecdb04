"""The command that examines a file without changing it."""

from pathlib import Path

import click

from fivegates.actions.file.check import check_portfolio
from fivegates.cli.parameters import PORTFOLIO
from fivegates.cli.session import Session, with_recovery_hints
from fivegates.domain.wording.consolidation import source_sentence
from fivegates.domain.wording.finality import (
    chain_sentence,
    receipt_holds_sentence,
    scope_sentence,
    signers_sentence,
    since_sentence,
)


@click.command("check")
@PORTFOLIO
@click.option("--receipt", metavar="LINE", help="A receipt of earlier, to hold against the final reviews.")
@click.option(
    "--signer",
    "keys",
    multiple=True,
    metavar="KEY",
    help="A key, or its fingerprint, that may have signed final reviews; none else may. Can be repeated.",
)
@click.pass_obj
def check_file(session: Session, file: Path, receipt: str | None, keys: tuple[str, ...]) -> None:
    """Examine FILE without changing it.

    Says what is wrong with it, or how its chain of final reviews ends, who signed it, and what was changed or
    removed since it was sealed.
    """
    language = session.language
    with with_recovery_hints(file):
        checked = check_portfolio(file, receipt, keys)
    click.echo(language.gettext("{file} is sound.", file=file))
    if checked.head is not None:
        click.echo(chain_sentence(checked.head, language))
        click.echo(scope_sentence(language))
    for source in checked.sources:
        click.echo(source_sentence(source, language))
    for key in checked.signers:
        click.echo(signers_sentence(key, language))
    for strange in checked.strange:
        click.echo(strange.text(language))
    if checked.later is not None:
        click.echo(receipt_holds_sentence(checked.later, language))
    for since in checked.since:
        click.echo(since_sentence(since, language))
        for what in since.what:
            click.echo(f"  {what.text(language)}")
