"""A capacity plan as text and as JSON."""

from collections.abc import Iterator

from fivegates.cli.json_values import Plain, day_text, exact_number, json_text
from fivegates.domain.capacity.planning import Gain, Plan, Shortfall
from fivegates.domain.capacity.problem import TENTHS, Limit
from fivegates.domain.capacity.schedule import Task
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
    """Lines under a heading; nothing without any."""
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
            "effort": _days(plan.effort),
            "saved_by_sharing": _days(plan.saved),
            "value": exact_number(plan.value),
            "proven": choice.proven,
            "order_proven": plan.order_proven,
            "gap": exact_number(choice.gap),
            "ready": [
                {
                    "code": each.candidate.code,
                    "day": each.day.isoformat(),
                    "value": exact_number(each.candidate.value),
                    "kept": each.candidate.kept,
                }
                for each in plan.ready
            ],
            "tasks": [_task(each, language) for each in plan.tasks],
            "undone": [
                {
                    "code": each.candidate.code,
                    "effort": _days(each.candidate.effort),
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


def _days(tenths: int) -> Plain:
    """Person-days."""
    return tenths / TENTHS if tenths % TENTHS else tenths // TENTHS


def _limit(limit: Limit) -> dict[str, Plain]:
    """A limit by its kind and what it is the limit of."""
    return {"limit": limit.kind.value, "name": limit.name, "other": limit.other}


def _short(lack: Shortfall) -> Plain:
    """Person-days, or initiatives where these are limited."""
    return _days(lack.short) if lack.limit.in_days else lack.short


def _task(task: Task, language: Language) -> Plain:
    """One piece of work."""
    return {
        "owner": task.owner,
        "codes": list[Plain](task.codes),
        "criterion": task.work.step.criterion,
        "text": task_text(task, language),
        "effort": _days(task.effort),
        "start": task.start.isoformat(),
        "finish": task.finish.isoformat(),
        "due": day_text(task.due),
    }


def _gain(gain: Gain, plan: Plan, language: Language) -> Plain:
    """What one more of a limit gives; `worth` in the unit of the aim that `of` names."""
    return {
        **_limit(gain.limit),
        "eased": gain.eased,
        "steps": gain.steps,
        "worth": exact_number(gain.worth),
        "of": plan.gained.value,
        "added": list[Plain](gain.added),
        "dropped": list[Plain](gain.dropped),
        "proven": gain.proven,
        "text": gain_text(gain, plan, language),
    }
