"""The command that prints the comments on criteria."""

from pathlib import Path

import click

from fivegates.actions import queries
from fivegates.actions.comments import comment_log
from fivegates.cli.output import json_text
from fivegates.cli.parameters import ANY_INITIATIVE, AS_JSON, PORTFOLIO
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.fields import plain_of_record
from fivegates.domain.wording.comments import author_words, resolved_word


@click.command("comments")
@PORTFOLIO
@ANY_INITIATIVE
@AS_JSON
@click.pass_obj
def print_comments(session: Session, file: Path, code: str | None, *, as_json: bool) -> None:
    """Print the comments on criteria, the first written first. No paper shows them."""
    with opened_for_command(file) as opened:
        wanted = None if code is None else queries.find_initiative(opened, code)
        logged = [each for each in comment_log(opened) if wanted in {None, each[0].id}]
        titles = queries.criterion_titles(opened)
    if as_json:
        click.echo(json_text([{"code": of.code} | plain_of_record(each) for of, each in logged]))
        return
    language = session.language
    for of, each in logged:
        when = each.at.astimezone().strftime("%Y-%m-%d %H:%M")
        texts = (of.code, titles.get(each.criterion, each.criterion), when, author_words(each, language))
        click.echo(" · ".join((*texts, resolved_word(each, language))))
        click.echo("\n".join(f"  {line}" for line in each.text.splitlines()))
    if not logged:
        click.echo(language.gettext("No comments."))
