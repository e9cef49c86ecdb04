"""Sentences for projections: table rows, assumptions, notes below the table, the cost with another model."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from fivegates.domain.economics.assumptions import Assumptions
from fivegates.domain.economics.break_even import Never, break_even, return_of_a_year
from fivegates.domain.economics.projections import Projection
from fivegates.domain.economics.scenarios import Scenario, monthly_cost, unit_cost
from fivegates.domain.economics.unit_economics import Economics
from fivegates.domain.language import Language
from fivegates.domain.verdict.ledger_rule import PERCENT
from fivegates.domain.wording.contradictions import volume_text
from fivegates.domain.wording.money import break_even_sentence, driver_text, range_sentence
from fivegates.domain.wording.money_terms import driver_word, scale_word, unit_text
from fivegates.domain.wording.paybacks import payback_text
from fivegates.domain.wording.words import UNKNOWN, in_units


def assumption_texts(own: Assumptions, unit: str, language: Language) -> tuple[tuple[str, str], ...]:
    """The volume, then each assumption that differs from the ledger, then the uncertain ones."""
    volume = (language.gettext("volume a month"), volume_text(own.volume, unit, language))
    return (
        volume,
        *_money(own, language),
        *_tokens(own, language),
        *_people(own, unit, language),
        *_bounds(own, unit, language),
    )


def _money(own: Assumptions, language: Language) -> Iterator[tuple[str, str]]:
    """Value and cost in the scenario's own currency."""
    amounts = (
        (language.gettext("value per unit"), own.value_per_unit),
        (language.gettext("fixed cost a month"), own.fixed),
        (language.gettext("other variable cost per unit"), own.other_unit_cost),
    )
    for name, amount in amounts:
        if amount is not None:
            yield name, language.unit_money(amount, own.currency)


def _tokens(own: Assumptions, language: Language) -> Iterator[tuple[str, str]]:
    """The model, its price and the use of tokens."""
    if own.model:
        yield language.gettext("model"), own.model
    if own.price_change:
        yield language.gettext("the model’s price"), _change(own.price_change, language)
    counts = (
        (language.gettext("requests per unit"), own.turns),
        (language.gettext("tokens in per request"), own.tokens_in),
        (language.gettext("tokens out per request"), own.tokens_out),
    )
    shares = (
        (language.gettext("growth of context by turn"), own.context_growth),
        (language.gettext("retry rate"), own.retry_rate),
        (language.gettext("cache-hit rate"), own.cache_hit_rate),
        (language.gettext("batch requests"), own.batch_share),
        (language.gettext("flex requests"), own.flex_share),
        (language.gettext("priority requests"), own.priority_share),
        (language.gettext("off-peak requests"), own.off_peak_share),
    )
    yield from ((name, language.number(number)) for name, number in counts if number is not None)
    yield from ((name, _percent(share, language)) for name, share in shares if share is not None)


def _people(own: Assumptions, unit: str, language: Language) -> Iterator[tuple[str, str]]:
    """Human review and capacity steps."""
    if own.review is not None:
        yield (
            language.gettext("human review"),
            language.gettext(
                "{share} of the units, {minutes} minutes each, at {rate} an hour",
                share=_percent(own.review.share, language),
                minutes=language.number(own.review.minutes),
                rate=language.unit_money(own.review.hourly_rate, own.currency),
            ),
        )
    if own.steps is not None:
        yield (
            language.gettext("capacity"),
            language.gettext(
                "{block} a month; each further block costs {cost}",
                block=volume_text(own.steps.capacity, unit, language),
                cost=language.unit_money(own.steps.cost, own.currency),
            ),
        )


def _bounds(own: Assumptions, unit: str, language: Language) -> Iterator[tuple[str, str]]:
    """Lowest and highest value of each uncertain assumption."""
    like = Scenario(own.currency, Fraction(own.volume))
    for each in own.bounds:
        low, high = (
            driver_text(each.driver, Fraction(end), like, unit, language) for end in (each.low, each.high)
        )
        yield driver_word(each.driver, language), language.gettext("from {low} to {high}", low=low, high=high)


def _change(share: Decimal, language: Language) -> str:
    """Signed change in percent."""
    if share > 0:
        return language.gettext("{share} more", share=_percent(share, language))
    return language.gettext("{share} less", share=_percent(-share, language))


def _percent(share: Decimal, language: Language) -> str:
    return language.percent(Fraction(share) * PERCENT)


@dataclass(frozen=True, slots=True)
class ProjectionCells:
    """One row of the table as printed; a dash where a figure is unknown."""

    name: str
    volume: str
    monthly_cost: str
    unit_cost: str
    margin: str
    break_even: str
    year_return: str
    payback: str


def projection_headings(unit: str, language: Language) -> ProjectionCells:
    """Column headings; `unit` is the initiative's word for its units."""
    return ProjectionCells(
        language.gettext("Scenario"),
        in_units(language.gettext("Volume"), unit, language),
        language.gettext("Cost a month"),
        language.gettext("Unit cost"),
        language.gettext("Margin"),
        in_units(language.gettext("Break-even"), unit, language),
        language.gettext("12-month return"),
        language.gettext("Paid back"),
    )


def projection_name(row: Projection, language: Language) -> str:
    """Name of a default scale, or the name that the user gave."""
    if row.scale is not None:
        return scale_word(row.scale, language)
    return row.own.name if row.own is not None else ""


def projection_cells(row: Projection, language: Language) -> ProjectionCells:
    """One table row; a row that cannot be computed has its name and volume alone."""
    name, scenario = projection_name(row, language), row.scenario
    if scenario is None:
        volume = language.number(row.own.volume) if row.own else UNKNOWN
        return ProjectionCells(name, volume, *[UNKNOWN] * 6)
    cost = unit_cost(scenario)
    value = scenario.value_per_unit
    share = return_of_a_year(scenario)
    return ProjectionCells(
        name,
        language.number(ceil(scenario.volume)),
        language.money(monthly_cost(scenario), scenario.currency, 0),
        unit_text(cost, scenario.currency, language),
        unit_text(None if cost is None or value is None else value - cost, scenario.currency, language),
        _or_never(break_even(scenario), language),
        UNKNOWN if share is None else language.percent(share * PERCENT),
        payback_text(scenario, language),
    )


def _or_never(volume: Fraction | Never | None, language: Language) -> str:
    """A volume in whole units, "never", or a dash."""
    if volume is None:
        return UNKNOWN
    return language.gettext("never") if isinstance(volume, Never) else language.number(ceil(volume))


def projection_notes(rows: Sequence[Projection], unit: str, language: Language) -> tuple[str, ...]:
    """Notes below the table: reasons for no break-even, reasons for missing figures, and ranges."""
    return (*_never_notes(rows, unit, language), *_own_notes(rows, language))


def _never_notes(rows: Iterable[Projection], unit: str, language: Language) -> Iterator[str]:
    """Each reason once, with the row's name where it does not apply to every row."""
    known = [(row, row.scenario) for row in rows if row.scenario is not None]
    never = [
        (projection_name(row, language), break_even_sentence(scenario, unit, language))
        for row, scenario in known
        if isinstance(break_even(scenario), Never)
    ]
    for reason in dict.fromkeys(sentence for _, sentence in never):
        names = [name for name, sentence in never if sentence == reason]
        yield reason if len(names) == len(known) else _about(language.listed(names), reason, language)


def _own_notes(rows: Iterable[Projection], language: Language) -> Iterator[str]:
    """Notes on the user's own scenarios."""
    for row in rows:
        fault = row.fault or row.range_fault
        if fault is not None:
            yield _about(projection_name(row, language), fault.text(language), language)
        if row.by_size is not None and row.scenario is not None:
            text = by_size_sentence(row.by_size, row.scenario.currency, language)
            yield _about(projection_name(row, language), text, language)
        if row.range is not None and row.scenario is not None:
            text = range_sentence(row.range, row.scenario, language)
            yield _about(projection_name(row, language), text, language)


def by_size_sentence(bounds: tuple[Fraction, Fraction], currency: str, language: Language) -> str:
    """Range of the monthly cost where the data that determines a price is incomplete."""
    low, high = bounds
    return language.gettext(
        "The size of requests, or tokens of reasoning, decide the price and are not counted: a month costs "
        "{low} to {high}.",
        low=language.money(low, currency, 0),
        high=language.money(high, currency, 0),
    )


def _about(name: str, sentence: str, language: Language) -> str:
    """A sentence preceded by the name of its subject."""
    return language.gettext("{name}: {sentence}", name=name, sentence=sentence)


def other_model_sentence(today: Scenario, other: Scenario, model: str, unit: str, language: Language) -> str:
    """Monthly cost with another model at the same volume, compared with today's."""
    now, then = monthly_cost(today), monthly_cost(other)
    currency = today.currency
    values = {
        "model": model,
        "volume": volume_text(ceil(today.volume), unit, language),
        "then": language.money(then, currency, 0),
        "now": language.money(now, currency, 0),
        "unit": unit_text(unit_cost(other), today.currency, language),
        "unit_now": unit_text(unit_cost(today), today.currency, language),
        "less": language.money(abs(then - now), currency, 0),
    }
    if then == now:
        return language.gettext(
            "With {model}, {volume} a month cost {then}, as they do now: {unit} each.", **values
        )
    if then < now:
        return language.gettext(
            "With {model}, {volume} a month cost {then} instead of {now}, {less} less: {unit} each instead "
            "of {unit_now}.",
            **values,
        )
    return language.gettext(
        "With {model}, {volume} a month cost {then} instead of {now}, {less} more: {unit} each instead of "
        "{unit_now}.",
        **values,
    )


def priced_sentences(economics: Economics, language: Language) -> tuple[str, ...]:
    """Cost estimated from a price book, and cost without a price; empty where all is billed."""
    return (*_priced(economics, language), *_unpriced(economics, language))


def _priced(economics: Economics, language: Language) -> Iterator[str]:
    """Estimated share of the cost, and the price book used."""
    totals = [total for total in economics.costs if total.key.priced]
    if not totals:
        return
    amount = sum((total.amount for total in totals), Fraction(0))
    sources = sorted({line.source for line in economics.priced})
    yield language.ngettext(
        "{amount} of the cost of {count} month is priced from its tokens, not billed ({sources}).",
        "{amount} of the cost of {count} months is priced from their tokens, not billed ({sources}).",
        len({total.key.month for total in totals}),
        amount=language.money(amount, economics.currency),
        sources=language.listed(sources),
    )


def _unpriced(economics: Economics, language: Language) -> Iterator[str]:
    """Months with tokens without a price, each reason once."""
    for reason in dict.fromkeys(each.reason.text(language) for each in economics.unpriced):
        months = [
            language.month(each.month) for each in economics.unpriced if each.reason.text(language) == reason
        ]
        yield language.gettext(
            "Not priced: the tokens of {months}. {reason}", months=language.listed(months), reason=reason
        )
