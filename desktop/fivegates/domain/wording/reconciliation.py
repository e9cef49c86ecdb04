"""Sentences that compare the price of tokens by a price book with the bill."""

from collections.abc import Iterator
from fractions import Fraction

from fivegates.domain.economics.reconciliation import Explanation, Reconciliation, TokenKind
from fivegates.domain.language import Language


def reconciliation_sentences(found: Reconciliation, currency: str, language: Language) -> Iterator[str]:
    """Bill and price, their difference, cost per model, and possible explanations."""
    if found.months:
        yield from _certain(found, currency, language)
    if found.ranged is not None:
        yield language.ngettext(
            "Tokens of {count} month, where the size of requests is not known: {low} to {high} by the price "
            "book, {billed} billed.",
            "Tokens of {count} months, where the size of requests is not known: {low} to {high} by the price "
            "book, {billed} billed.",
            len(found.ranged.months),
            low=language.money(found.ranged.low, currency),
            high=language.money(found.ranged.high, currency),
            billed=language.money(found.ranged.billed, currency),
        )


def _certain(found: Reconciliation, currency: str, language: Language) -> Iterator[str]:
    """Months with a known price of the tokens."""
    money = language.money
    values = {
        "priced": money(found.priced, currency),
        "billed": money(found.billed, currency),
        "difference": money(abs(found.difference), currency),
    }
    count = len(found.months)
    if found.is_reconciled:
        yield language.ngettext(
            "Reconciled: tokens of {count} month, {priced} by the price book, {billed} billed.",
            "Reconciled: tokens of {count} months, {priced} by the price book, {billed} billed.",
            count,
            **values,
        )
    elif found.difference > 0:
        yield language.ngettext(
            "Tokens of {count} month: {priced} by the price book, {billed} billed, {difference} more.",
            "Tokens of {count} months: {priced} by the price book, {billed} billed, {difference} more.",
            count,
            **values,
        )
    else:
        yield language.ngettext(
            "Tokens of {count} month: {priced} by the price book, {billed} billed, {difference} less.",
            "Tokens of {count} months: {priced} by the price book, {billed} billed, {difference} less.",
            count,
            **values,
        )
    yield from _models(found, currency, language)
    if found.explanations and not found.is_reconciled:
        reasons = [_explanation(each, language) for each in found.explanations]
        yield language.gettext("What could explain it: {reasons}.", reasons=language.listed(reasons))


def _models(found: Reconciliation, currency: str, language: Language) -> Iterator[str]:
    """Cost of each model's tokens by kind, beside the billed amount where a bill names the model."""
    for model in found.models:
        billed = found.billed_for(model)
        yield (_compared if billed else _priced)(found, model, currency, language)
    rest = found.billed_for("").get(None)
    if rest and rest != found.billed:
        amount = language.money(rest, currency)
        yield language.gettext("{amount} of the bill name none of these models.", amount=amount)


def _priced(found: Reconciliation, model: str, currency: str, language: Language) -> str:
    """Cost of the tokens of a model that no bill names."""
    priced = found.priced_for(model).items()
    parts = [f"{_kind(kind, language)} {language.money(amount, currency)}" for kind, amount in priced]
    return language.gettext("{model}: {parts}.", model=model, parts=", ".join(parts))


def _compared(found: Reconciliation, model: str, currency: str, language: Language) -> str:
    """Cost and billed amount of a model's tokens, by kind where all its bills name the kind."""
    priced, billed = found.priced_for(model), found.billed_for(model)
    at_prices, on_bills = sum(priced.values(), Fraction(0)), sum(billed.values(), Fraction(0))
    difference = on_bills - at_prices
    values = {
        "model": model,
        "priced": language.money(at_prices, currency),
        "billed": language.money(on_bills, currency),
        "difference": language.money(abs(difference), currency),
    }
    if not difference:
        text = language.gettext("{model}: {priced} by the price book, as billed.", **values)
    elif difference > 0:
        text = language.gettext(
            "{model}: {priced} by the price book, {billed} billed, {difference} more.", **values
        )
    else:
        text = language.gettext(
            "{model}: {priced} by the price book, {billed} billed, {difference} less.", **values
        )
    if None in billed:
        return text
    kinds = [kind for kind in TokenKind if kind in priced or kind in billed]
    parts = [
        language.gettext(
            "{kind} {priced}, billed {billed}",
            kind=_kind(kind, language),
            priced=language.money(priced.get(kind, Fraction(0)), currency),
            billed=language.money(billed.get(kind, Fraction(0)), currency),
        )
        for kind in kinds
    ]
    return language.gettext("{text} By kind: {parts}.", text=text, parts="; ".join(parts))


def _kind(kind: TokenKind, language: Language) -> str:
    words = {
        TokenKind.FRESH: language.gettext("input"),
        TokenKind.CACHED: language.gettext("input from a cache"),
        TokenKind.WRITTEN: language.gettext("input written to a cache"),
        TokenKind.OUTPUT: language.gettext("output"),
        TokenKind.REQUESTS: language.gettext("requests"),
        TokenKind.IMAGES: language.gettext("images"),
    }
    return words[kind]


def _explanation(explanation: Explanation, language: Language) -> str:
    words = {
        Explanation.SIZES: language.gettext("requests of another size than the mean, priced otherwise"),
        Explanation.CACHE_READS: language.gettext("tokens read from a cache, which are not counted"),
        Explanation.CACHE_WRITES: language.gettext("tokens written to a cache, which are not counted"),
        Explanation.SERVICES: language.gettext("batch, flex or priority requests, priced otherwise"),
        Explanation.RETRIES: language.gettext("retries that the usage does not count"),
    }
    return words[explanation]
