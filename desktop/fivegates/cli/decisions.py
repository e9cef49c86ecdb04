"""The commands that record a decision of the board, and print all decisions with their outcome."""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypedDict, Unpack

import click

from fivegates.actions import overview, queries
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.records import add_decision
from fivegates.actions.track_record import stops_of
from fivegates.actions.two_days import lines_of_day
from fivegates.cli.output import Plain, json_text
from fivegates.cli.parameters import (
    ANY_INITIATIVE,
    AS_JSON,
    DAY,
    INITIATIVE,
    PORTFOLIO,
    SEEN_FROM,
    day_or_today,
)
from fivegates.cli.session import Session, opened_for_command
from fivegates.cli.track_record import stop_as_plain
from fivegates.domain.errors import UserError
from fivegates.domain.fields import plain_of_record
from fivegates.domain.initiative.decisions import (
    WITHOUT_CURRENCY,
    Condition,
    Decision,
    LedgerFigure,
    LedgerStop,
    LoggedDecision,
    Outcome,
    Threshold,
)
from fivegates.domain.track_record.stops import StopCheck
from fivegates.domain.wording.decisions import decision_text


class Options(TypedDict):
    """The options of a decision."""

    by: str
    date: datetime | None
    why: str
    condition: tuple[str, ...]
    condition_by: tuple[tuple[str, str, datetime], ...]
    threshold: tuple[tuple[str, str, str], ...]
    stop: tuple[tuple[str, str, str], ...]


@click.command("decide")
@PORTFOLIO
@INITIATIVE
@click.argument(
    "outcome",
    type=click.Choice([outcome.value for outcome in Outcome]),
    metavar="OUTCOME",
    help=f"What was decided: {', '.join(Outcome)}.",
)
@click.option("--by", required=True, metavar="NAME", help="Who decided.")
@click.option("--date", type=DAY, metavar="DATE", help="The day, as 2026-05-12; today when left out.")
@click.option("--why", default="", metavar="TEXT", help="The rationale.")
@click.option(
    "--condition", multiple=True, metavar="TEXT", help="What has to be true; may be given more than once."
)
@click.option(
    "--condition-by",
    multiple=True,
    type=(str, str, DAY),
    metavar="TEXT OWNER DATE",
    help="The same, with who sees to it and by when.",
)
@click.option(
    "--threshold",
    multiple=True,
    type=(str, str, str),
    metavar="MEASURE MORE END",
    help="A figure fixed beforehand: where it leads to more, and where it ends the effort.",
)
@click.option(
    "--stop",
    multiple=True,
    type=(str, click.Choice([figure.value for figure in LedgerFigure]), str),
    metavar="MEASURE FIGURE AT",
    help="A stop figure that the ledger is compared with month by month; an amount is in the portfolio's "
    f"currency. FIGURE is one of {', '.join(LedgerFigure)}.",
)
def decide(file: Path, code: str, outcome: str, **options: Unpack[Options]) -> None:
    """Record what the board decided on an initiative of FILE."""
    dated = day_or_today(options["date"])
    conditions = [Condition(text) for text in options["condition"]]
    conditions += [Condition(text, owner, due.date()) for text, owner, due in options["condition_by"]]
    thresholds = tuple(Threshold(*figures) for figures in options["threshold"])
    by, why = options["by"].strip(), options["why"].strip()
    with opened_for_command(file, to_edit=True) as opened:
        stops = tuple(_stop(opened, *given) for given in options["stop"])
        decision = Decision(dated, Outcome(outcome), by, why, tuple(conditions), (*thresholds, *stops))
        add_decision(opened, queries.find_initiative(opened, code), decision)


def _stop(opened: OpenPortfolio, measure: str, figure: str, at: str) -> Threshold:
    """A threshold with a stop figure in the reporting currency, written in full as text too."""
    named = LedgerFigure(figure)
    currency = "" if named in WITHOUT_CURRENCY else overview.settings(opened).currency
    try:
        stop = LedgerStop(named, Decimal(at), currency)
    except InvalidOperation as error:
        raise UserError("“{text}” is no number. Write one such as 0.60.", text=at) from error
    return Threshold(measure, stop=f"{at} {currency}".strip(), ledger=stop)


@click.command("decisions")
@PORTFOLIO
@ANY_INITIATIVE
@SEEN_FROM
@AS_JSON
@click.pass_obj
def print_decisions(
    session: Session, file: Path, code: str | None, day: datetime | None, *, as_json: bool
) -> None:
    """Print what was decided, and what became of it, newest first.

    With --date only what was decided by that day is printed.
    """
    seen_from = day_or_today(day)
    with opened_for_command(file) as opened:
        wanted = None if code is None else queries.find_initiative(opened, code)
        logged = [e for e in queries.decision_log(opened) if wanted in {None, e.initiative.id}]
        if day is not None:
            logged = [each for each in logged if each.decision.dated <= seen_from]
        latest = {line.initiative.id: line for line in lines_of_day(opened, seen_from)}
        stops = _stops(opened, logged, seen_from)
    if as_json:
        click.echo(json_text([_plain(each, stops[each.decision.id]) for each in logged]))
    elif logged:
        texts = [
            decision_text(
                each, latest[each.initiative.id], session.language, seen_from, stops[each.decision.id]
            )
            for each in logged
        ]
        click.echo("\n\n".join(texts))
    elif day is not None:
        by = session.language.long_date(seen_from)
        click.echo(session.language.gettext("No decision has been recorded by {day}.", day=by))
    else:
        click.echo(session.language.gettext("No decision has been recorded."))


def _stops(opened: OpenPortfolio, logged: list[LoggedDecision], day: date) -> dict[int, list[StopCheck]]:
    """The comparisons of the stop figures of each decision with the ledger, by its id."""
    found: dict[int, list[StopCheck]] = {each.decision.id: [] for each in logged}
    for initiative_id in dict.fromkeys(each.initiative.id for each in logged):
        for check in stops_of(opened, initiative_id, day):
            found[check.decision.id].append(check)
    return found


def _plain(each: LoggedDecision, stops: list[StopCheck]) -> Plain:
    """A decision with the initiative on which it was made, and its stop figures as the ledger has them."""
    named: dict[str, Plain] = {"code": each.initiative.code, "name": each.initiative.name}
    return named | plain_of_record(each.decision) | {"stops": [stop_as_plain(stop) for stop in stops]}
