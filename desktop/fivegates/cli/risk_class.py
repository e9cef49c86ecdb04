"""The command that classifies the risk of an initiative, and prints what decides it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TypedDict, Unpack

import click

from fivegates.actions import queries
from fivegates.actions.risk_class import Statement, classify, risk_scheme
from fivegates.cli.output import json_text
from fivegates.cli.parameters import AS_JSON, DAY, INITIATIVE, PORTFOLIO, day_or_today
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.errors import UserError
from fivegates.domain.fields import plain_of_record
from fivegates.domain.language import Language
from fivegates.domain.risk import RiskClass, risk_class_on
from fivegates.domain.wording.risk_class import no_legal_advice, risk_sentences, unclassified_text

_WORDS = {"yes": True, "no": False}


class Options(TypedDict):
    """The options of a risk classification."""

    answer: tuple[str, ...]
    by: str
    reason: str
    date: datetime | None


@click.command("risk-class")
@PORTFOLIO
@INITIATIVE
@click.option(
    "--answer",
    multiple=True,
    metavar="QUESTION=yes|no",
    help="The answer to a question; all that are asked are needed. Without any the class is printed.",
)
@click.option("--by", default="", metavar="NAME", help="Who classifies it.")
@click.option("--reason", default="", metavar="TEXT", help="Why the answers are so.")
@click.option("--date", type=DAY, metavar="DATE", help="The day, as 2026-05-12; today when left out.")
@AS_JSON
@click.pass_obj
def risk_class(session: Session, file: Path, code: str, *, as_json: bool, **options: Unpack[Options]) -> None:
    """Classify the inherent risk of an initiative of FILE.

    Without answers its class is printed. The rules are those of the EU AI Act as far as the program knows
    them; the class is not legal advice.
    """
    day = day_or_today(options["date"])
    answers = _answers(options["answer"])
    if not answers and (options["by"] or options["reason"]):
        raise UserError(
            "A risk class follows from its questions: answer them with --answer QUESTION=yes or no."
        )
    with opened_for_command(file, to_edit=bool(answers)) as opened:
        initiative_id = queries.find_initiative(opened, code)
        if answers:
            classify(opened, initiative_id, answers, Statement(day, options["by"], options["reason"]))
        found = risk_class_on(queries.record(opened, initiative_id).risk_classes, day)
    if as_json:
        click.echo(json_text(None if found is None else plain_of_record(found)))
    else:
        click.echo("\n".join(_lines(found, day, session.language)))


def _answers(texts: Iterable[str]) -> dict[str, bool]:
    """Each question with its answer. Raises UserError where one is answered with yes and no."""
    found: dict[str, bool] = {}
    for question, yes in map(_answer, texts):
        if found.setdefault(question, yes) != yes:
            raise UserError("“{question}” is answered with yes and with no.", question=question)
    return found


def _answer(text: str) -> tuple[str, bool]:
    """A question with its answer. Raises UserError for anything else."""
    question, _, word = text.partition("=")
    if word.strip().lower() not in _WORDS:
        raise UserError("Write an answer as QUESTION=yes or QUESTION=no, not “{text}”.", text=text)
    return question.strip(), _WORDS[word.strip().lower()]


def _lines(found: RiskClass | None, on: date, language: Language) -> Iterator[str]:
    """The class with the deciding answers; or the questions, where there is none."""
    scheme = risk_scheme()
    if found is not None:
        yield from risk_sentences(found, on, language)
    else:
        yield unclassified_text(language)
        for question in scheme.questions:
            asked = ", ".join(f"{key}={'yes' if wanted else 'no'}" for key, wanted in question.asked_when)
            yield f"  {question.id}{f' ({asked})' if asked else ''}: {language.shipped(question.text)}"
    yield no_legal_advice(language)
    yield language.gettext(
        "Source: {source}; facts as of {day}.",
        source=language.shipped(scheme.source),
        day=language.long_date(scheme.dated),
    )
