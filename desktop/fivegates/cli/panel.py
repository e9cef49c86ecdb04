"""The commands of a panel: invite people, fill in a ballot, collect ballots, show, settle and agree."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import click

from fivegates.actions import panel, queries
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import undo
from fivegates.cli.output import Plain, json_number, json_text
from fivegates.cli.parameters import AS_JSON, FILE, INITIATIVE, PORTFOLIO
from fivegates.cli.passwords import PASSWORD_FILE, password_from
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.errors import UserError
from fivegates.domain.fields import MOMENT, plain_of_record
from fivegates.domain.language import Language
from fivegates.domain.panel.agreement import Agreement, Undefined
from fivegates.domain.panel.ballots import altered_ballot, ballot_of, handed_in, scored
from fivegates.domain.panel.overview import Dispute, PanelOverview, dissents, rounds_of
from fivegates.domain.panel.settling import altered_error
from fivegates.domain.review.review import NotApplicable, Review, Score
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.wording.panel import (
    SHORT_SEAL,
    answered_sentence,
    collected_sentence,
    decides_text,
    dispute_text,
    dissent_line,
    panel_lines,
    person_text,
    reason_lines,
    settled_text,
)

BALLOT = click.argument("ballot", type=FILE, help="A ballot (.fivegates-ballot).")
PASSWORD = click.option(
    "--password-file",
    "source",
    type=PASSWORD_FILE,
    metavar="FILE",
    help="Read the password of the ballots from the first line of FILE; - is standard input.",
)
WAIVED = "n/a"


class LevelType(click.ParamType[str]):
    """The option type of an answer: a level, or the word for not applicable."""

    name = "level"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Parse an answer; fails for anything else."""
        if value not in {"0", "1", "2", "3", "4", WAIVED}:
            self.fail(f"“{value}” is neither a level from 0 to 4 nor {WAIVED}.", param, ctx)
        return value


LEVEL = LevelType()


@click.group("panel")
def panel_commands() -> None:
    """Let several people score a review apart, then agree on one."""


@panel_commands.command("invite")
@PORTFOLIO
@INITIATIVE
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="FOLDER",
    help="Where the ballots are written, a file for each person.",
)
@click.option(
    "--to",
    "people",
    multiple=True,
    metavar="NAME[=ROLE]",
    help="Whom to ask, such as “Ana Ruiz=CFO”; can be repeated.",
)
@click.option(
    "--question",
    "questions",
    multiple=True,
    metavar="TEXT",
    help="An open question that is sent along; can be repeated.",
)
@click.option(
    "--again", is_flag=True, help="Begin another round, with the same people unless others are named."
)
@click.option("--encrypt", is_flag=True, help="Ask for a password that opens the ballots.")
@PASSWORD
@click.pass_obj
def invite(  # noqa: PLR0913 - what the user gave
    session: Session,
    file: Path,
    code: str,
    folder: Path,
    *,
    people: tuple[str, ...],
    questions: tuple[str, ...],
    again: bool,
    encrypt: bool,
    source: TextIO | None,
) -> None:
    """Write a ballot for each person who is to score the latest draft of an initiative of FILE.

    Without --to and --again, the ballots that have not come back are written once more.
    """
    wants = encrypt or source is not None
    password = password_from(source, session.language, new=True) if wants else None
    with _draft(file, code) as (opened, review):
        if people or again:
            asked = [panel.Invited(name, role) for name, _, role in (each.partition("=") for each in people)]
            panel.invite(opened, review.id, asked, questions or None, again=again)
        try:
            paths = panel.write_papers(opened, review.id, folder, password)
        except UserError:
            if people or again:
                undo(opened)  # nobody is invited whose ballot is not written
            raise
        for path in paths:
            click.echo(path)


@panel_commands.command("score")
@BALLOT
@click.option(
    "--level",
    "answers",
    multiple=True,
    type=(str, LEVEL, str),
    metavar="CRITERION LEVEL WHY",
    help="A level from 0 to 4, or n/a, with the rationale; can be repeated.",
)
@click.option("--hand-in", "done", is_flag=True, help="Seal the ballot; it does not change after.")
@PASSWORD
@click.pass_obj
def score(
    session: Session,
    ballot: Path,
    *,
    answers: tuple[tuple[str, str, str], ...],
    done: bool,
    source: TextIO | None,
) -> None:
    """Fill in a ballot that was sent to you, and hand it in.

    Without options it is printed what it asks and how many criteria are answered.
    """
    password = _password(ballot, source, session.language)
    paper = panel.read_paper(ballot, password)
    for criterion, level, why in answers:
        paper = scored(paper, _answer(criterion, level, why, ""))
    if done:
        paper = handed_in(paper, datetime.now(UTC))
    if answers or done:
        panel.save_paper(ballot, paper, password)
    language, asked = session.language, paper.invitation
    click.echo(f"{asked.code}  {asked.initiative} · {person_text(ballot_of(paper))}")
    click.echo(answered_sentence(paper, language))
    for question in asked.questions:
        click.echo(f"  {question}")
    if paper.seal:
        click.echo(language.gettext("Handed in, seal {seal}.", seal=paper.seal[:SHORT_SEAL]))


@panel_commands.command("collect")
@PORTFOLIO
@click.argument("ballots", type=FILE, nargs=-1, required=True, help="Ballots that came back.")
@PASSWORD
@click.pass_context
def collect(context: click.Context, file: Path, ballots: tuple[Path, ...], source: TextIO | None) -> None:
    """Take ballots into FILE, in any order; one that is held already changes nothing.

    Each that is refused is named with the reason, and the others are taken.
    """
    session: Session = context.obj
    language = session.language
    password = password_from(source, language, new=False) if source else None
    refused = 0
    with opened_for_command(file, to_edit=True) as opened:
        for path in ballots:
            try:
                key = password or _password(path, None, language)
                found = panel.collect(opened, path, key)
            except UserError as error:
                refused += 1
                reason = error.text(language)
                text = reason if path.name in reason else f"{path.name}: {reason}"
                click.echo(text, err=True)
                continue
            held = found.changes is None
            click.echo(collected_sentence(found.name, found.round, found.seal, held=held, language=language))
    if refused:
        context.exit(1)


@panel_commands.command("show")
@PORTFOLIO
@INITIATIVE
@click.option(
    "--review",
    "named",
    metavar="DAY|NUMBER",
    help="The review of a day, or a final one; the latest when left out.",
)
@click.option(
    "--round",
    "number",
    type=click.IntRange(1),
    metavar="N",
    help="An earlier round; the last one when left out.",
)
@AS_JSON
@click.pass_obj
def show(  # noqa: PLR0913 - what the user gave
    session: Session, file: Path, code: str, *, named: str | None, number: int | None, as_json: bool
) -> None:
    """Print how far the ballots on a review agree, what to talk about first, and what was settled."""
    with opened_for_command(file) as opened:
        record = queries.record(opened, queries.find_initiative(opened, code))
        review = queries.review_named(record, named) if named else queries.latest_review(record)
        found = panel.overview(opened, record, review, number)
    click.echo(_as_json(review, found) if as_json else "\n".join(_as_text(review, found, session.language)))


@panel_commands.command("settle")
@PORTFOLIO
@INITIATIVE
@click.argument("criterion", help="The identifier of a criterion, such as trust-drift.")
@click.argument("level", type=LEVEL, help="A level from 0 to 4, or n/a.")
@click.option("--why", required=True, metavar="TEXT", help="Why the panel settles on it.")
@click.option("--approver", default="", metavar="NAME", help="Who approves that it does not apply.")
def settle(  # noqa: PLR0913 - what the user gave
    file: Path, code: str, criterion: str, level: str, *, why: str, approver: str
) -> None:
    """Note the level that the panel settles on for a criterion."""
    with _draft(file, code) as (opened, review):
        panel.settle(opened, review.id, _answer(criterion, level, why, approver))


@panel_commands.command("agree")
@PORTFOLIO
@INITIATIVE
@click.pass_obj
def agree(session: Session, file: Path, code: str) -> None:
    """Close the panel: the review takes what is undisputed or settled, and no ballot is taken after."""
    with _draft(file, code) as (opened, review):
        panel.agree(opened, review.id, datetime.now(UTC))
        record = queries.record(opened, queries.find_initiative(opened, code))
        closed = queries.find_review(record, review.id)
        found = panel.overview(opened, record, closed)
    click.echo("\n".join(_as_text(closed, found, session.language)))


@panel_commands.command("reopen")
@PORTFOLIO
@INITIATIVE
def reopen(file: Path, code: str) -> None:
    """Let a panel that has agreed go on, as long as the review is not final."""
    with _draft(file, code) as (opened, review):
        panel.reopen(opened, review.id)


@panel_commands.command("withdraw")
@PORTFOLIO
@INITIATIVE
def withdraw(file: Path, code: str) -> None:
    """Delete the panel on the latest draft with all its ballots."""
    with _draft(file, code) as (opened, review):
        panel.withdraw(opened, review.id)


@contextmanager
def _draft(file: Path, code: str) -> Iterator[tuple[OpenPortfolio, Review]]:
    """The latest draft of an initiative, in a portfolio that is open to be edited."""
    with opened_for_command(file, to_edit=True) as opened:
        yield opened, queries.latest_draft(queries.record(opened, queries.find_initiative(opened, code)))


def _password(ballot: Path, source: TextIO | None, language: Language) -> str | None:
    """The password of a ballot that has one."""
    return password_from(source, language, new=False) if panel.is_locked_paper(ballot) else None


def _answer(criterion: str, level: str, why: str, approver: str) -> Score:
    """An answer as the options give it."""
    if level == WAIVED:
        return Score(criterion, not_applicable=NotApplicable(why, approver), rationale=why)
    return Score(criterion, int(level), rationale=why)


def _as_text(review: Review, found: PanelOverview, language: Language) -> Iterator[str]:
    """Summary sentences, then the agenda, then the dissenting ballots."""
    if altered := altered_ballot(found.panel):
        yield altered_error(altered).text(language)
    yield from panel_lines(found, language)
    for ballot in found.ballots:
        yield f"  {person_text(ballot)} · {ballot.seal[:SHORT_SEAL]}"
    if found.disputes:
        yield language.gettext("Agenda")
    for dispute in found.disputes:
        decides = decides_text(dispute, language)
        yield f"  {dispute_text(dispute, found, language)}{f' ({decides})' if decides else ''}"
        yield from (f"    {line}" for line in reason_lines(dispute.spread, found.ballots))
        if dispute.settled is not None:
            yield f"    {settled_text(dispute.settled, language)}"
    if found.panel.agreed is not None:
        lines = [dissent_line(each, language) for each in dissents(found, review.scores)]
        yield from [language.gettext("Dissent"), *(f"  {each}" for each in lines)] if lines else []


def _as_json(review: Review, found: PanelOverview) -> str:
    """The same as plain values; nothing in it is translated."""
    panel_plain = plain_of_record(found.panel, {"ballots", "settled", "key"})
    return json_text(
        {
            "date": review.dated.isoformat(),
            "panel": panel_plain,
            "rounds": list(rounds_of(found.panel)),
            "shown_round": found.round,
            "ballots": [
                {
                    "name": ballot.name,
                    "role": ballot.role,
                    "seal": ballot.seal,
                    "handed_in": ballot.handed_in.strftime(MOMENT) if ballot.handed_in else None,
                    "verdict": verdict.value,
                }
                for ballot, verdict in zip(found.ballots, found.verdicts, strict=True)
            ],
            "outstanding": [ballot.name for ballot in found.outstanding],
            "agreement": _agreement(found.agreement),
            "agenda": [_dispute(each) for each in found.disputes],
            "dissents": [
                {
                    "criterion": each.criterion.id,
                    "name": each.ballot.name,
                    "answer": _plain(each.answer),
                    "agreed": _plain(each.agreed),
                }
                for each in dissents(found, review.scores)
            ]
            if found.panel.agreed
            else [],
        }
    )


def _agreement(found: Agreement) -> dict[str, Plain]:
    """Alpha and its interval; null with the reason where it is undefined."""
    undefined = found.alpha if isinstance(found.alpha, Undefined) else None
    return {
        "alpha": None if isinstance(found.alpha, Undefined) else float(found.alpha),
        "undefined": undefined.name.lower() if undefined else None,
        "low": json_number(found.low),
        "high": json_number(found.high),
        "units": found.units,
        "draws": found.draws,
        "undefined_draws": found.undefined,
    }


def _dispute(dispute: Dispute) -> dict[str, Plain]:
    """A criterion on which ballots differ, with each answer in the order of the ballots."""
    return {
        "criterion": dispute.spread.criterion.id,
        "answers": [_plain(each) for each in dispute.spread.answers],
        "width": dispute.spread.width,
        "verdicts": [each.value for each in VerdictState if each in dispute.verdicts],
        "settled": _plain(dispute.settled),
    }


def _plain(score: Score | None) -> Plain:
    """An answer by its fields."""
    return None if score is None else plain_of_record(score, {"criterion", "carried"})
