"""The command that finds words in a portfolio."""

from pathlib import Path

import click

from fivegates.actions import search
from fivegates.cli.output import Plain, json_text
from fivegates.cli.parameters import AS_JSON, PORTFOLIO
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.search import Hit
from fivegates.domain.wording.search import nothing_found_words, place_words, subject_words


@click.command("find")
@PORTFOLIO
@click.argument("words", nargs=-1, required=True, help="The words, or beginnings of words, to find.")
@AS_JSON
@click.pass_obj
def find(session: Session, file: Path, words: tuple[str, ...], *, as_json: bool) -> None:
    """Find what contains all WORDS in FILE.

    Case and accents make no difference, and the beginning of a word is enough.
    """
    with opened_for_command(file) as opened:
        hits = search.find(opened, " ".join(words), language=session.language)
    if as_json:
        click.echo(json_text([_plain(hit) for hit in hits]))
    elif hits:
        click.echo("\n".join(_line(hit, session) for hit in hits))
    else:
        click.echo(nothing_found_words(session.language))


def _line(hit: Hit, session: Session) -> str:
    """`CLM-TRIAGE  Evidence, note (drift): … the text …`."""
    about = subject_words(hit, hit.code, session.language)
    criterion = f" ({hit.criterion})" if hit.criterion else ""
    return f"{about}  {place_words(hit, session.language)}{criterion}: {hit.snippet.text}"


def _plain(hit: Hit) -> Plain:
    """A hit; `marks` are the ranges of the snippet, in characters, that show the words."""
    return {
        "rank": hit.rank,
        "kind": hit.kind.value,
        "code": hit.code or None,
        "name": hit.name or None,
        "criterion": hit.criterion or None,
        "also": [each.criterion for each in hit.also],
        "place": hit.place.value,
        "snippet": hit.snippet.text,
        "marks": [[first, last] for first, last in hit.snippet.marks],
    }
