"""The command that computes the capacity plan."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final, TypedDict, TypeVar, Unpack

import click

from fivegates.actions.capacity import plans
from fivegates.actions.capacity.solver import SECONDS, HighsSolver
from fivegates.cli.output import Plain, day_text, json_number, json_text
from fivegates.cli.parameters import AS_JSON, DAY, PORTFOLIO, SEEN_FROM, day_or_today
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.capacity.planning import Gain, Plan, Shortfall
from fivegates.domain.capacity.problem import TENTHS, Limit
from fivegates.domain.capacity.schedule import Task
from fivegates.domain.capacity.settings import Aim, CapacitySettings, Dependency, OwnerCapacity, Sharing
from fivegates.domain.language import Language
from fivegates.domain.wording.capacity import (
    assumptions,
    effort_text,
    gain_text,
    loose_sentence,
    owner_text,
    plan_sentence,
    proof_sentence,
    ready_text,
    task_text,
    undone_text,
    unplanned_text,
    value_text,
)
from fivegates.domain.wording.overview import name_text
from fivegates.domain.wording.two_days import as_of_sentence


def plan_as_text(plan: Plan, language: Language) -> str:
    """The plan, part by part."""
    return "\n\n".join("\n".join(lines) for lines in _parts(plan, language) if lines)


def _parts(plan: Plan, language: Language) -> Iterator[list[str]]:
    gettext, currency = language.gettext, plan.problem.currency
    seen_from = as_of_sentence(plan.problem.start, language)
    yield [seen_from, plan_sentence(plan, language), proof_sentence(plan, language)]
    yield _headed(
        gettext("Ready"),
        [
            f"{ready_text(each, language)} · {each.candidate.code} "
            f"{name_text(each.candidate.initiative, language)} · "
            f"{value_text(each.candidate.value, currency, language)}"
            for each in plan.ready
        ],
    )
    yield _headed(gettext("Who does what by when"), [_task_line(each, language) for each in plan.tasks])
    yield _headed(
        gettext("Not done"),
        [
            f"{each.candidate.code} {name_text(each.candidate.initiative, language)} · "
            f"{effort_text(each.candidate.effort, language)} · {undone_text(each, plan, language)}"
            for each in plan.undone
        ],
    )
    binding = [gain_text(each, plan, language) for each in plan.gains]
    loose = loose_sentence(plan, language)
    yield _headed(gettext("What limits the plan"), [*binding, *([loose] if loose else [])])
    yield _headed(
        gettext("Not planned"),
        [f"{initiative.code} · {unplanned_text(why, language)}" for initiative, why in plan.problem.apart],
    )
    yield _headed(gettext("Assumed"), assumptions(plan, language))


def _headed(heading: str, lines: list[str]) -> list[str]:
    """Lines below a heading; nothing without lines."""
    return [heading, *(f"  {line}" for line in lines)] if lines else []


def _task_line(task: Task, language: Language) -> str:
    """`30 Nov 2026 – 4 Dec 2026 · J. Ito · CLM-TRIAGE · Measure drift · 3 person-days`."""
    span = f"{language.short_date(task.start)} – {language.short_date(task.finish)}"
    days = effort_text(task.effort, language)
    return " · ".join(
        (span, owner_text(task, language), ", ".join(task.codes), task_text(task, language), days)
    )


def plan_as_json(plan: Plan, language: Language) -> str:
    """The plan for other programs; `text` and `assumed` are in `language`, all else is not translated."""
    problem, choice = plan.problem, plan.choice
    return json_text(
        {
            "text": plan_sentence(plan, language),
            "from": problem.start.isoformat(),
            "until": problem.until.isoformat(),
            "aim": problem.aim.value,
            "currency": problem.currency,
            "effort": _person_days(plan.effort),
            "saved_by_sharing": _person_days(plan.saved),
            "value": json_number(plan.value),
            "proven": choice.proven,
            "order_proven": plan.order_proven,
            "gap": json_number(choice.gap),
            "ready": [
                {
                    "code": each.candidate.code,
                    "day": each.day.isoformat(),
                    "value": json_number(each.candidate.value),
                    "kept": each.candidate.kept,
                }
                for each in plan.ready
            ],
            "tasks": [_task(each, language) for each in plan.tasks],
            "undone": [
                {
                    "code": each.candidate.code,
                    "effort": _person_days(each.candidate.effort),
                    "lacks": [
                        {**_limit(lack.limit), "short": _short(lack), "by": day_text(lack.by)}
                        for lack in each.lacks
                    ],
                    "text": undone_text(each, plan, language),
                }
                for each in plan.undone
            ],
            "gains": [_gain(each, plan, language) for each in plan.gains],
            "loose": [_limit(each) for each in plan.loose],
            "ready_anyway": [each.code for each in problem.ready],
            "not_planned": [{"code": each.code, "why": why.value} for each, why in problem.apart],
            "assumed": list[Plain](assumptions(plan, language)),
        }
    )


def _person_days(tenths: int) -> Plain:
    """Person-days."""
    return tenths / TENTHS if tenths % TENTHS else tenths // TENTHS


def _limit(limit: Limit) -> dict[str, Plain]:
    """A limit by its kind and its subject."""
    return {"limit": limit.kind.value, "name": limit.name, "other": limit.other}


def _short(lack: Shortfall) -> Plain:
    """Person-days, or initiatives where these are limited."""
    return _person_days(lack.short) if lack.limit.in_days else lack.short


def _task(task: Task, language: Language) -> Plain:
    return {
        "owner": task.owner,
        "codes": list[Plain](task.codes),
        "criterion": task.work.step.criterion,
        "text": task_text(task, language),
        "effort": _person_days(task.effort),
        "start": task.start.isoformat(),
        "finish": task.finish.isoformat(),
        "due": day_text(task.due),
    }


def _gain(gain: Gain, plan: Plan, language: Language) -> Plain:
    """The gain of one more unit of a limit; `worth` in the unit of the aim that `of` names."""
    return {
        **_limit(gain.limit),
        "eased": gain.eased,
        "steps": gain.steps,
        "worth": json_number(gain.worth),
        "of": plan.gained.value,
        "added": list[Plain](gain.added),
        "dropped": list[Plain](gain.dropped),
        "proven": gain.proven,
        "text": gain_text(gain, plan, language),
    }


V = TypeVar("V")


def _amount(text: str) -> Decimal:
    """A plain number, checked with the other fields later on."""
    try:
        return Decimal(text.strip())
    except InvalidOperation as error:
        message = f"“{text}” is not a number."
        raise click.BadParameter(message) from error


def _days(_context: click.Context, _option: click.Parameter, text: str | None) -> Decimal | None:
    return None if text is None else _amount(text)


def _pairs(make: Callable[[str, str], V]) -> Callable[..., tuple[V, ...]]:
    """A callback that parses NAME=VALUE options."""

    def read(_context: click.Context, option: click.Parameter, texts: tuple[str, ...]) -> tuple[V, ...]:
        found = []
        for text in texts:
            name, sign, value = text.rpartition("=")
            if not (sign and name.strip() and value.strip()):
                message = f"“{text}” is not written as {option.metavar}."
                raise click.BadParameter(message)
            found.append(make(name.strip(), value.strip()))
        return tuple(found)

    return read


PLAN_DAYS: Final = click.option(
    "--days", metavar="DAYS", callback=_days, help="Person-days in all, until the deadline."
)
PLAN_UNTIL: Final = click.option(
    "--until", type=DAY, metavar="DATE", help="The day by which initiatives are to be ready."
)
PLAN_OWNERS: Final = click.option(
    "--owner",
    "owners",
    metavar="NAME=DAYS",
    multiple=True,
    callback=_pairs(lambda name, days: OwnerCapacity(name, _amount(days))),
    help="The days a week of somebody; may be given more than once.",
)


class PlanOptions(TypedDict):
    """The settings given as options, which override the saved ones; None and () are not given."""

    days: Decimal | None
    until: datetime | None
    owners: tuple[OwnerCapacity, ...]
    unassigned: Decimal | None
    aim: str | None
    at_least: int | None
    per_unit: int | None
    after: tuple[Dependency, ...]
    share: Sharing | None


@click.command("capacity")
@PORTFOLIO
@PLAN_DAYS
@PLAN_UNTIL
@PLAN_OWNERS
@click.option("--unassigned", metavar="DAYS", callback=_days, help="Days a week for steps that nobody owns.")
@click.option(
    "--most",
    "aim",
    type=click.Choice([aim.value for aim in Aim], case_sensitive=False),
    help="Most value at target volume, most initiatives, or fewest person-days.",
)
@click.option(
    "--at-least", type=click.IntRange(min=0), metavar="N", help="With --most least-cost: so many initiatives."
)
@click.option(
    "--per-unit",
    type=click.IntRange(min=0),
    metavar="N",
    help="At most so many initiatives of one business unit.",
)
@click.option(
    "--after",
    metavar="A=B",
    multiple=True,
    callback=_pairs(Dependency),
    help="The initiative A is ready no earlier than B; may be given more than once.",
)
@click.option(
    "--share",
    type=click.Choice(Sharing, case_sensitive=False),
    help="Which steps of several initiatives count once: those that one action plans, also those behind one "
    "provider or model (causes), or nothing.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=0.1, max=3600),
    default=SECONDS,
    help=f"The most time to look for the best plan; {SECONDS:g} when left out.",
)
@click.option("--save", is_flag=True, help="Keep in FILE what the plan is made of.")
@SEEN_FROM
@AS_JSON
@click.pass_obj
def print_plan(  # noqa: PLR0913 - what the user gave
    session: Session,
    file: Path,
    *,
    day: datetime | None,
    seconds: float,
    save: bool,
    as_json: bool,
    **given: Unpack[PlanOptions],
) -> None:
    """Plan what can be made ready by when, and by whom.

    With the people and the days that there are: what it is worth, what stays undone, and which limit binds.

    What is not given is as FILE keeps it. A plan needs a deadline and a capacity.
    """
    today = day_or_today(day)
    with opened_for_command(file, to_edit=save) as opened:
        settings = _combined(plans.capacity_settings(opened), given)
        plan = plans.make_capacity_plan(opened, settings, today, HighsSolver(seconds))
        if save:
            plans.save_plan_settings(opened, settings)
    write = plan_as_json if as_json else plan_as_text
    click.echo(write(plan, session.language))


def with_people(
    kept: CapacitySettings, days: Decimal | None, until: datetime | None, owners: tuple[OwnerCapacity, ...]
) -> CapacitySettings:
    """The saved settings, with days, deadline and people overridden where given."""
    return replace(
        kept,
        total=_first(days, kept.total),
        until=until.date() if until else kept.until,
        owners=owners or kept.owners,
    )


def _combined(kept: CapacitySettings, given: PlanOptions) -> CapacitySettings:
    """The saved settings, overridden by the given ones; a given list replaces the whole saved list."""
    return replace(
        with_people(kept, given["days"], given["until"], given["owners"]),
        unassigned=_first(given["unassigned"], kept.unassigned),
        aim=Aim(given["aim"] or kept.aim),
        at_least=_first(given["at_least"], kept.at_least),
        per_unit=_first(given["per_unit"], kept.per_unit),
        after=given["after"] or kept.after,
        sharing=given["share"] or kept.sharing,
    )


def _first(given: V | None, kept: V | None) -> V | None:
    """The given value, else the saved one; 0 counts as given."""
    return kept if given is None else given
