"""Labelled key figures of cost and dates, for page 1 of an initiative's brief."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from fivegates.domain.economics.ledger import Basis, Phase
from fivegates.domain.economics.money import RateGap
from fivegates.domain.economics.month_figures import MonthFigures, sum_known
from fivegates.domain.economics.scenarios import Scenario, monthly_cost, monthly_result
from fivegates.domain.economics.sensitivity import breaking_points, sensitivity
from fivegates.domain.economics.unit_economics import Economics
from fivegates.domain.evidence_calendar import Calendar, calendar_of
from fivegates.domain.language import Language
from fivegates.domain.portfolio.attention import REVIEW_AFTER
from fivegates.domain.portfolio.settings import DayRate
from fivegates.domain.verdict.path import Path
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.wording.contradictions import volume_text
from fivegates.domain.wording.money import breaking_point_sentence, return_sentence
from fivegates.domain.wording.money_terms import driver_word, rough_money
from fivegates.domain.wording.paths import overdue_text
from fivegates.domain.wording.paybacks import payback_sentence, payback_text
from fivegates.domain.wording.words import capitalised, verdict_word

if TYPE_CHECKING:
    from fivegates.domain.brief import InitiativeBrief
    from fivegates.domain.verdict.assessment import Assessment


def argued(today: Scenario, target: int | None) -> Scenario:
    """Scenario at the target volume, which the board decides on; today's where no target is set."""
    return replace(today, volume=Fraction(target)) if target else today


def argument_text(
    today: Scenario, target: int | None, unit: str, language: Language, *, assumed: bool = False
) -> str:
    """Return, payback and the assumption that would turn the case; empty without data.

    `assumed` says that `target` is not the target volume of the initiative.
    """
    at_target = argued(today, target)
    if at_target.volume == today.volume:
        lines = [*_return(today, language), *_turning(today, unit, language)]
        return " ".join([_latest(today, unit, language), *lines]) if lines else ""
    first = [*_return(at_target, language), *_turning(at_target, unit, language)]
    if not first:
        return ""
    volume = _volume(at_target, unit, language)
    opening = (
        language.gettext("The assumed target volume is {volume} a month.", volume=volume)
        if assumed
        else language.gettext("The target volume is {volume} a month.", volume=volume)
    )
    return " ".join([opening, *first, _latest(today, unit, language), *_return(today, language)])


def assumed_target_sentence(volume: int, target: int | None, unit: str, language: Language) -> str:
    """The volume assumed in place of the target volume; empty where it is that."""
    if volume == target:
        return ""
    assumed = volume_text(volume, unit, language)
    if target is None:
        return language.gettext("Assumed target volume: {volume} a month; none is set.", volume=assumed)
    return language.gettext(
        "Assumed target volume: {volume} a month, instead of {target}.",
        volume=assumed,
        target=language.number(target),
    )


def _latest(today: Scenario, unit: str, language: Language) -> str:
    """Volume of the latest month, with the month, since a brief may be read long after its day."""
    volume = _volume(today, unit, language)
    if today.month is None:
        return language.gettext("The latest volume is {volume} a month.", volume=volume)
    return language.gettext(
        "The volume of {month} was {volume}.", month=language.month(today.month), volume=volume
    )


def matters_sentence(scenario: Scenario, unit: str, language: Language) -> str:
    """Assumption with the largest effect on the monthly result at a volume; empty without a value."""
    effects = sensitivity(scenario)
    if not effects:
        return ""
    return language.gettext(
        "At {volume} a month, {driver} matters most.",
        volume=_volume(scenario, unit, language),
        driver=driver_word(effects[0].driver, language),
    )


def today_matters_sentence(today: Scenario, target: int | None, unit: str, language: Language) -> str:
    """The same at the latest volume, beside a finding at the target; empty where both are equal."""
    effects = sensitivity(today)
    if not effects or argued(today, target).volume == today.volume:
        return ""
    if today.month is None:
        return matters_sentence(today, unit, language)
    return language.gettext(
        "At the volume of {month}, {volume}, {driver} matters most.",
        month=language.month(today.month),
        volume=_volume(today, unit, language),
        driver=driver_word(effects[0].driver, language),
    )


def _return(scenario: Scenario, language: Language) -> Iterator[str]:
    """Return over a year, and the payback."""
    yield from filter(None, (return_sentence(scenario, language), payback_sentence(scenario, language)))


def _turning(scenario: Scenario, unit: str, language: Language) -> Iterator[str]:
    """The assumption closest to turning the case."""
    for point in breaking_points(scenario)[:1]:
        yield breaking_point_sentence(point, scenario, unit, language)


def _volume(scenario: Scenario, unit: str, language: Language) -> str:
    """Monthly volume in whole units."""
    return volume_text(ceil(scenario.volume), unit, language)


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with its label above and its reference below; `note` explains a missing figure."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """Target volume of an initiative in units a month; `volume` is None where none is set."""

    volume: int | None
    unit: str


def cost_and_date_facts(
    current: "Assessment",
    money: Sequence[Fact],
    go_live: date | None,
    language: Language,
    rate: DayRate | None = None,
) -> tuple[Fact, ...]:
    """Costs, path, last day of the verdict, and whether `go_live` is achievable.

    `money` comes from `ledger_facts`; `go_live` is None where there is no target, or the initiative is
    already live. With a day `rate` the path has a price.
    """
    calendar = calendar_of(current.case, current.case.review.dated)
    facts = [*money, path_fact(current.path, language, rate), validity_fact(calendar, language)]
    if go_live is not None:
        facts.append(go_live_fact(go_live, current.path, calendar, language))
    return tuple(fact for fact in facts if fact is not None)


def ledger_facts(
    economics: Economics | None,
    today: Scenario | None,
    target: Target,
    gap: RateGap | None,
    language: Language,
) -> Iterator[Fact]:
    """Figures from the ledger, or the reason for none: `gap` is the first missing rate."""
    if gap is not None:
        yield missing_rate_fact(gap, language)
    elif economics is None or not economics.costs:
        yield no_costs_fact(language)
    else:
        yield from money_facts(economics, today, target, language)


def no_costs_fact(language: Language) -> Fact:
    """Placeholder for all amounts where nothing is recorded."""
    return _not_known(
        language.gettext("Run cost a month"), language.gettext("no costs are recorded"), language
    )


def missing_rate_fact(gap: RateGap, language: Language) -> Fact:
    """Placeholder for all amounts where a rate is missing."""
    note = language.gettext(
        "no exchange rate from {base} to {quote} for {month}",
        base=gap.base,
        quote=gap.quote,
        month=language.month(gap.month),
    )
    return _not_known(language.gettext("Run cost a month"), note, language)


def missing_rate_sentence(gap: RateGap, language: Language) -> str:
    """Reason for unknown amounts, for readers who cannot enter the rate."""
    return language.gettext(
        "Amounts are not known: there is no exchange rate from {base} to {quote} for {month}.",
        base=gap.base,
        quote=gap.quote,
        month=language.month(gap.month),
    )


def money_facts(
    economics: Economics, today: Scenario | None, target: Target, language: Language
) -> Iterator[Fact]:
    """Run cost now and at target volume, result and payback there, and spending to date.

    `today` is the scenario of the base month, None where no month has both cost and volume. Without a
    target volume, result and payback are those of its volume.
    """
    yield _run_cost(economics, target.unit, language)
    if today is None:
        yield _not_known(
            _result_label(target, language), language.gettext("no month has both cost and volume"), language
        )
    else:
        there = argued(today, target.volume)
        if target.volume:
            yield _run_cost_at_target(there, target, language)
        yield _result(economics, there, target, language)
        yield _payback(there, target, language)
    yield _spent(economics, language)


def _run_cost(economics: Economics, unit: str, language: Language) -> Fact:
    """Run cost of the latest month with a record."""
    label = language.gettext("Run cost a month")
    actual = [month for month in economics.months if month.run_basis is Basis.ACTUAL]
    if not actual:
        return _not_known(label, language.gettext("no run cost is recorded"), language)
    latest = actual[-1]
    cost = rough_money(latest.run_cost or Fraction(0), economics.currency, language)
    return Fact(label, cost, _month_note(latest, unit, language))


def _month_note(month: MonthFigures, unit: str, language: Language) -> str:
    """The month, its volume if recorded, and whether part of its cost is estimated."""
    text = language.month(month.month)
    if month.units is not None and month.usage_basis is Basis.ACTUAL:
        volume = volume_text(month.units, unit, language)
        text = language.gettext("{month}: {volume}", month=text, volume=volume)
    if month.priced is not None:
        text = language.gettext("{month}, in part estimated", month=text)
    return text


def _run_cost_at_target(there: Scenario, target: Target, language: Language) -> Fact:
    """Run cost of today's month, projected to the target volume."""
    cost = rough_money(monthly_cost(there), there.currency, language)
    return Fact(language.gettext("Run cost a month at target"), cost, _at(there, target, language))


def _result_label(target: Target, language: Language) -> str:
    """Label of the result, with its volume."""
    if target.volume:
        return language.gettext("Result a month at target")
    return language.gettext("Result a month at the latest volume")


def _result(economics: Economics, there: Scenario, target: Target, language: Language) -> Fact:
    """Monthly benefit less run cost."""
    label, result = _result_label(target, language), monthly_result(there)
    if result is None:
        return _not_known(label, language.gettext("no benefit is recorded"), language)
    note = _at(there, target, language)
    base = next(month for month in economics.months if month.month == there.month)
    if base.benefit_basis is Basis.FORECAST:
        note = language.gettext("{volume}, benefit forecast", volume=note)
    return Fact(label, rough_money(result, there.currency, language), note)


def _payback(there: Scenario, target: Target, language: Language) -> Fact:
    label = language.gettext("Payback at target") if target.volume else language.gettext("Payback")
    if not there.build:
        return _not_known(label, language.gettext("no build cost is recorded"), language)
    if there.value_per_unit is None:
        return _not_known(label, language.gettext("no benefit is recorded"), language)
    build = rough_money(there.build, there.currency, language)
    note = language.gettext("of {build} build cost", build=build)
    return Fact(label, capitalised(payback_text(there, language)), note)


def _spent(economics: Economics, language: Language) -> Fact:
    """Total billed cost, without forecasts and amounts estimated from a price book."""
    label = language.gettext("Spent so far")
    billed = [total for total in economics.costs if total.key.basis is Basis.ACTUAL and not total.key.priced]
    spent = sum_known(total.amount for total in billed)
    if spent is None:
        return _not_known(label, language.gettext("no cost is recorded"), language)
    build = sum_known(total.amount for total in billed if total.key.phase is Phase.BUILD)
    return Fact(
        label, rough_money(spent, economics.currency, language), _to_build(build, spent, economics, language)
    )


def _to_build(build: Fraction | None, spent: Fraction, economics: Economics, language: Language) -> str:
    """Share of the spending that was build cost."""
    if build is None:
        return language.gettext("none of it to build")
    if build == spent:
        return language.gettext("all of it to build")
    return language.gettext("{build} of it to build", build=rough_money(build, economics.currency, language))


def _at(scenario: Scenario, target: Target, language: Language) -> str:
    """Volume of a scenario from a ledger or a target, which is a whole number."""
    volume = volume_text(int(scenario.volume), target.unit, language)
    return language.gettext("at {volume} a month", volume=volume)


def day_rate_of(brief: "InitiativeBrief") -> DayRate | None:
    """Day rate at which a brief prices the path; None without one."""
    return None if brief.day_rate is None else DayRate(brief.day_rate, brief.currency)


def path_price(path: Path, rate: DayRate, language: Language) -> str:
    """Price of a path's person-days at a day rate, in whole units of its currency."""
    return language.money(path.effort * rate.amount, rate.currency, 0)


def path_fact(path: Path, language: Language, rate: DayRate | None = None) -> Fact | None:
    """Effort of the path, and its price at a day rate; None where there is no step."""
    if not path.steps:
        return None
    note = language.ngettext("{count} step", "{count} steps", len(path.steps))
    if path.obstacles:
        note = language.gettext("{steps}, for the other gates", steps=note)
    if rate is not None:
        note = language.gettext(
            "{steps}; {price} at {rate} a day",
            steps=note,
            price=path_price(path, rate, language),
            rate=language.money(rate.amount, rate.currency),
        )
    return Fact(language.gettext("Path to ready"), language.days(path.effort), note)


def validity_fact(calendar: Calendar, language: Language) -> Fact | None:
    """Last day of a verdict without renewals; None where the verdict cannot lapse."""
    verdict = verdict_word(calendar.verdict, language)
    if calendar.fall is not None:
        then = verdict_word(calendar.fall.verdict, language)
        waived = calendar.verdict is VerdictState.WAIVED
        return Fact(
            language.gettext("Verdict holds until")
            if waived
            else language.gettext("{verdict} until", verdict=verdict),
            language.long_date(calendar.fall.last_day),
            language.gettext("then {verdict}", verdict=then),
        )
    if calendar.verdict not in {VerdictState.READY, VerdictState.WAIVED, VerdictState.CONDITIONAL}:
        return None
    return Fact(verdict, language.gettext("No end date"), language.gettext("whichever proof lapses"))


def next_review_fact(reviewed: date, calendar: Calendar, language: Language) -> Fact:
    """Due date of the next review: before the verdict falls, and within a quarter of the last one.

    `calendar` is as of the day of the brief; no earlier day is named.
    """
    label, quarter = language.gettext("Next review by"), reviewed + REVIEW_AFTER
    if quarter < calendar.on:
        return Fact(label, language.gettext("Overdue"), language.gettext("a review is due once a quarter"))
    if calendar.fall is not None and calendar.fall.last_day <= quarter:
        day = max(calendar.fall.last_day, calendar.on)
        return Fact(label, language.long_date(day), language.gettext("before the verdict falls"))
    return Fact(label, language.long_date(quarter), language.gettext("a quarter after this review"))


def go_live_fact(target: date, path: Path, calendar: Calendar, language: Language) -> Fact:
    """Feasibility of the target go-live: every gate open by that day, or not.

    The path has the renewals of its own time; `calendar` gives what lapses where no step is left.
    """
    label = language.gettext("Target go-live {day}", day=language.short_date(target))
    if target < path.on:
        day = language.long_date(path.on)
        return Fact(label, language.gettext("Date has passed"), language.gettext("as of {day}", day=day))
    if not path.steps and not path.obstacles:
        falls = calendar.fall is not None and calendar.fall.last_day < target
        note = (
            language.gettext("if what lapses by then is renewed")
            if falls
            else language.gettext("nothing is left to do")
        )
        return Fact(label, language.gettext("Can be met"), note)
    end = max((step.due for step in path.steps if step.due), default=None)
    if end is not None and end > target:
        return Fact(label, language.gettext("Cannot be met"), _ends_no_earlier(end, path, language))
    if path.ready_by is None:
        return _not_known(label, _no_end(path, language), language)
    return Fact(label, language.gettext("Can be met"), _ends(path.ready_by, language))


def _no_end(path: Path, language: Language) -> str:
    """Reason why a path has no last day."""
    if path.obstacles:
        return language.gettext("no path opens every gate")
    return overdue_text(path, language) or language.gettext("not every step has a date")


def _ends(day: date, language: Language) -> str:
    return language.gettext("the path ends on {day}", day=language.long_date(day))


def _ends_no_earlier(day: date, path: Path, language: Language) -> str:
    """Last due date of a path that may have undated steps ending later."""
    if path.ready_by is not None:
        return _ends(day, language)
    return language.gettext("the path ends no earlier than {day}", day=language.long_date(day))


def _not_known(label: str, reason: str, language: Language) -> Fact:
    """A missing figure, and why."""
    return Fact(label, language.gettext("Not known"), reason)
