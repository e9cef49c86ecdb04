"""Sentences for a capacity plan: initiatives that become ready, owners, binding limits, assumptions."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from fivegates.domain.capacity.planning import Gain, Plan, ReadyOn, Shortfall, Undone
from fivegates.domain.capacity.problem import (
    TENTHS,
    WORKING_WEEK,
    Limit,
    LimitKind,
    Problem,
    RateSource,
    Unplanned,
)
from fivegates.domain.capacity.schedule import Task
from fivegates.domain.capacity.settings import Aim, Sharing, owner_key
from fivegates.domain.language import Language
from fivegates.domain.wording.paths import step_text


def effort_text(tenths: int, language: Language) -> str:
    """Tenths of person-days with their unit."""
    whole, rest = divmod(tenths, TENTHS)
    return language.days(Decimal(tenths) / TENTHS if rest else Decimal(whole))


def value_text(value: Fraction | None, currency: str, language: Language) -> str:
    """Monthly result at target volume; a dash where it is unknown."""
    if value is None:
        return "–"
    return language.gettext("{money} a month", money=language.money(value, currency, 0))


def aim_word(aim: Aim, language: Language) -> str:
    """Name the objective that a plan maximises."""
    return {
        Aim.VALUE: language.gettext("Most value at target volume"),
        Aim.INITIATIVES: language.gettext("Most initiatives"),
        Aim.LEAST_COST: language.gettext("Fewest person-days"),
    }[aim]


def sharing_word(sharing: Sharing, language: Language) -> str:
    """Name the steps that count once for several initiatives."""
    return {
        Sharing.ACTIONS: language.gettext("Steps that one action plans"),
        Sharing.CAUSES: language.gettext("Also steps behind one provider or model"),
        Sharing.NOTHING: language.gettext("None"),
    }[sharing]


def plan_sentence(plan: Plan, language: Language) -> str:
    """Initiatives that the plan makes ready by its deadline, with their effort and value."""
    problem, count = plan.problem, len(plan.ready)
    if not problem.candidates:
        return language.gettext("No initiative can be planned until {day}.", day=problem.until)
    if not count:
        return language.gettext(
            "With this capacity no initiative can be made ready by {day}.", day=problem.until
        )
    text = language.ngettext(
        "{count} of {all} initiatives that can be planned can be ready by {day}, with {effort}.",
        "{count} of {all} initiatives that can be planned can be ready by {day}, with {effort}.",
        count,
        all=language.number(len(problem.candidates)),
        day=problem.until,
        effort=effort_text(plan.effort, language),
    )
    return " ".join((text, *_worth(plan, language)))


def _worth(plan: Plan, language: Language) -> Iterator[str]:
    """Value of the plan as far as it is known, and required initiatives that do not fit."""
    unknown = len(plan.unknown_value)
    if unknown < len(plan.ready):
        money = value_text(plan.value, plan.problem.currency, language)
        yield language.gettext("The plan is worth {money} at target volume.", money=money)
    if unknown:
        yield language.ngettext(
            "The value of {count} initiative is not known.",
            "The value of {count} initiatives is not known.",
            unknown,
        )
    if plan.missed:
        yield language.gettext(
            "At least {count} were asked for.", count=language.number(plan.problem.at_least or 0)
        )


def plan_finding(plan: Plan, language: Language) -> str:
    """Title of the chart: number of initiatives ready by the deadline."""
    if not plan.ready:
        return language.gettext("Nothing can be made ready by {day}", day=plan.problem.until)
    return language.ngettext(
        "{count} initiative ready by {day}",
        "{count} initiatives ready by {day}",
        len(plan.ready),
        day=plan.problem.until,
    )


def proof_sentence(plan: Plan, language: Language) -> str:
    """Sentence on optimality: the plan is optimal, or the gap to the best possible one."""
    if not plan.choice.proven:
        return language.gettext(
            "The time ran out: a plan may be up to {share} better, and no more.",
            share=_share(plan.choice.gap, language),
        )
    if not plan.order_proven:
        return language.gettext(
            "It is proven that no other set is better. A better order was not ruled out in time."
        )
    return language.gettext(
        "It is proven that no other set is better and, to the week, no other order of it."
    )


def _share(gap: Fraction, language: Language) -> str:
    """A gap in percent, rounded up to a tenth so that it is never understated."""
    tenths = -(-gap * 1000 // 1)
    return f"{language.number(Decimal(int(tenths)) / 10, 1)} %"


def ready_text(each: ReadyOn, language: Language) -> str:
    """Date on which an initiative is ready, marked where it is ready already and kept so by renewals."""
    day = language.short_date(each.day)
    return language.gettext("kept ready, renewed by {day}", day=day) if each.candidate.kept else day


def owner_text(task: Task, language: Language) -> str:
    """Owner of a task, or a note that it has none."""
    return task.owner or language.gettext("unassigned")


def task_text(task: Task, language: Language) -> str:
    """The task, with the number of initiatives that share it."""
    text = step_text(task.work.step, task.rubric, language)
    if len(task.codes) > 1:
        return language.gettext(
            "{step} (once for {count})", step=text, count=language.number(len(task.codes))
        )
    return text


def limit_text(limit: Limit, language: Language) -> str:
    """Name a limit inside a sentence."""
    return {
        LimitKind.OWNER: language.gettext("the time of {name}", name=limit.name),
        LimitKind.UNASSIGNED: language.gettext("the time for steps that nobody owns"),
        LimitKind.TOTAL: language.gettext("the person-days in all"),
        LimitKind.UNIT: language.gettext("the cap on the business unit {name}", name=limit.name),
        LimitKind.DEPENDENCY: language.gettext(
            "the wait of {name} for {other}", name=limit.name, other=limit.other
        ),
        LimitKind.DUE_DATES: language.gettext("the due dates of steps"),
        LimitKind.DEADLINE: language.gettext("the deadline"),
    }[limit.kind]


_AMOUNTS: Final = frozenset({LimitKind.OWNER, LimitKind.UNASSIGNED, LimitKind.TOTAL})
"""Limits named by their subject: "without the person-days" would mean that none were spent."""


def gain_text(gain: Gain, plan: Plan, language: Language) -> str:
    """Gain from one more unit of a limit: "One more week of J. Ito (3 person-days): €900 a month more"."""
    if gain.worth <= 0:
        text = language.gettext("{more}: no better plan.", more=_more(gain, plan, language))
    else:
        text = language.gettext(
            "{more}: {outcome}.",
            more=_more(gain, plan, language),
            outcome=_outcome(gain, plan, language),
        )
    return text if gain.proven else f"{text} {language.gettext('(The time ran out: it may be more.)')}"


def _more(gain: Gain, plan: Plan, language: Language) -> str:
    """The resource that is increased."""
    limit, problem = gain.limit, plan.problem
    if not gain.eased:
        if limit.kind is LimitKind.DEPENDENCY:
            return language.gettext("If {name} did not wait for {other}", name=limit.name, other=limit.other)
        if limit.kind in _AMOUNTS:
            return language.gettext("Without a limit on {limit}", limit=limit_text(limit, language))
        return language.gettext("Without {limit}", limit=limit_text(limit, language))
    return _so_much_more(limit, gain.steps, problem, language)


def _so_much_more(limit: Limit, steps: int, problem: Problem, language: Language) -> str:
    """A limit with one or more additional units."""
    match limit.kind:
        case LimitKind.OWNER | LimitKind.UNASSIGNED:
            rate = problem.rates[owner_key(limit.name)].days or Fraction(0)
            days = effort_text(int(rate * TENTHS * steps), language)
            if limit.kind is LimitKind.OWNER:
                return language.ngettext(
                    "One more week of {name} ({days})",
                    "{count} more weeks of {name} ({days})",
                    steps,
                    name=limit.name,
                    days=days,
                )
            return language.ngettext(
                "One more week for steps that nobody owns ({days})",
                "{count} more weeks for steps that nobody owns ({days})",
                steps,
                days=days,
            )
        case LimitKind.TOTAL:
            days = language.number(steps * WORKING_WEEK)
            return language.gettext("{days} more person-days in all", days=days)
        case LimitKind.UNIT:
            return language.gettext("One more initiative of the business unit {name}", name=limit.name)
        case _:
            return language.gettext("A deadline one week later")


def _outcome(gain: Gain, plan: Plan, language: Language) -> str:
    parts = [_better(gain, plan, language)]
    if gain.added:
        parts.append(language.gettext("with {codes}", codes=language.listed(list(gain.added))))
    if gain.dropped:
        parts.append(language.gettext("without {codes}", codes=language.listed(list(gain.dropped))))
    return ", ".join(parts)


def _better(gain: Gain, plan: Plan, language: Language) -> str:
    match plan.gained:
        case Aim.VALUE:
            money = value_text(gain.worth, plan.problem.currency, language)
            return language.gettext("{money} more", money=money)
        case Aim.INITIATIVES:
            then, now = len(plan.ready) + int(gain.worth), len(plan.ready)
            return language.ngettext(
                "{count} initiative rather than {now}",
                "{count} initiatives rather than {now}",
                then,
                now=language.number(now),
            )
        case Aim.LEAST_COST:
            return language.gettext("{days} fewer", days=effort_text(int(gain.worth), language))


def undone_text(undone: Undone, plan: Plan, language: Language) -> str:
    """Reason why the plan leaves out an initiative: value, missing capacity or search time."""
    value, problem = undone.candidate.value, plan.problem
    if problem.aim is Aim.VALUE and value is None:
        return language.gettext("its value is not known, and nothing planned waits for it")
    if problem.aim is Aim.VALUE and value is not None and value <= 0:
        return language.gettext("{money}: no gain", money=value_text(value, problem.currency, language))
    if undone.lacks:
        return "; ".join(_lack(each, language) for each in undone.lacks)
    if problem.aim is Aim.LEAST_COST:
        return language.gettext("not needed for the number asked for")
    return language.gettext("there is room for it, but the time to find that ran out")


def _lack(lack: Shortfall, language: Language) -> str:
    limit = lack.limit
    match limit.kind:
        case LimitKind.UNIT:
            return language.gettext("the business unit {name} is full", name=limit.name)
        case LimitKind.DEPENDENCY:
            return language.gettext("waits for {other}", other=limit.other)
        case LimitKind.TOTAL:
            days = effort_text(lack.short, language)
            return language.gettext("{days} too many in all", days=days)
        case _:
            values = {
                "days": effort_text(lack.short, language),
                "day": language.short_date(lack.by) if lack.by else "",
                "name": limit.name,
            }
            if limit.kind is LimitKind.OWNER:
                return language.gettext("{name} lacks {days} by {day}", **values)
            return language.gettext("nobody has {days} by {day}", **values)


def unplanned_text(why: Unplanned, language: Language) -> str:
    """Reason for which an initiative is excluded from planning."""
    return {
        Unplanned.NOT_REVIEWED: language.gettext("not reviewed yet, so its effort is not known"),
        Unplanned.NO_WAY: language.gettext("no step can open a gate in which nothing applies"),
        Unplanned.RETIRED: language.gettext("retired"),
        Unplanned.NO_VALUE: language.gettext("its value at target volume is not known"),
    }[why]


def loose_sentence(plan: Plan, language: Language) -> str:
    """Limits that do not bind; empty where all do."""
    if not plan.loose:
        return ""
    text = language.gettext(
        "More of these changes nothing: {limits}.",
        limits=language.listed(list(_limit_texts(plan.loose, language))),
    )
    if plan.all_tried:
        return text
    return f"{text} {language.gettext('The time ran out before each was tried to the end.')}"


def _limit_texts(limits: Sequence[Limit], language: Language) -> Iterator[str]:
    """Names of limits; caps of several business units are combined at the position of the first."""
    caps = [each for each in limits if each.kind is LimitKind.UNIT]
    for each in limits:
        if each.kind is not LimitKind.UNIT or len(caps) == 1:
            yield limit_text(each, language)
        elif each is caps[0]:
            yield language.gettext("the caps on {count} business units", count=language.number(len(caps)))


def assumptions(plan: Plan, language: Language) -> list[str]:
    """Assumptions of the plan, and the facts that it lacks."""
    problem = plan.problem
    return [
        *_rate_sentences(problem, language),
        *_share_sentences(plan, language),
        *_unknown_sentences(problem, language),
        language.gettext(
            "Every gate is open on {day}: what lapses until then is renewed, and due dates are kept.",
            day=problem.until,
        ),
    ]


def _rate_sentences(problem: Problem, language: Language) -> Iterator[str]:
    """Owners without a stated capacity and the default used for them; stated capacities not needed."""
    if problem.idle:
        yield language.gettext(
            "No open step belongs to {names}, so the days a week stated there are not used.",
            names=language.listed(sorted(problem.idle)),
        )
    named = [rate for key, rate in problem.rates.items() if key]
    assumed = [rate.name for rate in named if rate.source is RateSource.FULL_WEEK]
    if assumed:
        yield language.gettext(
            "Of {names} no capacity is stated: 5 days a week each are assumed.",
            names=language.listed(sorted(assumed)),
        )
    pool = problem.rates[""]
    if not any(not work.owner for each in problem.candidates for work in each.works):
        return
    if pool.source is RateSource.SPREAD:
        yield language.gettext("Steps that nobody owns draw on the person-days in all, spread evenly.")
    elif pool.source is RateSource.FULL_WEEK:
        yield language.gettext("For steps that nobody owns no capacity is stated: 5 days a week are assumed.")


def _share_sentences(plan: Plan, language: Language) -> Iterator[str]:
    if plan.saved:
        yield language.gettext(
            "Steps that several initiatives share count once, which saves {days}.",
            days=effort_text(plan.saved, language),
        )


def _unknown_sentences(problem: Problem, language: Language) -> Iterator[str]:
    """Unanswered criteria, dependencies without an initiative, and due dates in the past."""
    unscored = sum(len(each.path.unscored) for each in problem.candidates)
    if unscored:
        yield language.ngettext(
            "{count} unanswered criterion is counted as level 0.",
            "{count} unanswered criteria are counted as level 0.",
            unscored,
        )
    late = sum(len(each.path.overdue) for each in problem.candidates)
    if late:
        yield language.ngettext(
            "{count} step is overdue; it is planned by the deadline.",
            "{count} steps are overdue; they are planned by the deadline.",
            late,
        )
    for each in problem.unknown:
        yield language.gettext(
            "“{code} after {other}” is left out: one of the two is not in the portfolio, or archived.",
            code=each.code,
            other=each.after,
        )
