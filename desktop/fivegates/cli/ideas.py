"""The commands for ideas: add, print, accept as an initiative, and decline."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypedDict, Unpack

import click

from fivegates.actions import ideas
from fivegates.actions.risk_class import class_name
from fivegates.cli.output import Plain, json_text
from fivegates.cli.parameters import AS_JSON, DAY, PORTFOLIO, day_or_today
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.fields import plain_of_record
from fivegates.domain.ideas import Idea, IdeaState, Ruling
from fivegates.domain.initiative.initiative import Kind
from fivegates.domain.language import Language
from fivegates.domain.wording.ideas import idea_lines, idea_state_word, ideas_sentence

_NUMBER = click.argument("number", type=int, help="The number of an idea, as `fivegates ideas` prints it.")
_DATE = click.option("--date", type=DAY, metavar="DATE", help="The day, as 2026-05-12; today when left out.")
_BY = click.option("--by", default="", metavar="NAME", help="Who decided.")


class Options(TypedDict):
    """The options of an idea."""

    problem: str
    without_ai: str
    owner: str
    by: str
    whose_time: str
    instead: str
    risk: str
    penalties: str
    data: str
    expected_class: str
    kind: Kind | None
    date: datetime | None


class RulingOptions(TypedDict):
    """The options of a decision on an idea."""

    by: str
    why: str
    date: datetime | None


@click.command("idea")
@PORTFOLIO
@click.argument("title", help="What it is, in a line.")
@click.option("--problem", required=True, metavar="TEXT", help="Which problem it solves.")
@click.option("--without-ai", default="", metavar="TEXT", help="How it would be solved without AI.")
@click.option("--owner", default="", metavar="NAME", help="Who would own it.")
@click.option("--by", default="", metavar="NAME", help="Who writes it down.")
@click.option("--whose-time", default="", metavar="TEXT", help="Whose time it saves.")
@click.option("--instead", default="", metavar="TEXT", help="What they do with that time instead.")
@click.option("--risk", default="", metavar="TEXT", help="Which risk it lowers.")
@click.option("--penalties", default="", metavar="TEXT", help="Which penalties or losses it avoids.")
@click.option("--data", default="", metavar="TEXT", help="Which data it needs, and whose they are.")
@click.option(
    "--class",
    "expected_class",
    default="",
    metavar="CLASS",
    help="Which risk class is expected, such as high; the questions of `fivegates risk-class` decide later.",
)
@click.option(
    "--kind", type=click.Choice(Kind, case_sensitive=False), help="What kind of system it would be."
)
@_DATE
def write_idea(file: Path, title: str, **options: Unpack[Options]) -> None:
    """Write down an idea, and print its number."""
    idea = Idea(
        dated=day_or_today(options["date"]),
        title=title.strip(),
        problem=options["problem"].strip(),
        without_ai=options["without_ai"].strip(),
        owner=options["owner"].strip(),
        by=options["by"].strip(),
        whose_time=options["whose_time"].strip(),
        instead=options["instead"].strip(),
        risk=options["risk"].strip(),
        penalties=options["penalties"].strip(),
        data=options["data"].strip(),
        kind=options["kind"],
    )
    with opened_for_command(file, to_edit=True) as opened:
        idea = replace(idea, expected_class=class_name(options["expected_class"].strip()))
        click.echo(ideas.add_idea(opened, idea).created)


@click.command("ideas")
@PORTFOLIO
@click.option(
    "--show",
    "state",
    type=click.Choice([*(state.value for state in IdeaState), "all"], case_sensitive=False),
    default="all",
    help="Which ideas; all when left out.",
)
@AS_JSON
@click.pass_obj
def print_ideas(session: Session, file: Path, state: str, *, as_json: bool) -> None:
    """Print ideas with what became of each."""
    with opened_for_command(file) as opened:
        held = ideas.ideas(opened)
    wanted = [idea for idea in held if state in {"all", idea.state.value}]
    if as_json:
        click.echo(json_text([_plain(idea) for idea in wanted]))
        return
    blocks = [ideas_sentence(held, session.language), *(_text(idea, session.language) for idea in wanted)]
    click.echo("\n\n".join(blocks))


@click.command("accept")
@PORTFOLIO
@_NUMBER
@click.option("--code", required=True, metavar="CODE", help="The code of the initiative that it becomes.")
@_BY
@click.option("--why", default="", metavar="TEXT", help="The reason.")
@_DATE
def accept(file: Path, number: int, code: str, **ruling: Unpack[RulingOptions]) -> None:
    """Make an idea of FILE an initiative."""
    with opened_for_command(file, to_edit=True) as opened:
        ideas.accept_idea(opened, number, code, _ruling(ruling))


@click.command("decline")
@PORTFOLIO
@_NUMBER
@click.option("--why", required=True, metavar="TEXT", help="The reason.")
@_BY
@_DATE
def decline(file: Path, number: int, **ruling: Unpack[RulingOptions]) -> None:
    """Decline an idea of FILE, with a reason."""
    with opened_for_command(file, to_edit=True) as opened:
        ideas.decline_idea(opened, number, _ruling(ruling))


def _ruling(options: RulingOptions) -> Ruling:
    """The decision as given by the options."""
    return Ruling(day_or_today(options["date"]), options["by"].strip(), options["why"].strip())


def _text(idea: Idea, language: Language) -> str:
    """An idea with its number and all its fields."""
    state = idea_state_word(idea.state, language)
    head = language.gettext(
        "{number}  {title}  ({state}, {day})",
        number=idea.id,
        title=idea.title,
        state=state,
        day=language.long_date(idea.dated),
    )
    return "\n".join([head, *(f"  {line}" for line in idea_lines(idea, language))])


def _plain(idea: Idea) -> Plain:
    """An idea with its number; nothing in it is translated."""
    number: dict[str, Plain] = {"number": idea.id}
    return number | plain_of_record(idea)
