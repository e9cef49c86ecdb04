"""Assumptions of a user's scenario as names and values, limited to those that the user entered."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from fivegates.domain.economics.assumptions import Assumptions
from fivegates.domain.economics.scenarios import Scenario
from fivegates.domain.language import Language
from fivegates.domain.verdict.ledger_rule import PERCENT
from fivegates.domain.wording.contradictions import volume_text
from fivegates.domain.wording.money import driver_text
from fivegates.domain.wording.money_terms import driver_word


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
